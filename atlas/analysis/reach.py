"""How much reaches each place, and which measures a selection holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.holding import Memo
from atlas.link_codes import LinkCodes, distinct
from atlas.model import Adcode, Precision, StrategyId
from atlas.query import LOCAL, Count, MapLevel, Query, allowed_values, joined

COUNTED: dict[Count, str] = {
    "strategies": "primary",
    "sentences": "sentence",
    "measures": "m",
    "zones": "zone",
}
"""Column whose distinct values a map counts, where no strategy is chosen."""
CLOSEST: tuple[Precision, ...] = ("unit", "site", "prefecture")
"""Precisions below the province, the closest first."""


def drawn_units(catalogue: Catalogue, level: MapLevel) -> list[Adcode]:
    """Units the map fills, in code order: the counties or the prefectures that have a polygon."""
    if level == "prefecture":
        return [p.adcode for p in catalogue.prefectures]
    return [c.adcode for c in catalogue.counties if c.polygon]


def counted_strategies(
    served: Sequence[StrategyId], chosen: Sequence[StrategyId]
) -> tuple[StrategyId, ...]:
    """What a measure counts for where strategies are counted: its primary one.

    Where strategies are chosen, only these: those of them that it serves.
    """
    return tuple(one for one in chosen if one in served) if chosen else tuple(served[:1])


def count_per_unit(
    links: pd.DataFrame | LinkCodes,
    units: Sequence[Adcode],
    *,
    count: Count,
    level: MapLevel,
    chosen: Sequence[StrategyId] = (),
) -> pd.Series:
    """Distinct strategies, sentences, measures or zones reaching each unit.

    Returns integers indexed by adcode in the order of `units`, zeros kept: a zero is a finding.
    Strategies are counted as `counted_strategies` says. Province-wide rows reach no single unit
    and are not counted.
    """
    links = links if isinstance(links, LinkCodes) else LinkCodes(links)
    closeness = np.zeros(links.size, dtype=np.int64)
    counts = _counted(links, closeness, units, count=count, level=level, chosen=chosen)
    return pd.Series(counts[0], unit_index(tuple(units)))


@lru_cache(maxsize=64)
def unit_index(units: tuple[Adcode, ...]) -> pd.Index:
    """Adcodes as the index of a series, made once: pandas takes longer for it than for counting."""
    return pd.Index(units)


def _counted(
    links: LinkCodes,
    closeness: np.ndarray,
    units: Sequence[Adcode],
    *,
    count: Count,
    level: MapLevel,
    chosen: Sequence[StrategyId],
) -> np.ndarray:
    """How many things reach each unit, by the closest way in which they do: ways × units.

    `closeness` is a whole number a row, 0 the closest, `len(CLOSEST)` for what is not counted.
    """
    row, what = _reaching(links, count=count, level=level, chosen=chosen)
    ways = len(CLOSEST) + 1
    unit = links.codes(level)[row]
    # Unit, thing and way as one number: of the numbers of a pair the first has its closest way.
    pairs = np.unique((unit << 32 | what) * ways + closeness[row])
    closest = pairs[np.flatnonzero(np.diff(pairs // ways, prepend=-1))]
    known = len(links.values(level))
    cells = (closest % ways) * known + (closest // ways >> 32)
    by_code = np.bincount(cells, minlength=ways * known).reshape(ways, known)
    place = {unit: code for code, unit in enumerate(links.values(level))}
    at = np.array([place.get(one, -1) for one in units], dtype=np.int64)
    if not known:
        # A document that reaches nothing: there is no unit whose counts could be looked up.
        return np.zeros((ways, len(units)), dtype=np.int64)
    counts: np.ndarray = np.where(at < 0, 0, by_code[:, at])
    return counts


def _reaching(
    links: LinkCodes, *, count: Count, level: MapLevel, chosen: Sequence[StrategyId]
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that reach a unit, and what reaches it by them as a whole number."""
    reached, column = links.codes(level) != links.code(level, ""), COUNTED[count]
    if count == "strategies" and chosen:
        # A measure may serve several of the strategies chosen, and then counts for each.
        serving = links.plain(*chosen).reshape(links.size, len(chosen)) & reached[:, None]
        row, which = np.nonzero(serving)
        return row, which
    what = links.codes(column) if column in ("primary", "zone") else links.plain(column)
    if count == "zones":
        reached &= what != links.code(column, "")
    return np.flatnonzero(reached), what[reached]


