"""What an exported file says about itself: query in words, link, date, sources, citation.

A file leaves the screen behind and is forwarded without it, so all that a later reader needs in
order to check or to quote it is made here, once, in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from atlas.analysis.comparison.findings import accuracy_said, documents_finding
from atlas.analysis.findings import document_scope, map_finding, measures_finding, place_finding
from atlas.analysis.origin import Origin, origin_of
from atlas.analysis.reach import Selection
from atlas.catalogue import Catalogue
from atlas.documents import open_document
from atlas.export.contents import USUAL, TableName, contents, main_table
from atlas.export.pair_rows import compared_with
from atlas.export.sources import Cited, cited_sources
from atlas.language import CHINA, day_in_words, listing, say
from atlas.model import Lang
from atlas.query import Query
from atlas.site import LANDING


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says about itself, in the language of its query.

    `query` is the filter in words, `permalink` the address that shows the same; `origin` says
    where the document's own text comes from; `sources` runs from the document over the lists of its
    zones to its figures; `boundaries` credits the shapes of whatever is drawn; `limits` are the
    reservations to read it with.
    """

    lang: Lang
    page: str
    contents: tuple[TableName, ...]
    base_url: str
    title: str
    scope: str
    origin: Origin
    query: str
    permalink: str
    date: date
    sources: tuple[Cited, ...]
    boundaries: str
    citation: str
    limits: tuple[str, ...]

    @property
    def main(self) -> TableName:
        """The table that the file is about."""
        return self.contents[0]

    def address(self, query: Query, page: str) -> str:
        """Full address of a page showing a query, for links inside the file."""
        return full_address(self.base_url, query, page)

    @property
    def day(self) -> str:
        """The date as a reader writes it."""
        return day_in_words(self.date, self.lang)

    def as_json(self) -> dict[str, Any]:
        """Everything under stable names, for JSON and GeoJSON."""
        return {
            "title": self.title,
            "document": self.scope,
            "origin": {"text": self.origin.text, "url": self.origin.url},
            "query": self.query,
            "link": self.permalink,
            "date": self.date.isoformat(),
            "sources": [
                {"id": source.id, "text": source.said, "url": source.url} for source in self.sources
            ],
            "boundaries": self.boundaries,
            "limits": list(self.limits),
            "citation": self.citation,
        }

    def lines(self) -> list[tuple[str, str]]:
        """Everything as (label, text), in the order it is read."""
        label = {
            name: say(f"export.{name}", self.lang)
            for name in (
                "query",
                "link",
                "date",
                "document",
                "origin",
                "source",
                "boundaries",
                "citation",
            )
        }
        return [
            (label["query"], self.query),
            (label["document"], self.scope),
            (label["origin"], self.origin.line),
            (label["link"], self.permalink),
            (label["date"], self.day),
            *((label["source"], source.said) for source in self.sources),
            (label["boundaries"], self.boundaries),
            *((say("export.limit", self.lang), limit) for limit in self.limits),
            (label["citation"], self.citation),
        ]


def make_statement(
    selection: Selection, *, base_url: str, page: str = USUAL, on: date | None = None
) -> Statement:
    """The statement of a selection as a page shows it.

    `base_url` is where the dashboard is served; `on` is the date of the file, today if not given.
    """
    query, catalogue = selection.query, selection.document.catalogue
    lang, day = query.lang, on or today()
    words = query_in_words(selection, page)
    permalink = full_address(base_url, query, page)
    record = selection.document.record
    return Statement(
        lang=lang,
        page=page,
        contents=contents(page, query),
        base_url=base_url,
        title=title(selection, page),
        scope=document_scope(selection),
        origin=origin_of(selection.document, lang),
        query=words,
        permalink=permalink,
        date=day,
        sources=cited_sources(selection, main_table(page, query)),
        boundaries=say("pages.map_footer", lang),
        citation=citation(record.title(lang), words, permalink, day, lang),
        limits=limits(selection, catalogue, page),
    )


def today() -> date:
    """Today's date in China."""
    return datetime.now(UTC).astimezone(CHINA).date()


