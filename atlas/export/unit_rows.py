"""Units of a selection as rows: what means each itself, what reaches it in a wider way, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from atlas.analysis.reach import (
    CLOSEST,
    Selection,
    count_meant,
    count_per_unit,
    counted_strategies,
    meaning_units,
)
from atlas.export.reasons import why_reached
from atlas.model import Adcode, Place, Precision
from atlas.query import REACHING, Count, Query


def units(selection: Selection) -> list[Place]:
    """Units of the query's level in code order, those without a boundary among them.

    Where places are chosen, those of them, within them, or around them.
    """
    query, catalogue = selection.query, selection.document.catalogue
    all_units = catalogue.prefectures if query.level == "prefecture" else catalogue.counties
    if not query.places:
        return list(all_units)
    chosen = set(query.places)
    around = {catalogue.places[a].parent for a in chosen}
    return [
        u
        for u in all_units
        if chosen & {u.adcode, u.parent, catalogue.province.adcode} or u.adcode in around
    ]


def unit_rows(selection: Selection) -> Iterator[tuple[Any, ...]]:
    """Counts are those of the map: a choice of places narrows the rows, not what is counted.

    They are of what means the unit itself; what means a site in it or its prefecture stands beside.
    """
    document, level = selection.document, selection.query.level
    listed = units(selection)
    codes = [u.adcode for u in listed]
    links = selection.on_map
    own = meaning_units(links, level)
    counted: tuple[Count, ...] = ("measures", "sentences", "strategies", "zones")
    chosen = selection.query.strategies
    meant = [
        count_meant(links, codes, count=count, level=level, chosen=chosen) for count in counted
    ]
    counts = [one.unit.tolist() for one in meant]
    counts += [one.site.tolist() for one in meant]
    counts += [one.prefecture.tolist() for one in meant]
    related = [
        count_per_unit(
            own[(own["relation"] == relation).to_numpy()], codes, count="measures", level=level
        ).tolist()
        for relation in REACHING
    ]
    # A list may hold a prefecture and a county of it: of the two ways the closer one is said.
    reached: dict[Adcode, dict[int, Precision]] = {code: {} for code in codes}
    rows_ways = links[Query.precisions.column(level)]
    for code, reason, way in zip(links[level], links["reason"], rows_ways, strict=True):
        if code in reached:
            other = reached[code].get(reason, way)
            reached[code][reason] = min(way, other, key=CLOSEST.index)
    for i, unit in enumerate(listed):
        ways = dict(sorted(reached[unit.adcode].items()))
        held = [(r, document.reasons[r]) for r in ways]
        measures = [document.measures[m] for m in sorted({r.measure for _, r in held})]
        yield (
            unit.adcode,
            unit.name_zh,
            unit.name_en,
            unit.level,
            unit.kind,
            unit.parent or "",
            unit.polygon,
            unit.lon,
            unit.lat,
            *(count[i] for count in counts),
            *(count[i] for count in related),
            tuple(measure.id for measure in measures),
            distinct(
                strategy
                for measure in measures
                for strategy in counted_strategies(measure.strategies or ("",), chosen)
            ),
            distinct(r.zone for _, r in held if r.zone),
            tuple(
                f"{document.measures[r.measure].id}:{r.relation}:{r.zone or ''}:{r.basis}:{ways[i]}"
                for i, r in held
            ),
            why_reached(document, unit, ways, "zh"),
            why_reached(document, unit, ways, "en"),
        )


def distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values as they come, each once."""
    return tuple(dict.fromkeys(values))
