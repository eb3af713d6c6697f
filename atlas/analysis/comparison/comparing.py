"""Places, strategies and documents side by side: what is shared, and what is only here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from atlas.analysis.comparison.taking_up import TakingUp, take_up
from atlas.analysis.coverage import local_links, named_links
from atlas.analysis.reach import Meant, count_meant, drawn_units, meaning_units
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.model import BASES, Adcode, Basis, StrategyId, ZoneId
from atlas.query import LOCAL, MapLevel, Query

MOST_PLACES: Final = 4
"""Places that fit side by side; a fifth column is no longer read."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How one measure comes to one place: the reasons, and for a prefecture how much of it.

    `units` are the county-level units it reaches there, of `of` in all; both are 1 for a county.
    """

    reasons: tuple[int, ...]
    units: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether all of the place is reached."""
        return self.units == self.of


@dataclass(frozen=True, slots=True)
class Membership:
    """A place's part in a zone: how sure its list is, and for a prefecture how much of it.

    `units` are its county-level units on the list, of `of` in all.
    """

    basis: Basis
    units: int
    of: int


@dataclass(frozen=True)
class PlacesCompared:
    """Two to four places and the measures that reach them.

    `reach` holds, for each measure in the order of the text, the places it reaches. `shared` are
    the measures that reach every place, `some` those that reach several but not all, `only` those
    of one place; the three divide all of `reach`. `zones` hold the places that each zone or class
    lists, in the order of the catalogue. All of it counts measures that mean a place itself.
    """

    places: tuple[Adcode, ...]
    reach: Mapping[int, Mapping[Adcode, Reach]]
    zones: Mapping[ZoneId, Mapping[Adcode, Membership]]
    wider: Mapping[Adcode, int]
    """Measures that reach a place in a wider way alone: with its prefecture, or by a site in it."""

    @property
    def shared(self) -> list[int]:
        """Measures that reach every place."""
        return [m for m, reached in self.reach.items() if len(reached) == len(self.places)]

    @property
    def some(self) -> list[int]:
        """Measures that reach more than one place and not all."""
        return [m for m, at in self.reach.items() if 1 < len(at) < len(self.places)]

    @property
    def only(self) -> dict[Adcode, list[int]]:
        """Measures that reach one place alone, by place; empty lists kept."""
        alone: dict[Adcode, list[int]] = {place: [] for place in self.places}
        for m, reached in self.reach.items():
            if len(reached) == 1:
                alone[next(iter(reached))].append(m)
        return alone

    def count(self, place: Adcode) -> int:
        """Measures that reach a place."""
        return sum(place in reached for reached in self.reach.values())


def compare_places(
    document: ReadDocument, query: Query, places: Sequence[Adcode]
) -> PlacesCompared:
    """Compare places by the measures that a query's other parts leave.

    A prefecture is reached where one of its units is. Province-wide measures are left out: they
    reach every place alike.
    """
    links = local_links(query.apply(document.links, ignore=("place",)))
    reach: dict[int, dict[Adcode, Reach]] = {}
    wider: dict[Adcode, int] = {}
    for place in places:
        units = _units_of(document.catalogue, place)
        near = links[_at(links, place)]
        own = meaning_units(near, _level(document.catalogue, place))
        wider[place] = near["m"].nunique() - own["m"].nunique()
        for m, rows in own.groupby("m"):
            reached = set(rows["county"].unique()) & set(units)
            reasons = tuple(sorted(int(r) for r in rows["reason"].unique()))
            # A prefecture without units of its own on the list is named as a whole.
            part = Reach(reasons, len(reached) or len(units), len(units))
            reach.setdefault(int(m), {})[place] = part  # type: ignore[call-overload]
    return PlacesCompared(
        places=tuple(places),
        reach={m: reach[m] for m in sorted(reach)},
        zones=_zones(document.catalogue, places),
        wider=wider,
    )


def _at(links: pd.DataFrame, place: Adcode) -> np.ndarray:
    columns = [(links[name] == place).to_numpy() for name in ("county", "prefecture", "place")]
    found: np.ndarray = np.logical_or.reduce(columns)
    return found


def _level(catalogue: Catalogue, place: Adcode) -> MapLevel:
    return "county" if catalogue.places[place].level == "county" else "prefecture"


def _units_of(catalogue: Catalogue, place: Adcode) -> tuple[Adcode, ...]:
    """County-level units of a place, those without a boundary among them; itself for a county."""
    return tuple(c.adcode for c in catalogue.children(place)) or (place,)


def _zones(
    catalogue: Catalogue, places: Sequence[Adcode]
) -> dict[ZoneId, dict[Adcode, Membership]]:
    found: dict[ZoneId, dict[Adcode, Membership]] = {}
    for zone in catalogue.zones.values():
        listed = {member.adcode: member.basis for member in zone.members}
        for place in places:
            units = _units_of(catalogue, place)
            parent = catalogue.places[place].parent
            # A list that holds the prefecture holds its units, and one that holds the unit itself
            # says so more closely.
            wide = listed.get(place) or (listed.get(parent) if parent else None)
            bases = [basis for unit in units if (basis := listed.get(unit, wide))]
            if bases:
                surest = min(bases, key=BASES.index)
                member = Membership(surest, len(bases), len(units))
                found.setdefault(zone.id, {})[place] = member
    return found


