"""Why measures reach places: links grouped into reasons, reasons spread out as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue
from atlas.model import (
    PRECISIONS,
    RELATIONS,
    Adcode,
    Basis,
    Link,
    Measure,
    Precision,
    Reading,
    Relation,
    Span,
    ZoneId,
)
from atlas.reading.uncollected import uncollected
from atlas.zones import Member, Zone, ZoneReading


@dataclass(frozen=True, slots=True)
class Reason:
    """Links of one measure that stand on the same mention, zone and basis.

    `places` are the units as named or listed, `counties` the county-level units they come to; a
    province-wide reason has the province as its place and no counties. `precision` is that of
    `places`; `precision_of` says what it is of a county among `counties`. `reading` names the
    reading of the zone that it stands on, where that is not the zone's default. `partner` is the
    code of the city outside that its one place is paired with, where the relation is `pair`.
    """

    measure: int
    relation: Relation
    precision: Precision
    zone: ZoneId | None
    basis: Basis
    mention: Span | None
    surface: str
    inherited: bool
    rule: str
    places: tuple[Adcode, ...]
    counties: tuple[Adcode, ...]
    reading: str = ""
    partner: str = ""

    @property
    def abbreviated(self) -> bool:
        """Whether the words name a place by one character alone, which is no full or short name."""
        return self.relation == "explicit" and len(self.surface) == 1

    def precision_of(self, unit: Adcode, place: Adcode) -> Precision:
        """At which level it means a county-level unit that one of its places comes to."""
        return "prefecture" if unit and unit != place else self.precision


def find_reasons(reading: Reading, catalogue: Catalogue) -> tuple[Reason, ...]:
    """Every reason of every measure, in the order of the text."""
    position = {measure.id: i for i, measure in enumerate(reading.asking)}
    text = reading.document.text

    @cache
    def drawn(places: tuple[Adcode, ...]) -> tuple[Adcode, ...]:
        found = [county.adcode for place in places for county in catalogue.counties_of(place)]
        return tuple(dict.fromkeys(found))

    with uncollected():
        found = [
            Reason(
                measure=position[link.measure],
                relation=link.relation,
                precision=link.precision,
                zone=link.zone,
                basis=link.basis,
                mention=link.mention,
                surface=link.mention.text(text) if link.mention else "",
                inherited=link.inherited,
                rule=link.rule,
                places=tuple(places),
                counties=drawn(tuple(places)) if link.relation != "province" else (),
                partner=link.partner,
            )
            for link, places in _alike(reading.links)
        ]
        return tuple(sorted(found, key=lambda r: (r.measure, RELATIONS.index(r.relation))))


def find_other_reasons(reasons: Sequence[Reason], catalogue: Catalogue) -> tuple[Reason, ...]:
    """What the same words come to on the readings of zones that are not the default.

    `reasons` are those on the defaults, which the document was read by. In the order of the text.
    """
    through: dict[tuple[int, ZoneId], list[Reason]] = {}
    for reason in reasons:
        if reason.zone and len(catalogue.zones[reason.zone].readings) > 1:
            through.setdefault((reason.measure, reason.zone), []).append(reason)
    found = []
    for held in through.values():
        zone = catalogue.zones[held[0].zone or ""]
        meant = {place for reason in held for place in reason.places}
        for reading in (one for one in zone.readings if not one.default):
            by_basis: dict[Basis, list[Adcode]] = {}
            for member in _as_narrow(meant, zone, reading, catalogue):
                by_basis.setdefault(member.basis, []).append(member.adcode)
            found += [
                replace(
                    held[0],
                    basis=basis,
                    places=tuple(codes),
                    counties=tuple(c.adcode for code in codes for c in catalogue.counties_of(code)),
                    reading=reading.value,
                )
                for basis, codes in by_basis.items()
            ]
    return tuple(sorted(found, key=lambda r: (r.measure, RELATIONS.index(r.relation))))


def _as_narrow(
    meant: set[Adcode], zone: Zone, reading: ZoneReading, catalogue: Catalogue
) -> list[Member]:
    """Members of a reading that a text means, which means `meant` of the default's.

    A text may mean a part of a zone: where that is the members in some prefectures, it is those of
    the reading in them, else those that both lists have.
    """
    members = [m for m in reading.members if m.adcode in catalogue.places]
    if meant >= {m.adcode for m in zone.members if m.adcode in catalogue.places}:
        return members

    def prefecture(code: Adcode) -> Adcode | None:
        place = catalogue.places[code]
        return place.parent if place.level == "county" else code

    within = {prefecture(code) for code in meant}
    if meant == {m.adcode for m in zone.members if prefecture(m.adcode) in within}:
        return [m for m in members if prefecture(m.adcode) in within]
    return [m for m in members if m.adcode in meant]


def _alike(links: Sequence[Link]) -> list[tuple[Link, list[Adcode]]]:
    """Links that differ in their place alone share a reason: one of them, and their places."""
    alike: dict[tuple[object, ...], tuple[Link, list[Adcode]]] = {}
    for link in links:
        # The ends of a span hash four times as fast as the span.
        on = (link.mention.start, link.mention.end) if link.mention is not None else None
        key = (
            link.measure,
            link.relation,
            link.zone,
            on,
            link.inherited,
            link.basis,
            link.rule,
            link.partner,
        )
        alike.setdefault(key, (link, []))[1].append(link.place)
    return list(alike.values())


def sentence_places(measures: Sequence[Measure]) -> tuple[int, ...]:
    """Of each measure the sentence it stands in, by its place among those that hold any."""
    starts = [measure.sentence.start for measure in measures]
    place = {start: i for i, start in enumerate(sorted(set(starts)))}
    return tuple(place[start] for start in starts)


def link_table(
    reasons: Sequence[Reason],
    measures: Sequence[Measure],
    catalogue: Catalogue,
    *,
    themes: list[str],
    sources: list[str],
    searched: list[str],
    numbers: Sequence[int],
) -> pd.DataFrame:
    """One row per reason and county-level unit it comes to; see `ReadDocument.links`.

    `numbers` are those of the reasons in the document. `themes`, `sources` and `searched` say of
    each measure its theme, the document it is of, and what a search looks through.
    """
    with uncollected():
        kind, units = _units(reasons, catalogue)
        # What a row says is its unit's, its reason's or its measure's: each is looked up once and
        # then taken by number, since a long text has half a million rows.
        rows = np.array([len(of_kind) for of_kind in units], dtype=np.int64)[kind]
        row = np.repeat(np.arange(len(kind)), rows)
        first = np.cumsum([0, *map(len, units)])[kind] - (np.cumsum(rows) - rows)
        unit = np.arange(len(row)) + np.repeat(first, rows)
        m = np.array([r.measure for r in reasons], dtype=np.int64)[row]
        sentence = np.array(sentence_places(measures), dtype=np.int64)[m]
        reason = np.array(numbers, dtype=np.int64)[row]
        table = pd.DataFrame({"m": m, "sentence": sentence, "reason": reason})
        listed = [one for of_kind in units for one in of_kind]
        parent = {c.adcode: c.parent or "" for c in catalogue.places.values()}
        table["county"] = _taken([county for county, _ in listed], unit)
        table["prefecture"] = _taken([parent.get(county, "") for county, _ in listed], unit)
        table["place"] = _taken([place for _, place in listed], unit)
        home = catalogue.province.adcode
        table["province"] = pd.Categorical.from_codes(np.zeros(len(m), np.int8), [home])
        table["relation"] = _taken([r.relation for r in reasons], row)
        through = np.array([bool(county) and county != place for county, place in listed])[unit]
        own = np.array([PRECISIONS.index(r.precision) for r in reasons], dtype=np.int64)[row]
        of_county = np.where(through, PRECISIONS.index("prefecture"), own)
        table["precision"] = pd.Categorical.from_codes(of_county, list(PRECISIONS))
        table["precision_prefecture"] = pd.Categorical.from_codes(own, list(PRECISIONS))
        table["zone"] = _taken([r.zone or "" for r in reasons], row)
        table["basis"] = _taken([r.basis for r in reasons], row)
        table["theme"] = _taken(themes, m)
        table["source"] = _taken(sources, m)
        tags = [measure.strategies for measure in measures]
        table["primary"] = _taken([(served or ("",))[0] for served in tags], m)
        table["text"] = _taken(searched, m)
        table["inherited"] = np.array([r.inherited for r in reasons], dtype=bool)[row]
        for strategy in catalogue.strategies:
            table[strategy] = np.array([strategy in served for served in tags], dtype=bool)[m]
        return table


def _units(
    reasons: Sequence[Reason], catalogue: Catalogue
) -> tuple[np.ndarray, list[list[tuple[Adcode, Adcode]]]]:
    """For each reason a number, and by that number the units and places it comes to.

    Thousands of reasons come to the same few lists. Units are county-level, those without a polygon
    among them.
    """
    under = {
        adcode: tuple(c.adcode for c in catalogue.children(adcode)) or (adcode,)
        for adcode in catalogue.places
    }
    kinds: dict[tuple[bool, tuple[Adcode, ...]], int] = {}
    kind = [kinds.setdefault((r.relation == "province", r.places), len(kinds)) for r in reasons]
    units = [
        [(unit, place) for place in places for unit in (("",) if wide else under[place])]
        for wide, places in kinds
    ]
    return np.array(kind, dtype=np.int64), units


def _taken(values: list[str], rows: np.ndarray) -> pd.Categorical:
    """A column of a table: for each row the value of that number, the distinct ones in order."""
    taken = np.flatnonzero(np.bincount(rows, minlength=len(values))).tolist()
    known = sorted({values[i] for i in taken})
    code = {value: k for k, value in enumerate(known)}
    codes = np.array([code.get(value, -1) for value in values], dtype=np.int64)
    return pd.Categorical.from_codes(codes[rows], known)
