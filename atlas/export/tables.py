"""A selection as tables: the one place where answers become rows, for the API and for files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from atlas.analysis.figure_selection import select_figures
from atlas.analysis.pairs import pair_behind, pairs_of
from atlas.analysis.reach import (
    Selection,
)
from atlas.analysis.tie_selection import select_ties
from atlas.documents import ReadDocument
from atlas.export.columns import COLUMNS, Table
from atlas.export.contents import TableName
from atlas.export.pair_rows import pair_rows
from atlas.export.reasons import source_pointer
from atlas.export.unit_rows import distinct, unit_rows
from atlas.model import RELATIONS, Adcode, Basis, Place
from atlas.zones import Zone

Row = tuple[Any, ...]


def table(name: TableName, selection: Selection) -> Table:
    """One table of a selection."""
    return Table(name, COLUMNS[name], tuple(_ROWS[name](selection, _ALL)))


def table_page(
    name: TableName, selection: Selection, start: int, stop: int | None
) -> tuple[Table, int]:
    """Rows `start` to before `stop` of a table of a selection, and how many it has in all.

    Of the tables that grow with a document's length, rows that are not asked for are not made.
    """
    if name in _GROWING:
        rows = tuple(_ROWS[name](selection, slice(start, stop)))
        return Table(name, COLUMNS[name], rows), _GROWING[name](selection)
    whole = table(name, selection)
    return replace(whole, rows=whole.rows[start:stop]), len(whole.rows)


def growing_rows(name: TableName, selection: Selection) -> int:
    """Rows of a table that grows with a document's length; 0 of one that does not."""
    return _GROWING[name](selection) if name in _GROWING else 0


def held_reasons(selection: Selection) -> dict[int, list[int]]:
    """Measures of a selection, local and province-wide, with their reasons, in the plan's order."""
    held = {**selection.measures, **selection.province}
    return {m: held[m] for m in sorted(held)}


def _measures(selection: Selection, window: slice) -> Iterator[Row]:
    document = selection.document
    for m, held in list(held_reasons(selection).items())[window]:
        measure, reasons = document.measures[m], [document.reasons[r] for r in held]
        counties = distinct(c for r in reasons for c in r.counties)
        yield (
            measure.id,
            m + 1,
            document.theme(m),
            measure.section,
            measure.text,
            document.statement(m, "en"),
            (measure.strategies or ("",))[0],
            measure.strategies,
            "local" if m in selection.measures else "province",
            tuple(r for r in RELATIONS if any(r == reason.relation for reason in reasons)),
            distinct(r.basis for r in reasons),
            distinct(r.zone for r in reasons if r.zone),
            distinct(p for r in reasons for p in r.places),
            counties,
            len(counties),
            all(r.inherited for r in reasons),
            tuple(f"{t.home}:{t.partner}:{t.name_zh}" for t in pairs_of(document, m)),
            measure.acts,
            *source_pointer(document, m),
            document.record.source,
            measure.said("target"),
            measure.value("year"),
            measure.said("body"),
            measure.said("deadline"),
            measure.value("deadline") or "",
            measure.said("money"),
            measure.value("money"),
            document.states[m],
        )


def _reached(selection: Selection) -> list[tuple[int, str, str]]:
    """Reasons, each with a county-level unit it comes to and the place it was named or listed as.

    Province-wide reasons have no county.
    """
    reasons, rows = selection.document.reasons, selection.rows
    reached = list(zip(rows["reason"], rows["county"], rows["place"], strict=True))
    for held in held_reasons(selection).values():
        wide = [r for r in held if reasons[r].relation == "province"]
        reached += [(r, "", place) for r in wide for place in reasons[r].places]
    return reached


def _links(selection: Selection, window: slice) -> Iterator[Row]:
    """One row per reason and county-level unit, province-wide reasons with no county."""
    document, places = selection.document, selection.document.catalogue.places
    listed = {
        (zone.id, member.adcode): member.source
        for zone in document.catalogue.zones.values()
        for member in zone.members
    }
    reached = sorted(_reached(selection), key=lambda row: (document.reasons[row[0]].measure, *row))
    for r, county, place in reached[window]:
        reason = document.reasons[r]
        measure = document.measures[reason.measure]
        zone = document.catalogue.zones[reason.zone] if reason.zone else None
        by_county = selection.query.level == "county"
        precision = reason.precision_of(county, place) if by_county else reason.precision
        pair = pair_behind(document, reason) if reason.partner else None
        source = listed[zone.id, place] if zone else document.record.source
        source = pair.source if pair else source
        yield (
            measure.id,
            reason.measure + 1,
            document.theme(reason.measure),
            (measure.strategies or ("",))[0],
            measure.strategies,
            reason.relation,
            precision,
            *_names(places.get(county)),
            *_names(places.get((places[county].parent or "") if county else "")),
            *_names(places[place]),
            *((zone.id, zone.name_zh, zone.name_en) if zone else ("", "", "")),
            *((pair.partner, pair.name_zh, pair.name_en) if pair else ("", "", "")),
            reason.basis,
            source,
            _source_title(document, source),
            reason.inherited,
            reason.rule,
            reason.surface,
            reason.mention.start if reason.mention else None,
            reason.mention.end if reason.mention else None,
            *source_pointer(document, reason.measure),
        )


