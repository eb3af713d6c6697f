"""`data/` and `geo/` loaded, checked and indexed once; every other room asks here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, cast

import pandas as pd

from atlas.about import About, read_about
from atlas.checks import DataError, check_tables, read_tables
from atlas.folders import DATA, GEO
from atlas.model import Adcode, Place, Strategy
from atlas.tables import rows, zone_rows
from atlas.tables.package import Table
from atlas.tables.records import (
    Alias,
    Context,
    Correction,
    DocumentRow,
    External,
    Incomparable,
    IndicatorDefinition,
    OtherUnit,
    PlanRow,
    Question,
    Source,
    Term,
    Theme,
    Wording,
)
from atlas.zones import Member, Zone, ZoneReading


@dataclass(frozen=True, eq=False, repr=False)
class Catalogue:
    """All reference data of the product; dictionaries are keyed by id, in the order of the file.

    `indicators` and `other_indicators` are frames of (adcode, indicator, year, value, source,
    note, strength, note_zh, note_en, level); `year` is missing where the source states none, and
    the level of another unit is its kind. `cooperation` is a frame of partners outside the
    province. `about` is what the package says of itself. `data` and `geo` are the folders all was
    read from. `readers` are readers' documents that are answered together, by id: in no table, and
    no part of what makes two catalogues differ.
    """

    places: dict[Adcode, Place]
    strategies: dict[str, Strategy]
    themes: dict[str, Theme]
    plan: tuple[PlanRow, ...]
    documents: dict[str, DocumentRow]
    questions: tuple[Question, ...]
    zones: dict[str, Zone]
    aliases: tuple[Alias, ...]
    contexts: tuple[Context, ...]
    wordings: tuple[Wording, ...]
    field_wordings: tuple[Wording, ...]
    externals: dict[str, External]
    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...]
    sources: dict[str, Source]
    indicator_definitions: dict[str, IndicatorDefinition]
    incomparable: tuple[Incomparable, ...]
    other_units: dict[Adcode, OtherUnit]
    indicators: pd.DataFrame
    other_indicators: pd.DataFrame
    cooperation: pd.DataFrame
    about: About
    data: Path
    geo: Path
    readers: Mapping[str, DocumentRow] = field(default_factory=dict)
    plain: Catalogue | None = None

    def __eq__(self, other: object) -> bool:
        """Whether it knows the same tables: what is kept by a catalogue is made of these alone."""
        if not isinstance(other, Catalogue):
            return NotImplemented
        return (self.plain or self) is (other.plain or other)

    def __hash__(self) -> int:
        return id(self.plain or self)

    def beside(self, readers: Mapping[str, DocumentRow]) -> Catalogue:
        """The catalogue that knows some readers' documents by name as well."""
        other = replace(self, readers=readers, plain=self.plain or self)
        vars(other).update({name: getattr(self, name) for name in _OF_PLACES})
        return other

    def document(self, document_id: str) -> DocumentRow | None:
        """A document by its id; None for a reader's that is not answered with others."""
        return self.documents.get(document_id) or self.readers.get(document_id)

    @cached_property
    def province(self) -> Place:
        """The province itself."""
        return next(place for place in self.places.values() if place.level == "province")

    @cached_property
    def prefectures(self) -> tuple[Place, ...]:
        """All prefecture-level units in code order."""
        return tuple(place for place in self.places.values() if place.level == "prefecture")

    @cached_property
    def counties(self) -> tuple[Place, ...]:
        """All county-level units in code order, those without a polygon among them."""
        return tuple(place for place in self.places.values() if place.level == "county")

    @cached_property
    def readings(self) -> dict[str, ZoneReading]:
        """Every reading of every zone by what an address calls it, in the order of the zones."""
        return {one.value: one for zone in self.zones.values() for one in zone.readings}

    def under(self, readings: Sequence[str]) -> Catalogue:
        """The catalogue with some zones on other readings than the default, one each.

        What else is known of places is shared with this one, not worked out again.
        """
        chosen = {one.zone: one for one in map(self.readings.__getitem__, readings)}
        zones = {
            zone.id: zone.under(chosen[zone.id]) if zone.id in chosen else zone
            for zone in self.zones.values()
        }
        shared = {name: getattr(self, name) for name in _OF_PLACES}
        other = replace(self, zones=zones, plain=None)
        vars(other).update(shared)
        return other

    @cached_property
    def _children(self) -> dict[Adcode, tuple[Place, ...]]:
        children: dict[Adcode, list[Place]] = {}
        for place in self.places.values():
            if place.parent is not None:
                children.setdefault(place.parent, []).append(place)
        return {adcode: tuple(places) for adcode, places in children.items()}

    def children(self, adcode: Adcode) -> tuple[Place, ...]:
        """Units directly under a unit, in code order; none under a county."""
        return self._children.get(adcode, ())

    @cached_property
    def _counties_of(self) -> dict[Adcode, tuple[Place, ...]]:
        drawn = [place for place in self.counties if place.polygon]
        under: dict[Adcode, list[Place]] = {adcode: [] for adcode in self.places}
        for county in drawn:
            for adcode in (county.adcode, county.parent, self.province.adcode):
                under[cast(Adcode, adcode)].append(county)
        return {adcode: tuple(places) for adcode, places in under.items()}

    def counties_of(self, adcode: Adcode) -> tuple[Place, ...]:
        """County-level units with a polygon that a unit comes to: its own, or itself."""
        return self._counties_of[adcode]

    @cached_property
    def _zones_of(self) -> dict[Adcode, tuple[tuple[Zone, Member], ...]]:
        listed: dict[Adcode, list[tuple[Zone, Member]]] = {}
        for zone in self.zones.values():
            for member in zone.members:
                listed.setdefault(member.adcode, []).append((zone, member))
        return {adcode: tuple(pairs) for adcode, pairs in listed.items()}

    def zones_of(self, adcode: Adcode) -> tuple[tuple[Zone, Member], ...]:
        """Zones that list a unit or the prefecture it lies in, each with the membership.

        `member.adcode` tells which of the two is listed.
        """
        parent = self.places[adcode].parent
        own = self._zones_of.get(adcode, ())
        if parent is None or parent == self.province.adcode:
            return own
        through = {zone.id for zone, _ in own}
        wider = self._zones_of.get(parent, ())
        return own + tuple(pair for pair in wider if pair[0].id not in through)

    def zones_within(self, adcode: Adcode) -> tuple[tuple[Zone, tuple[Member, ...]], ...]:
        """Zones that list some units under a prefecture without listing it whole."""
        whole = {zone.id for zone, _ in self._zones_of.get(adcode, ())}
        found: dict[str, list[Member]] = {}
        for child in self.children(adcode):
            for zone, member in self._zones_of.get(child.adcode, ()):
                if zone.id not in whole:
                    found.setdefault(zone.id, []).append(member)
        return tuple((self.zones[zone], tuple(members)) for zone, members in found.items())

    @cached_property
    def _neighbours(self) -> dict[Adcode, tuple[Adcode, ...]]:
        drawing = json.loads((self.geo / "map.topo.json").read_text(encoding="utf-8"))
        sharing: dict[int, set[Adcode]] = {}
        for geometry in drawing["objects"]["counties"]["geometries"]:
            for arc in _arcs(geometry["arcs"]):
                sharing.setdefault(arc, set()).add(str(geometry["id"]))
        near: dict[Adcode, set[Adcode]] = {}
        for units in sharing.values():
            for adcode in units:
                near.setdefault(adcode, set()).update(units - {adcode})
        return {adcode: tuple(sorted(units)) for adcode, units in near.items()}

    def neighbours(self, adcode: Adcode) -> tuple[Place, ...]:
        """Units of the same level that share a stretch of border, in code order.

        A unit without a polygon has none that can be told.
        """
        place = self.places[adcode]
        if place.level == "county":
            return tuple(self.places[code] for code in self._neighbours.get(adcode, ()))
        own = {county.adcode for county in self.counties_of(adcode)}
        outside = {code for county in own for code in self._neighbours.get(county, ())} - own
        parents = {self.places[code].parent for code in outside}
        return tuple(unit for unit in self.prefectures if unit.adcode in parents)


