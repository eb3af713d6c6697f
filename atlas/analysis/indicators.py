"""One figure of the fact base over all units of a level, for one year or between two.

Every unit has an answer, and where it is not a number it is a reason: no figure was found, it
must not be compared (a row of `incomparable.csv`), or the filter leaves the unit out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import pandas as pd

from atlas.analysis.reach import drawn_units, select
from atlas.catalogue import Catalogue
from atlas.documents import ReadDocument
from atlas.model import Adcode
from atlas.query import LEVELS, MapLevel, Query
from atlas.tables.records import Incomparable, IndicatorDefinition

Status = Literal["known", "missing", "incomparable", "outside"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its source and what is to be minded; `year` is None where none is stated."""

    adcode: Adcode
    year: int | None
    value: float
    source: str
    strength: str
    note_zh: str
    note_en: str


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What a unit has to show.

    `value` is the figure, or the change between `earlier` and `later` in the definition's way;
    None unless the status is `known`. `rule` says why two figures are not compared. `drawn` is
    false for units that have figures and no boundary.
    """

    adcode: Adcode
    status: Status
    value: float | None
    earlier: Figure | None
    later: Figure | None
    rule: Incomparable | None
    drawn: bool

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures it stands on, earlier first."""
        return tuple(figure for figure in (self.earlier, self.later) if figure is not None)


@dataclass(frozen=True)
class IndicatorAnswer:
    """An indicator under a query.

    `years` is one year or two; empty where the level has no dated figure, or none of the years
    asked for, which `absent` then names. `units` are in code order, `province` beside them.
    `undated` are figures without a year, which no map shows.
    """

    query: Query
    catalogue: Catalogue
    definition: IndicatorDefinition
    level: MapLevel
    years: tuple[int, ...]
    absent: tuple[int, ...]
    units: tuple[UnitAnswer, ...]
    province: UnitAnswer | None
    undated: tuple[Figure, ...]

    @property
    def compares(self) -> bool:
        """Whether two years are set against each other."""
        return len(self.years) == 2

    @property
    def known(self) -> list[UnitAnswer]:
        """Units of the map with a number, the highest first; equal ones in code order."""
        drawn = [u for u in self.units if u.status == "known" and u.drawn]
        return sorted(drawn, key=lambda unit: -_number(unit))

    def count(self, status: Status) -> int:
        """Units of the map with this status."""
        return sum(unit.status == status and unit.drawn for unit in self.units)


def _number(unit: UnitAnswer) -> float:
    assert unit.value is not None
    return unit.value


@cache
def figures_by_year(
    catalogue: Catalogue, indicator: str
) -> dict[int | None, dict[Adcode, list[Figure]]]:
    """All figures of an indicator by year and unit; more than one a unit only without a year."""
    table = catalogue.indicators
    found: dict[int | None, dict[Adcode, list[Figure]]] = {}
    for row in table[table["indicator"] == indicator].to_dict("records"):
        figure = Figure(
            adcode=row["adcode"],
            year=None if pd.isna(row["year"]) else int(row["year"]),
            value=row["value"],
            source=row["source"],
            strength=row["strength"],
            note_zh=row["note_zh"],
            note_en=row["note_en"],
        )
        found.setdefault(figure.year, {}).setdefault(figure.adcode, []).append(figure)
    return found


@cache
def availability(catalogue: Catalogue) -> dict[str, dict[str, dict[int | None, int]]]:
    """How many units of a level have an indicator in a year: indicator → level → year → units.

    Counties count with a boundary only, as a map shows them.
    """
    units: dict[str, set[Adcode]] = {level: set(drawn_units(catalogue, level)) for level in LEVELS}
    units["province"] = {catalogue.province.adcode}
    return {
        indicator: {
            level: {
                year: n
                for year, held in sorted(
                    figures_by_year(catalogue, indicator).items(), key=lambda pair: pair[0] or 0
                )
                if (n := len(codes & set(held)))
            }
            for level, codes in units.items()
        }
        for indicator in catalogue.indicator_definitions
    }