def _names(place: Place | None) -> tuple[str, str, str]:
    return (place.adcode, place.name_zh, place.name_en) if place else ("", "", "")


def _zones(selection: Selection) -> Iterator[Row]:
    """Zones the selection goes through; without a filter on measures also those none names."""
    query, document = selection.query, selection.document
    through: dict[str, set[int]] = {}
    for held in selection.measures.values():
        for reason in (document.reasons[r] for r in held):
            through.setdefault(reason.zone or "", set()).add(reason.measure)
    everything = not query.without("place", "basis", "reading").filtered
    for zone in document.catalogue.zones.values():
        members = [m for m in zone.members if not query.bases or m.basis in query.bases]
        measures = sorted(through.get(zone.id, ()))
        if not measures and not (everything and members and _lists_chosen(selection, zone)):
            continue
        yield (
            zone.id,
            zone.name_zh,
            zone.name_en,
            zone.kind,
            zone.extent,
            zone.definition_zh,
            zone.definition_en,
            tuple(m.adcode for m in members),
            len(members),
            *(tuple(m.adcode for m in members if m.basis == basis) for basis in LIST_BASES),
            distinct(m.source for m in members),
            len(measures),
            tuple(document.measures[m].id for m in measures),
            zone.origin,
        )


LIST_BASES: Final[tuple[Basis, ...]] = (
    "official_list",
    "known_official",
    "equated",
    "inferred",
)


def _lists_chosen(selection: Selection, zone: Zone) -> bool:
    catalogue, chosen = selection.document.catalogue, selection.query.places
    near = {
        adcode
        for place in chosen
        for adcode in (place, catalogue.places[place].parent, *_within(selection, place))
    }
    everywhere = not chosen or catalogue.province.adcode in chosen
    return everywhere or any(member.adcode in near for member in zone.members)


def _within(selection: Selection, place: Adcode) -> list[Adcode]:
    return [child.adcode for child in selection.document.catalogue.children(place)]


def _indicators(selection: Selection) -> Iterator[Row]:
    catalogue = selection.document.catalogue
    frame = select_figures(selection.document, selection.query)
    names = ("adcode", "indicator", "year", "value", "strength", "source", "note_zh", "note_en")
    for adcode, indicator, year, value, strength, source, note_zh, note_en in zip(
        *(frame[name] for name in names), strict=True
    ):
        place, definition = catalogue.places[adcode], catalogue.indicator_definitions[indicator]
        yield (
            adcode,
            place.name_zh,
            place.name_en,
            place.level,
            indicator,
            definition.name_zh,
            definition.name_en,
            None if year is pd.NA else int(year),
            value,
            definition.unit_zh,
            definition.unit_en,
            strength,
            source,
            catalogue.sources[source].title,
            note_zh,
            note_en,
        )


def _cooperation(selection: Selection) -> Iterator[Row]:
    catalogue = selection.document.catalogue
    for tie in select_ties(selection.document, selection.query).listed:
        yield (
            *_names(catalogue.places[tie.home]),
            tie.partner,
            tie.name_zh,
            tie.name_en,
            tie.region_zh,
            tie.region_en,
            tie.kind,
            tie.basis,
            tie.source,
            catalogue.sources[tie.source].title,
            tie.lon,
            tie.lat,
            tie.note_zh,
            tie.note_en,
        )


def _source_title(document: ReadDocument, source: str) -> str:
    """Title of a source; a reader's document, which has none, is its own."""
    found = document.catalogue.sources.get(source)
    return found.title if found else document.record.title_zh


_ALL: Final = slice(None)
_GROWING: Final[dict[TableName, Callable[[Selection], int]]] = {
    "measures": lambda selection: len(selection.measures) + len(selection.province),
    "links": lambda selection: len(_reached(selection)),
}
_ROWS: Final[dict[TableName, Callable[[Selection, slice], Iterator[Row]]]] = {
    "measures": _measures,
    "links": _links,
    "places": lambda selection, _: unit_rows(selection),
    "zones": lambda selection, _: _zones(selection),
    "indicators": lambda selection, _: _indicators(selection),
    "cooperation": lambda selection, _: _cooperation(selection),
    "comparison": lambda selection, _: pair_rows(selection),
}
