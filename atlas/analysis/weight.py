"""Coverage set against real figures: which units are reached less than they weigh.

`docs/weight.md` says what the comparison is and what it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from atlas.analysis.coverage import SURE, ReachTable, local_links, unit_table
from atlas.analysis.kinds import ranked_kind
from atlas.analysis.reach import Selection
from atlas.catalogue import Catalogue
from atlas.link_codes import LinkCodes
from atlas.model import Adcode
from atlas.query import MapLevel, Query
from atlas.tables.records import Source

NAMED: Final = 5
"""Units that the finding names."""
STEADY: Final = 10
"""A unit stays in the finding where it is among so many of the largest differences."""

FEW: Final = 3
"""Units of a kind under which a median says nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that coverage is set against, and the years it is taken of at either level.

    Two years stand for the change between them, in per cent. `weighs` is 1 where more of it calls
    for more attention, -1 where less of it does.
    """

    id: str
    indicator: str
    county: tuple[int, ...]
    prefecture: tuple[int, ...]
    weighs: Literal[1, -1]

    def years(self, level: MapLevel) -> tuple[int, ...]:
        """Years taken at a level: one, or two for a change."""
        return self.county if level == "county" else self.prefecture

    def params(self, level: MapLevel) -> dict[str, list[str]]:
        """The Query's parameters that ask for this figure; the first figure needs none."""
        if self is FIGURES[0]:
            return {"indicator": [], "year": []}
        return {"indicator": [self.indicator], "year": [str(y) for y in self.years(level)]}


FIGURES: Final = (
    Figure("population", "pop_resident_census", (2020,), (2020,), 1),
    Figure("aged", "share_65plus", (2020,), (2020,), 1),
    Figure("change", "pop_resident_census", (2010, 2020), (2010, 2020), -1),
    # Counties have it for 2023, prefectures for 2024: two bases, so never in one comparison.
    Figure("gdp", "gdp_per_capita", (2023,), (2024,), -1),
)
"""Figures that are complete enough; the first is the weight itself, and the default."""


def chosen_figure(query: Query) -> Figure | None:
    """The figure a query asks for, the first where it asks for none; None for another one."""
    if not query.indicator:
        return FIGURES[0]
    alike = [f for f in FIGURES if f.indicator == query.indicator]
    for figure in alike:
        if [str(y) for y in figure.years(query.level)] == sorted(query.years):
            return figure
    return alike[0] if alike and not query.years else None


@dataclass(frozen=True)
class FigureValues:
    """A figure of every unit, in the unit of its definition or per cent for a change.

    `values` is missing where no figure was found or where figures must not be compared; the
    latter are `refused`, with the reason in Chinese and English.
    """

    values: pd.Series
    refused: Mapping[Adcode, tuple[str, str]]
    sources: tuple[Source, ...]

    @property
    def weak(self) -> bool:
        """Whether any of it comes from a weak source."""
        return any(source.strength == "weak" for source in self.sources)

    @property
    def missing(self) -> list[Adcode]:
        """Units without a figure for one of the years, in order."""
        empty = self.values.index[self.values.isna()]
        return [adcode for adcode in empty if adcode not in self.refused]


@lru_cache(maxsize=64)
def figure_values(
    catalogue: Catalogue, indicator: str, years: tuple[int, ...], units: tuple[Adcode, ...]
) -> FigureValues:
    """An indicator of units for one year, or its change between two in per cent.

    A unit is refused where a rule of `incomparable.csv` says that its figures are not like for
    like.
    """
    table = catalogue.indicators
    taken = [
        table[(table["indicator"] == indicator) & (table["year"] == year)]
        .drop_duplicates("adcode")
        .set_index("adcode")
        .reindex(list(units))
        for year in years
    ]
    refused = {
        adcode: (rule.reason_zh, rule.reason_en)
        for adcode in units
        for rule in catalogue.incomparable
        if rule.holds(indicator, adcode, years[0], years[-1])
    }
    used = dict.fromkeys(s for rows in taken for s in rows["source"].dropna())
    values = taken[-1]["value"]
    if len(years) > 1:
        values = (values / taken[0]["value"] - 1) * 100
    known = values.mask(values.index.isin(list(refused)))
    return FigureValues(known, refused, tuple(catalogue.sources[s] for s in used))


@lru_cache(maxsize=8)
def _drawn(catalogue: Catalogue, level: MapLevel) -> pd.DataFrame:
    units = unit_table(catalogue, level)
    return units[units["drawn"]]


