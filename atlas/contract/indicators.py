"""Figures of the fact base as a map and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import Hrefs, ImageText, LegendEntry, MapLevel, Ramp, Source, Strength
from atlas.model import Adcode, Lang

FigureCell = tuple[float, int, int | None]
"""A value, and the places of its source and its note in `sources` and `notes`."""
UnitStatus = Literal["known", "missing", "incomparable", "outside"]
IndicatorRow = tuple[Adcode, UnitStatus, Sequence[FigureCell | None], float | None, int | None]
"""A unit, whether its figure is known, the figures of each year asked, the figure or change that is
shown, and the place in `rules` of what forbids the comparison."""
UndatedRow = tuple[Adcode, float, int, int | None]
"""A unit, and a figure without a year."""
DatedFigure = tuple[int, float, int, int | None]
"""A year, and a figure."""


class Indicator(TypedDict):
    """An indicator, and how many `units` of each level have it in its best year."""

    id: str
    group: str
    zh: str
    en: str
    units: Mapping[str, int]


class IndicatorsAsset(TypedDict):
    """`/assets/<version>/indicators.json`."""

    indicators: Sequence[Indicator]


class IndicatorSource(Source):
    """A source of figures, and how strong it is."""

    strength: Strength


class Rule(TypedDict):
    """Why figures must not be compared; `everywhere` or in one unit."""

    reason: str
    source: str
    url: str
    everywhere: bool


class YearChoice(TypedDict):
    """A year, and how many units have it."""

    year: int
    n: int
    current: bool
    href: str


class PairChoice(TypedDict):
    """Two years: how many units can be compared, and why none can where none can."""

    years: tuple[int, int]
    n: int
    refused: str
    current: bool
    href: str


class LevelChoice(TypedDict):
    """A level, and how many units have a figure."""

    level: MapLevel
    n: int
    current: bool
    href: str


class IndicatorChoices(TypedDict):
    """What else a reader can ask of the indicator."""

    years: Sequence[YearChoice]
    pairs: Sequence[PairChoice]
    levels: Sequence[LevelChoice]


class OtherLevel(TypedDict):
    """Where the level has nothing: what another has, and the way there."""

    text: str
    years: Sequence[int]
    figures: Sequence[DatedFigure]
    href: str | None


class IndicatorHrefs(Hrefs):
    """`indicator` is a pattern with `{id}`."""

    indicator: str


class IndicatorsMessage(TypedDict):
    """An indicator for a year or between two.

    `classes` follow the order of the level's units on the map; below zero they say why there is no
    figure, as the legend names them.
    """

    lang: Lang
    indicator: str
    level: MapLevel
    years: Sequence[int]
    name: str
    unit: str
    figure_unit: str
    change: Literal["percent", "difference"]
    digits: int
    figure_digits: int
    classes: Sequence[int]
    legend: Sequence[LegendEntry]
    legend_title: str
    total: int
    ramp: Ramp
    selected: Sequence[Adcode]
    rows: Sequence[IndicatorRow]
    province: IndicatorRow | None
    undated: Sequence[UndatedRow]
    others: Sequence[OtherLevel]
    notes: Sequence[str]
    sources: Sequence[IndicatorSource]
    rules: Sequence[Rule]
    caveat: str
    choices: IndicatorChoices
    hrefs: IndicatorHrefs
    image: ImageText
    footer: str