@dataclass(frozen=True)
class StrategiesCompared:
    """Two strategies and where they meet.

    `reached` are the county-level units that each means itself, in code order, and `wider` how many
    it reaches in a wider way alone; `measures` its local
    measures and `wide` its province-wide ones, in the order of the text; `zones` count each
    zone's measures of either strategy.
    """

    strategies: tuple[StrategyId, StrategyId]
    reached: tuple[tuple[Adcode, ...], tuple[Adcode, ...]]
    wider: tuple[int, int]
    measures: tuple[tuple[int, ...], tuple[int, ...]]
    wide: tuple[tuple[int, ...], tuple[int, ...]]
    zones: Mapping[ZoneId, tuple[int, int]]

    @property
    def both(self) -> list[Adcode]:
        """Units that both reach, in code order."""
        return [unit for unit in self.reached[0] if unit in self.reached[1]]

    def alone(self, one: int) -> list[Adcode]:
        """Units that only the first (0) or the second (1) reaches."""
        return [unit for unit in self.reached[one] if unit not in self.reached[1 - one]]

    @property
    def serving_both(self) -> list[int]:
        """Measures that serve both, local and province-wide, in the order of the text."""
        served = [{*self.measures[i], *self.wide[i]} for i in (0, 1)]
        return sorted(served[0] & served[1])


def compare_strategies(
    document: ReadDocument, query: Query, strategies: tuple[StrategyId, StrategyId]
) -> StrategiesCompared:
    """Compare two strategies by the measures that a query's other parts leave."""
    rest = query.without("strategy", "place")
    links = document.links
    drawn = drawn_units(document.catalogue, "county")
    local = local_links(rest.apply(links))
    everywhere = rest.mask(links, ignore=("relation",)) & (links["relation"] == "province")
    wide = links[everywhere.to_numpy() & ~links["m"].isin(local["m"]).to_numpy()]
    own = [local[local[s].to_numpy()] for s in strategies]
    zones: dict[ZoneId, tuple[int, int]] = {}
    for zone in document.catalogue.zones:
        through = [int(part.loc[part["zone"] == zone, "m"].nunique()) for part in own]
        if any(through):
            zones[zone] = (through[0], through[1])

    meant = [count_meant(part, drawn, count="measures", level="county") for part in own]
    return StrategiesCompared(
        strategies=strategies,
        reached=(tuple(meant[0].reached), tuple(meant[1].reached)),
        wider=(_wider(meant[0]), _wider(meant[1])),
        measures=(_measures(own[0]), _measures(own[1])),
        wide=(
            _measures(wide[wide[strategies[0]].to_numpy()]),
            _measures(wide[wide[strategies[1]].to_numpy()]),
        ),
        zones=zones,
    )


def _wider(meant: Meant) -> int:
    return len(meant.by_site) + len(meant.with_prefecture)


def _measures(rows: pd.DataFrame) -> tuple[int, ...]:
    return tuple(sorted(int(m) for m in rows["m"].unique()))


@dataclass(frozen=True)
class DocumentsCompared:
    """Two documents: what the one takes up of the other, and where each one reaches.

    `meaning` pairs their measures; `strategies` count each document's measures per
    strategy, `reached` are the county-level units each means itself, in code order, `wider` how
    many it reaches in a wider way alone, and `named` the units that each names.
    """

    documents: tuple[ReadDocument, ReadDocument]
    meaning: TakingUp
    strategies: Mapping[StrategyId, tuple[int, int]]
    reached: tuple[tuple[Adcode, ...], tuple[Adcode, ...]]
    wider: tuple[int, int]
    named: tuple[tuple[Adcode, ...], tuple[Adcode, ...]]

    @property
    def both(self) -> list[Adcode]:
        """Units that both reach, in code order."""
        return [unit for unit in self.reached[0] if unit in self.reached[1]]

    def alone(self, one: int) -> list[Adcode]:
        """Units that only the first (0) or the second (1) document reaches."""
        return [unit for unit in self.reached[one] if unit not in self.reached[1 - one]]


def compare_documents(one: ReadDocument, other: ReadDocument, query: Query) -> DocumentsCompared:
    """Compare two documents by what a query's filters leave of either.

    Where each one reaches is told of all of the province, also where places are chosen.
    """
    filtered = query.without("place", "measure")
    links = [local_links(filtered.apply(document.links)) for document in (one, other)]
    drawn = drawn_units(one.catalogue, "county")
    served = [_served(document, filtered) for document in (one, other)]
    meant = [count_meant(part, drawn, count="measures", level="county") for part in links]
    named = [
        set(named_links(document, part[(part["relation"] == "explicit").to_numpy()])["place"])
        for document, part in zip((one, other), links, strict=True)
    ]
    return DocumentsCompared(
        documents=(one, other),
        meaning=take_up(one, other, query),
        strategies={s: (served[0][s], served[1][s]) for s in one.catalogue.strategies},
        reached=(tuple(meant[0].reached), tuple(meant[1].reached)),
        wider=(_wider(meant[0]), _wider(meant[1])),
        named=(tuple(sorted(named[0])), tuple(sorted(named[1]))),
    )


def _served(document: ReadDocument, query: Query) -> dict[StrategyId, int]:
    """Measures per strategy, province-wide ones too."""
    rows = document.links[query.mask(document.links, ignore=("relation",))]
    rows = rows[rows["relation"].isin({*LOCAL, "province", *query.relations}).to_numpy()]
    return {
        s: int(rows.loc[rows[s].to_numpy(), "m"].nunique()) for s in document.catalogue.strategies
    }