def rank_gaps(
    values: pd.Series, reached: pd.Series, *, weighs: int = 1, kinds: pd.Series | None = None
) -> pd.DataFrame:
    """How far each unit's place by what reaches it falls behind its place by weight.

    `values` are the figures and `reached` the counts of measures, on one index; units without a
    figure are left out. Where `kinds` are given, a unit is ranked among those of its kind. Returns
    a frame, the gaps largest for their kind first: value, reached, rank_value and rank_reached (1
    is the weightiest and the most reached; equal ones share the first of their places), tied (units
    with the same count), gap, the difference of the mean places: positive where a unit is reached
    less than it weighs; and among, the units that it is ranked with.
    """
    known = values.notna().to_numpy()
    index, value = values.index[known], values.to_numpy()[known]
    count = reached.to_numpy()[known].astype(int)
    kind = np.zeros(len(index), dtype=int) if kinds is None else kinds.factorize()[0][known]
    columns: dict[str, np.ndarray] = {"value": value, "reached": count}
    ranked = ("rank_value", "rank_reached", "tied", "gap", "among")
    columns |= {name: np.zeros(len(index), float if name == "gap" else int) for name in ranked}
    for one in np.unique(kind):
        of = kind == one
        by_value, by_count = _ranks(-weighs * value[of]), _ranks(-count[of])
        found = (by_value.first, by_count.first, by_count.tied, by_count.mean - by_value.mean)
        for name, places in zip(ranked, (*found, int(of.sum())), strict=True):
            columns[name][of] = places
    share = columns["gap"] / np.maximum(columns["among"], 1)
    order = np.lexsort((index.to_numpy(str), columns["rank_value"], -share))
    # Pandas' own ranks would be made three times in every run of the script, 2 ms each.
    return pd.DataFrame({k: v[order] for k, v in columns.items()}, index=index[order])


class _Ranks(NamedTuple):
    """Places of numbers, the smallest first; equal ones share the first or the mean of theirs."""

    first: np.ndarray
    mean: np.ndarray
    tied: np.ndarray


def _ranks(numbers: np.ndarray) -> _Ranks:
    _, inverse, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    first = np.cumsum(counts) - counts + 1
    mean = first + (counts - 1) / 2
    return _Ranks(first[inverse], mean[inverse], counts[inverse])


def least_for_weight(gaps: pd.DataFrame) -> tuple[Adcode, ...]:
    """Units that a finding names: the largest gaps, none under a quarter of its kind's places."""
    first = gaps.iloc[:NAMED]
    return tuple(first.index[first["gap"] >= first["among"] / 4])


@dataclass(frozen=True)
class Weighing:
    """A selection's coverage set against one figure.

    `gaps` is the table of `rank_gaps`; `less` the units that the finding names, and `otherwise`
    whom it would name on another reading of the same selection: `sure` without inferred lists,
    `own` without links carried over from an earlier clause. `steady` are those of `less` that
    stay among the largest gaps in both. `unsure` is the share of all arrivals at a unit that
    rest on inferred lists alone, and `typical` the median of measures per kind of unit. All of it
    counts measures that mean a unit itself; `beside` are the arrivals in a wider way.
    """

    figure: Figure
    found: FigureValues
    gaps: pd.DataFrame
    less: tuple[Adcode, ...]
    otherwise: Mapping[Literal["sure", "own"], tuple[Adcode, ...]]
    steady: tuple[Adcode, ...]
    unsure: float
    inferred_zones: tuple[str, ...]
    beside: int
    typical: Mapping[str, float]


def can_weigh(catalogue: Catalogue) -> bool:
    """Whether the fact base has the figures that coverage is set against at all."""
    return all(figure.indicator in catalogue.indicator_definitions for figure in FIGURES)


def weigh(selection: Selection, figure: Figure) -> Weighing:
    """Set a selection's coverage against a figure, whatever places are chosen."""
    query, catalogue = selection.query, selection.document.catalogue
    units = _drawn(catalogue, query.level)
    links = local_links(selection.on_map)
    reach, codes = ReachTable(links, units, by="measures", columns=()), LinkCodes(links)
    meant = codes.hold(Query.precisions.column(query.level), ("unit",))
    years = figure.years(query.level)
    kinds = pd.Series([ranked_kind(catalogue.places[unit]) for unit in units.index], units.index)
    found = figure_values(catalogue, figure.indicator, years, tuple(units.index))
    counts = {
        "all": reach.measures(meant),
        "sure": reach.measures(meant & codes.hold("basis", SURE)),
        "own": reach.measures(meant & ~codes.plain("inherited")),
    }
    gaps = {
        reading: rank_gaps(found.values, reached, weighs=figure.weighs, kinds=kinds)
        for reading, reached in counts.items()
    }
    less = least_for_weight(gaps["all"]) if counts["all"].any() else ()
    arrivals = int(counts["all"].sum())
    return Weighing(
        figure=figure,
        found=found,
        gaps=gaps["all"],
        less=less,
        otherwise={"sure": least_for_weight(gaps["sure"]), "own": least_for_weight(gaps["own"])},
        steady=tuple(u for u in less if all(u in table.index[:STEADY] for table in gaps.values())),
        unsure=1 - int(counts["sure"].sum()) / arrivals if arrivals else 0.0,
        inferred_zones=_inferred_zones(selection, links[meant]),
        beside=int(reach.measures().sum()) - arrivals,
        typical=_medians(counts["all"], units["kind"]),
    )


def _medians(counts: pd.Series, kinds: pd.Series) -> dict[str, float]:
    return {
        str(kind): float(values.median())
        for kind, values in counts.groupby(kinds)
        if len(values) >= FEW
    }


def _inferred_zones(selection: Selection, links: pd.DataFrame) -> tuple[str, ...]:
    inferred = set(links.loc[(links["basis"] == "inferred").to_numpy(), "zone"].unique())
    return tuple(z for z in selection.document.catalogue.zones if z in inferred)