def newest_complete(years: dict[int | None, int]) -> int | None:
    """The year most units have a figure of; of those alike the newest."""
    dated = [(n, year) for year, n in years.items() if year is not None]
    return max(dated)[1] if dated else None


def refusal(
    catalogue: Catalogue, indicator: str, adcode: Adcode, first: int, second: int
) -> Incomparable | None:
    """The rule that forbids to compare a unit's figures of two years, `first` the earlier.

    One year given twice: that forbids to rank its figure with other units'.
    """
    return next(
        (r for r in catalogue.incomparable if r.holds(indicator, adcode, first, second)), None
    )


def first_shown(catalogue: Catalogue) -> str:
    """The indicator of an address that names none: the first of the table."""
    return next(iter(catalogue.indicator_definitions))


def answer(document: ReadDocument, query: Query) -> IndicatorAnswer:
    """What the query asks of a fact base that has an indicator at all."""
    catalogue = document.catalogue
    definition = catalogue.indicator_definitions[query.indicator or first_shown(catalogue)]
    held = availability(catalogue)[definition.id][query.level]
    asked = tuple(sorted(int(year) for year in query.years))
    absent = tuple(year for year in asked if year not in held)
    newest = newest_complete(held)
    years = () if absent or newest is None else asked or (newest,)
    reached = inside(document, query)
    units = drawn_units(catalogue, query.level)
    beside = [c.adcode for c in catalogue.counties if not c.polygon and query.level == "county"]
    figures = figures_by_year(catalogue, definition.id)
    province = _unit(catalogue, definition, catalogue.province.adcode, years, drawn=False)
    return IndicatorAnswer(
        query=query,
        catalogue=catalogue,
        definition=definition,
        level=query.level,
        years=years,
        absent=absent,
        units=tuple(
            _unit(catalogue, definition, code, years, drawn=code in units, inside=reached)
            for code in sorted([*units, *beside])
        )
        if years
        else (),
        province=province if years else None,
        undated=tuple(
            figure
            for code, group in figures.get(None, {}).items()
            if catalogue.places[code].level in (query.level, "province")
            and (reached is None or code in reached | {catalogue.province.adcode})
            for figure in group
        ),
    )


def inside(document: ReadDocument, query: Query) -> set[Adcode] | None:
    """Units that the filter's measures reach; None where nothing narrows the measures.

    Chosen places do not narrow: they are marked.
    """
    plain = query.without("doc", "place", "measure")
    if not plain.without("reading").filtered:
        return None
    rows = select(document, plain).on_map
    return set(rows["county"].unique()) | set(rows["prefecture"].unique())


def _unit(
    catalogue: Catalogue,
    definition: IndicatorDefinition,
    adcode: Adcode,
    years: tuple[int, ...],
    *,
    drawn: bool,
    inside: set[Adcode] | None = None,
) -> UnitAnswer:
    by_year = figures_by_year(catalogue, definition.id)
    held = [by_year[year].get(adcode, [None])[0] for year in years]
    earlier, later = (held[0], held[-1]) if len(years) == 2 else (None, held[-1] if held else None)
    rule = None
    if years and (earlier or later):
        rule = refusal(catalogue, definition.id, adcode, years[0], years[-1])
    value: float | None = None
    if inside is not None and adcode not in inside:
        status: Status = "outside"
    elif rule:
        status = "incomparable"
    else:
        value = _value(definition, earlier, later, compares=len(years) == 2)
        status = "missing" if value is None else "known"
    return UnitAnswer(adcode, status, value, earlier, later, rule, drawn)


def _value(
    definition: IndicatorDefinition, earlier: Figure | None, later: Figure | None, *, compares: bool
) -> float | None:
    if later is None or (compares and earlier is None):
        return None
    if earlier is None:
        return later.value
    if definition.change == "difference":
        return later.value - earlier.value
    # A change in percent of nothing is no number.
    return (later.value / earlier.value - 1) * 100 if earlier.value else None