@dataclass(frozen=True, slots=True)
class Meant:
    """Counts per unit by how closely the unit is meant, each thing counted once, at its closest.

    `unit` counts what means the unit itself, `site` what means a park, port or point in it and not
    the unit as well, `prefecture` what comes to it with its prefecture alone. The three add up to
    `count_per_unit`.
    """

    unit: pd.Series
    site: pd.Series
    prefecture: pd.Series

    @property
    def reached(self) -> list[Adcode]:
        """Units that are meant themselves."""
        return [str(one) for one in self.unit.index[self.unit > 0]]

    @property
    def by_site(self) -> list[Adcode]:
        """Units that are meant by a site in them, and not themselves."""
        return [str(one) for one in self.unit.index[(self.unit == 0) & (self.site > 0)]]

    @property
    def with_prefecture(self) -> list[Adcode]:
        """Units that come with their prefecture, and in no closer way."""
        alone = (self.unit == 0) & (self.site == 0) & (self.prefecture > 0)
        return [str(one) for one in self.unit.index[alone]]


def count_meant(
    links: pd.DataFrame | LinkCodes,
    units: Sequence[Adcode],
    *,
    count: Count,
    level: MapLevel,
    chosen: Sequence[StrategyId] = (),
) -> Meant:
    """The counts of `count_per_unit` by how closely a unit is meant."""
    links = links if isinstance(links, LinkCodes) else LinkCodes(links)
    column = Query.precisions.column(level)
    ways = [
        CLOSEST.index(value) if value in CLOSEST else len(CLOSEST)  # type: ignore[arg-type]
        for value in links.values(column)
    ]
    closeness = np.array(ways, dtype=np.int64)[links.codes(column)]
    counts = _counted(links, closeness, units, count=count, level=level, chosen=chosen)
    index = unit_index(tuple(units))
    return Meant(*(pd.Series(counts[way], index) for way in range(len(CLOSEST))))


def meaning_units(links: pd.DataFrame, level: MapLevel) -> pd.DataFrame:
    """Link rows that mean the units of a level themselves."""
    return links[(links[Query.precisions.column(level)] == "unit").to_numpy()]


def measures_meaning(links: LinkCodes, level: MapLevel) -> set[int]:
    """Positions of the measures that mean units of a level themselves."""
    return links.where(links.hold(Query.precisions.column(level), ("unit",))).numbers("m")


@dataclass(frozen=True, eq=False)
class Selection:
    """What a query comes to in one document.

    `map_links` are the links that colour the map (places are marked there, not filtered);
    `own_links` those of the selection itself; `on_map` and `rows` are the same as tables.
    `measures` maps each measure's position to the reasons it is in the selection for, in the
    plan's order; `province` are measures that reach nothing but every county alike, and are listed
    apart.
    """

    query: Query
    document: ReadDocument
    map_links: LinkCodes
    own_links: LinkCodes
    measures: dict[int, list[int]]
    province: dict[int, list[int]]

    @cached_property
    def memo(self) -> Memo:
        """What was made of it."""
        return Memo(1)

    @property
    def on_map(self) -> pd.DataFrame:
        """Link rows that colour the map."""
        return self.map_links.frame

    @property
    def rows(self) -> pd.DataFrame:
        """Link rows of the selection itself."""
        return self.own_links.frame

    @cached_property
    def wide(self) -> int:
        """Measures that address the whole province, those that name a unit beside it as well."""
        reasons = self.document.reasons
        beside = [
            m
            for m, held in self.measures.items()
            if any(reasons[r].relation == "province" for r in held)
        ]
        return len(self.province) + len(beside)

    @property
    def counties(self) -> list[Adcode]:
        """Counties with a polygon that the selection's measures reach, however closely."""
        reached = set(self.rows["county"].unique()) - {""}
        return [u for u in drawn_units(self.document.catalogue, "county") if u in reached]

    @cached_property
    def meant(self) -> Meant:
        """How closely the selection's measures mean each county with a polygon."""
        units = drawn_units(self.document.catalogue, "county")
        return count_meant(self.own_links, units, count="measures", level="county")


