"""Documents read once and held as tables: the built-in plan, and later the reader's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import pandas as pd

from atlas.catalogue import Catalogue, load_catalogue
from atlas.language import say
from atlas.link_codes import LinkCodes
from atlas.model import RELATIONS, Adcode, Basis, Link, Measure, Reading, Relation, Span, ZoneId
from atlas.reading import read_text
from atlas.records import DocumentRow, PlanRow, Theme
from atlas.safe_text import name_shown
from atlas.store import KeptDocument, document_store


class PlanMismatch(ValueError):
    """The engine did not read the restated plan row by row; names the row and what to do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Links of one measure that stand on the same mention, zone and basis.

    `places` are the units as named or listed, `counties` the county-level units they come to; a
    province-wide reason has the province as its place and no counties.
    """

    measure: int
    relation: Relation
    zone: ZoneId | None
    basis: Basis
    mention: Span | None
    surface: str
    inherited: bool
    rule: str
    places: tuple[Adcode, ...]
    counties: tuple[Adcode, ...]


@dataclass(frozen=True, eq=False)
class ReadDocument:
    """A reading with its statements in both languages and its links as a table.

    `rows` are the plan's rows where the document is the built-in plan, else empty.
    """

    record: DocumentRow
    reading: Reading
    catalogue: Catalogue
    rows: tuple[PlanRow, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Measures in the order of the text."""
        return self.reading.measures

    @cached_property
    def position(self) -> dict[str, int]:
        """Measure id → its place in the order of the text."""
        return {measure.id: i for i, measure in enumerate(self.measures)}

    def statement(self, index: int, lang: str) -> str:
        """A measure's words in the reader's language; the original where none were written."""
        return self.rows[index].text_en if lang == "en" and self.rows else self.measures[index].text

    def theme(self, index: int) -> str:
        """Theme of a measure, empty where the document has none."""
        return self.rows[index].theme if self.rows else ""

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of every measure, in the order of the text."""
        alike: dict[Link, list[Adcode]] = {}
        for link in self.reading.links:
            # Links that differ in their place alone share a reason.
            alike.setdefault(replace(link, place=""), []).append(link.place)
        found = [self._reason(link, tuple(places)) for link, places in alike.items()]
        return tuple(sorted(found, key=lambda r: (r.measure, RELATIONS.index(r.relation))))

    def _reason(self, link: Link, places: tuple[Adcode, ...]) -> Reason:
        local = link.relation != "province"
        drawn = [c.adcode for p in places if local for c in self.catalogue.counties_of(p)]
        return Reason(
            measure=self.position[link.measure],
            relation=link.relation,
            zone=link.zone,
            basis=link.basis,
            mention=link.mention,
            surface=link.mention.text(self.reading.document.text) if link.mention else "",
            inherited=link.inherited,
            rule=link.rule,
            places=places,
            counties=tuple(dict.fromkeys(drawn)),
        )

    @cached_property
    def links(self) -> pd.DataFrame:
        """One row per reason and county-level unit it comes to, all that `Query.apply` looks at.

        Columns: m (measure's place in the text), reason (index into `reasons`), county,
        prefecture, province and place (adcodes; the first two are empty for a province-wide
        reason), relation, zone, basis, theme, primary (strategy), text (what a search looks
        through), inherited, and one boolean column per strategy.
        """
        parent = {c.adcode: c.parent for c in self.catalogue.places.values()}
        rows = []
        for r, reason in enumerate(self.reasons):
            for place in reason.places:
                units = ("",) if reason.relation == "province" else self._county_level(place)
                rows += [
                    (reason.measure, r, county, parent.get(county) or "", place) for county in units
                ]
        table = pd.DataFrame(rows, columns=["m", "reason", "county", "prefecture", "place"])
        # A document that reaches nothing has an empty table, whose columns need their types too.
        table = table.astype({"m": "int64", "reason": "int64"})
        table["province"] = self.catalogue.province.adcode
        reasons, m = table["reason"], table["m"]
        table["relation"] = [self.reasons[r].relation for r in reasons]
        table["zone"] = [self.reasons[r].zone or "" for r in reasons]
        table["basis"] = [self.reasons[r].basis for r in reasons]
        table["inherited"] = [self.reasons[r].inherited for r in reasons]
        table["theme"] = [self.theme(i) for i in m]
        table["primary"] = [(self.measures[i].strategies or ("",))[0] for i in m]
        texts = [self._searched(i) for i in range(len(self.measures))]
        table["text"] = [texts[i] for i in m]
        names = ["county", "prefecture", "province", "place", "relation", "zone", "basis", "theme"]
        table = table.astype(dict.fromkeys([*names, "primary", "text"], "category"))
        for strategy in self.catalogue.strategies:
            table[strategy] = [strategy in self.measures[i].strategies for i in m]
        return table.astype(dict.fromkeys(["inherited", *self.catalogue.strategies], bool))

    @cached_property
    def codes(self) -> LinkCodes:
        """The link table as whole numbers."""
        return LinkCodes(self.links)

    def _county_level(self, adcode: Adcode) -> tuple[Adcode, ...]:
        """County-level units a linked unit comes to, those without a polygon among them."""
        return tuple(c.adcode for c in self.catalogue.children(adcode)) or (adcode,)

    def _searched(self, index: int) -> str:
        """What a text search looks through: both statements and the names of what they reach."""
        measure = self.measures[index]
        zones = {r.zone for r in self.reasons if r.measure == index and r.zone}
        named = [self.catalogue.zones[z] for z in sorted(zones)]
        strategies = [self.catalogue.strategies[s] for s in measure.strategies]
        said = [measure.text, self.statement(index, "en"), measure.section]
        said += [x.name_zh for x in named] + [x.name_en for x in named]
        return "\n".join(
            [*said, *(x.name_zh for x in strategies), *(x.name_en for x in strategies)]
        )


def compose_plan(rows: Sequence[PlanRow], themes: dict[str, Theme]) -> tuple[str, tuple[Span, ...]]:
    """The restated plan as a running text, and the span of each row in it.

    A theme's heading stands on a line of its own; clauses of one sentence are joined by ；.
    """
    text, spans = "", []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None:
            text += "；" if before.sentence == row.sentence else "。\n"
        if before is None or before.theme != row.theme:
            text += f"{themes[row.theme].heading_zh}\n"
        spans.append(Span(len(text), len(text) + len(row.text_zh)))
        text += row.text_zh
    return text + "。\n", tuple(spans)


def read_plan(catalogue: Catalogue) -> Reading:
    """The restated plan, read by the engine like any other document.

    Raises `PlanMismatch` when a row did not come out as exactly one measure.
    """
    text, spans = compose_plan(catalogue.plan, catalogue.themes)
    record = next(iter(catalogue.documents.values()))
    reading = read_text(text, catalogue, title=record.title_zh, document_id=record.id)
    found = {measure.span for measure in reading.measures}
    for row, span in zip(catalogue.plan, spans, strict=True):
        if span not in found:
            near = [m.text for m in reading.measures if m.span.overlaps(span)]
            raise PlanMismatch(
                f"data/plan.csv: row {row.order} “{row.text_zh}” was read as"
                f" {near or 'no measure'}; word it as one clause with its own verb and object"
            )
    if len(found) != len(spans):
        extra = [m.text for m in reading.measures if m.span not in set(spans)]
        raise PlanMismatch(f"data/plan.csv: the engine found measures that are no rows: {extra}")
    return reading


def open_document(document_id: str) -> ReadDocument:
    """A document by its id: the built-in plan, or one a reader keeps; `KeyError` for neither."""
    if document_id in load_catalogue().documents:
        return _open_built_in(document_id)
    return _open_kept(document_id)


@cache
def _open_built_in(document_id: str) -> ReadDocument:
    catalogue = load_catalogue()
    record = catalogue.documents[document_id]
    return ReadDocument(record, read_plan(catalogue), catalogue, tuple(catalogue.plan))


@lru_cache(maxsize=24)
def _open_kept(document_id: str) -> ReadDocument:
    """A reader's document, read again from its text; a few are held, since texts are long."""
    kept = document_store().open(document_id)
    catalogue = load_catalogue()
    reading = read_text(
        kept.text,
        catalogue,
        title=kept.title,
        document_id=kept.id,
        encoding=kept.encoding,
        sha256=kept.sha256,
        headings=[Span(start, end) for start, end in json.loads(kept.headings)],
    )
    return ReadDocument(_record(kept), reading, catalogue)


def _record(kept: KeptDocument) -> DocumentRow:
    # Again here: documents of long ago were kept under whatever title their file gave.
    title = name_shown(kept.title) or kept.id
    return DocumentRow(
        id=kept.id,
        title_zh=title,
        title_en=title,
        publisher_zh=say("read.publisher", "zh"),
        publisher_en=say("read.publisher", "en"),
        date="",
        source="",
    )


def forget_kept() -> None:
    """Let go of everything read of kept documents, after one was removed."""
    _open_kept.cache_clear()