_OF_PLACES: Final = (
    "province",
    "prefectures",
    "counties",
    "_children",
    "_counties_of",
    "_neighbours",
)
"""What a catalogue works out of its places alone."""


def _arcs(arcs: list[Any]) -> Iterator[int]:
    """Arc numbers of a TopoJSON geometry; ~i is arc i run backwards."""
    for arc in arcs:
        if isinstance(arc, list):
            yield from _arcs(arc)
        else:
            yield arc if arc >= 0 else ~arc


def _build(tables: dict[str, Table], data: Path, geo: Path) -> Catalogue:
    sources = rows.sources(tables["sources"])
    notes = tables["indicator_notes"]
    places = rows.places(tables["places"])
    others = rows.other_units(tables["other_units"])
    levels = {place.adcode: place.level for place in places.values()} | {
        unit.adcode: unit.kind for unit in others.values()
    }
    return Catalogue(
        places=places,
        strategies=rows.strategies(tables["strategies"]),
        themes=rows.themes(tables["themes"]),
        plan=rows.plan(tables["plan"]),
        documents=rows.documents(tables["documents"]),
        questions=rows.questions(tables["questions"]),
        zones=zone_rows.zones(
            tables["zones"],
            tables["zone_members"],
            tables["zone_readings"],
            tables["reading_members"],
        ),
        aliases=rows.aliases(tables["aliases"]),
        contexts=rows.contexts(tables["contexts"]),
        wordings=rows.wordings(tables["wordings"]),
        field_wordings=rows.wordings(tables["field_wordings"]),
        externals=rows.externals(tables["externals"]),
        terms=rows.terms(tables["terms"]),
        corrections=rows.corrections(tables["corrections"]),
        sources=sources,
        indicator_definitions=rows.definitions(tables["indicator_definitions"]),
        incomparable=rows.incomparable(tables["incomparable"]),
        other_units=others,
        indicators=rows.figures(tables["indicators"], notes, levels, sources),
        other_indicators=rows.figures(tables["other_indicators"], notes, levels, sources),
        cooperation=rows.cooperation(tables["cooperation"]),
        about=read_about(tables, data),
        data=data,
        geo=geo,
    )


@cache
def load_catalogue(data: Path = DATA, *, geo: Path = GEO, check: bool = True) -> Catalogue:
    """The catalogue of a data folder, read once; raises DataError where it must not be shown.

    With `check` off only what cannot be read at all is refused.
    """
    tables, problems = read_tables(data)
    if check and not problems:
        problems = check_tables(tables, data.name, geo)
    if any(problem.severity == "error" for problem in problems):
        raise DataError(problems)
    return _build(tables, data, geo)


__all__ = ["DATA", "GEO", "Catalogue", "DataError", "load_catalogue"]