def select(document: ReadDocument, query: Query) -> Selection:
    """Apply a query to a document."""
    document = document.under(query.readings)
    codes = document.codes
    masks = query.masks(codes)
    local, province = _listed(codes, query, masks)
    # A measure that names a unit beside the province is a local one with one more reason.
    m = codes.plain("m")
    reaching = np.isin(m, m[local])
    return Selection(
        query,
        document,
        codes.where(joined(masks, codes.size, ignore=("place",))),
        codes.where(local),
        _reasons(codes, local | (province & reaching)),
        _reasons(codes, province & ~reaching),
    )


def _listed(
    links: LinkCodes,
    query: Query,
    masks: Mapping[str, np.ndarray],
    ignore: tuple[str, ...] = (),
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that reach single places, and province-wide rows listed beside them.

    `masks` are the query's own. Province-wide measures reach whatever place is chosen, so a choice
    of places keeps them; a choice of relations that leaves them out does not, unless it only adds
    pairs of cities to those by default.
    """
    wide = links.hold("relation", ("province",))
    local = joined(masks, links.size, ignore=ignore) & ~wide
    asked = "relation" in ignore or "province" in query.relations or {*LOCAL} <= {*query.relations}
    if not asked:
        return local, np.zeros(links.size, dtype=bool)
    return local, joined(masks, links.size, ignore=(*ignore, "place", "relation")) & wide


def _reasons(links: LinkCodes, kept: np.ndarray) -> dict[int, list[int]]:
    reasons, first = np.unique(links.plain("reason")[kept], return_index=True)
    of = links.plain("m")[kept][first]
    found: dict[int, list[int]] = {}
    # A reason is one measure's; those on readings that are chosen are numbered after all others.
    order = np.argsort(of, kind="stable")
    for m, reason in zip(of[order].tolist(), reasons[order].tolist(), strict=True):
        found.setdefault(m, []).append(reason)
    return found


def facet_counts(document: ReadDocument, query: Query) -> dict[str, dict[str, int]]:
    """Measures the list would show for every choice of a facet, were it chosen alone; zeros kept.

    Each facet leaves its own choice out of account, so that the numbers say what a click brings.
    """
    document = document.under(query.readings)
    links, allowed = document.codes, allowed_values(document.catalogue)
    masks, m = query.masks(links), links.plain("m")
    counts: dict[str, dict[str, int]] = {}
    for name in ("theme", "strategy", "relation", "precision", "basis"):
        kept = np.logical_or(*_listed(links, query, masks, ignore=(name,)))
        values: Sequence[str] = allowed[name]
        if name == "strategy":
            # Strategies are a measure's own: one row of each measure tells them all.
            one = np.flatnonzero(kept)[np.unique(m[kept], return_index=True)[1]]
            found = links.plain(*values)[one].sum(axis=0)
        else:
            column = Query.precisions.column(query.level) if name == "precision" else name
            values = links.values(column)
            found = distinct(links.codes(column)[kept], m[kept])
        by_value = dict(zip(values, found.tolist(), strict=False))
        counts[name] = {value: by_value.get(value, 0) for value in allowed[name]}
    return counts