def full_address(base_url: str, query: Query, page: str) -> str:
    """Address of a page showing a query, with the host."""
    path = query.address("" if page == LANDING else page)
    return f"{base_url.rstrip('/')}/{path}".removesuffix("?")


def title(selection: Selection, page: str) -> str:
    """The finding a file is headed by."""
    query = selection.query
    table, lang = main_table(page, query), query.lang
    if table == "comparison" and (compared := compared_with(selection)):
        return documents_finding(compared, query)
    if page == "place" and query.places:
        return place_finding(selection)
    if table in ("measures", "links"):
        return measures_finding(selection)
    if table == "places":
        return map_finding(selection)
    if table == "indicators" and query.indicator:
        definition = selection.document.catalogue.indicator_definitions[query.indicator]
        return say("export.title_indicator", lang, indicator=definition.name(lang))
    return say(f"export.title_{table}", lang)


def query_in_words(selection: Selection, page: str) -> str:
    """The filter in force, as far as a page's file heeds it, as one sentence."""
    query, catalogue = selection.query, selection.document.catalogue
    lang, table = query.lang, main_table(page, query)
    heeded = {one.name for one in query.parameters() if table in one.tables}
    said = [words for name, words in query.clauses(catalogue) if name in heeded]
    if table == "indicators":
        said += _figures_in_words(query, catalogue)
    if table == "cooperation" and query.kinds:
        kinds = [say(f"export.kind_{kind}", lang) for kind in query.kinds]
        said.append(say("export.kinds", lang, values=listing(kinds, lang)))
    if table == "comparison":
        other = open_document(query.against).record
        said.insert(0, say("export.beside", lang, title=other.title(lang)))
    if query.measures and "measure" in heeded:
        orders = [str(selection.document.position[m] + 1) for m in query.measures]
        said.append(say("export.only_measures", lang, values=listing(orders, lang)))
    if table in ("places", "indicators"):
        said.append(say(f"export.level_{query.level}", lang))
    if not said or (table == "places" and len(said) == 1):
        said.insert(0, say(f"export.all_{table}", lang))
    return say("query.join", lang).join(said)


def _figures_in_words(query: Query, catalogue: Catalogue) -> list[str]:
    said, lang = [], query.lang
    if query.indicator:
        name = catalogue.indicator_definitions[query.indicator].name(lang)
        said.append(say("export.indicator", lang, values=name))
    if query.years:
        said.append(say("export.years", lang, values=listing(list(query.years), lang)))
    return said


def citation(document: str, query: str, permalink: str, day: date, lang: Lang) -> str:
    """How to cite an answer: in Chinese after GB/T 7714, in English as a data set."""
    when = day.isoformat() if lang == "zh" else day_in_words(day, lang)
    return say(
        "export.cite",
        lang,
        brand=say("pages.brand", lang),
        document=document,
        query=query,
        date=when,
        link=permalink,
    )


def limits(selection: Selection, catalogue: Catalogue, page: str) -> tuple[str, ...]:
    """Reservations that hold for this file, the weightiest first."""
    lang, table = selection.query.lang, main_table(page, selection.query)
    if table == "cooperation":
        return (say("export.limit_ties", lang),)
    if table == "indicators":
        return (say("export.limit_figures", lang),)
    said = [say("export.limit_restated", lang)]
    if table == "comparison" and (measured := accuracy_said(catalogue, lang)):
        said.append(measured)
    rows = selection.rows
    unsure = set(rows.loc[rows["basis"] == "inferred", "zone"].unique())
    inferred = [z.name(lang) for z in catalogue.zones.values() if z.id in unsure]
    if inferred:
        said.append(say("export.limit_inferred", lang, zones=listing(inferred, lang)))
    compared = set(rows.loc[rows["basis"] == "equated", "zone"].unique())
    for zone in (z for z in catalogue.zones.values() if z.id in compared and z.read_as):
        other = catalogue.zones[zone.read_as].name(lang)
        said.append(say("export.limit_equated", lang, zone=zone.name(lang), list=other))
    if selection.province:
        said.append(say("export.limit_province", lang, n=len(selection.province)))
    said.append(say("export.limit_sketch", lang))
    return tuple(said)
