"""The sources an answer stands on: its document, the lists of its zones, its figures and ties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.analysis.figure_selection import select_figures
from atlas.analysis.reach import Selection
from atlas.analysis.tie_selection import select_ties
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument, open_document
from atlas.export.contents import TableName
from atlas.language import listing, say
from atlas.model import Lang
from atlas.tables.records import Source


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as a reader sees it; `said` is what it is used for, who says it, when and where."""

    id: str
    title: str
    said: str
    url: str


def source_in_words(source: Source, lang: Lang) -> str:
    """Title, publisher and year of a source, with what of them is known, and its address."""
    who = say("export.between", lang).join(
        part for part in (source.title, source.publisher, source.year) if part
    )
    return f"{who} {source.url}".strip()


def cited_sources(selection: Selection, table: TableName) -> tuple[Cited, ...]:
    """Sources of the rows of one table of a selection, the document's own first."""
    query, catalogue = selection.query, selection.document.catalogue
    if table == "indicators":
        figures = select_figures(selection.document, query)
        return tuple(_plain(catalogue, figures["source"].unique(), query.lang))
    if table == "cooperation":
        ties = select_ties(selection.document, query).listed
        return tuple(_plain(catalogue, {tie.source for tie in ties}, query.lang))
    document = _document(selection.document, query.lang)
    if table == "comparison":
        return (document, _document(open_document(query.against), query.lang), *_lists(selection))
    return (document, *_lists(selection))


def _document(document: ReadDocument, lang: Lang) -> Cited:
    """The document as a source; one that a reader brought is its own."""
    record = document.record
    own = document.catalogue.sources.get(record.source)
    if own is None:
        publisher = record.publisher_zh if lang == "zh" else record.publisher_en
        said = say("export.between", lang).join((record.title(lang), publisher))
        return Cited(record.id, record.title(lang), said, "")
    return Cited(own.id, own.title, source_in_words(own, lang), own.url)


def _plain(catalogue: Catalogue, ids: Iterable[str], lang: Lang) -> Iterable[Cited]:
    for source in (catalogue.sources[i] for i in sorted(ids)):
        yield Cited(source.id, source.title, source_in_words(source, lang), source.url)


def _lists(selection: Selection) -> Iterable[Cited]:
    """Sources of the lists of the zones that the selection goes through, each with its zones."""
    catalogue, lang = selection.document.catalogue, selection.query.lang
    used = set(selection.rows["zone"].unique())
    zones: dict[str, dict[str, str]] = {}
    for zone in (z for z in catalogue.zones.values() if z.id in used):
        for member in zone.members:
            basis = say(f"query.basis_{member.basis}", lang)
            said = say("export.zone_and_basis", lang, zone=zone.name(lang), basis=basis)
            zones.setdefault(member.source, {})[said] = zone.id
    for id_, names in zones.items():
        source = catalogue.sources[id_]
        said = say(
            "export.list_source",
            lang,
            zones=listing(list(names), lang),
            source=source_in_words(source, lang),
        )
        yield Cited(id_, source.title, said, source.url)
