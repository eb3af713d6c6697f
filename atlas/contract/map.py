"""The county map, and the overview's small ones."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from atlas.contract.common import (
    Count,
    EmptyState,
    ImageText,
    LegendEntry,
    Link,
    MapLevel,
    MeasureRow,
    Params,
    Ramp,
    StrategyLink,
)
from atlas.model import Adcode, Lang

Bounds = tuple[int, int]
"""The lowest and the highest value of a class."""


class MapMessage(TypedDict):
    """Values per unit, in the order of the level's units on the map, and the list beside it.

    `bounds` are the lowest and the highest value of each class, `hue` the one strategy whose ramp
    is worn, or empty; classes, legend and colours are made of them by the browser.
    """

    lang: Lang
    doc: str
    query: Params
    level: MapLevel
    count: Count
    values: Sequence[int]
    bounds: Sequence[Bounds]
    hue: str
    selected: Sequence[Adcode]
    outlines: Sequence[str]
    active: str | None
    rows: Sequence[MeasureRow]
    province: Sequence[int]
    terms: Sequence[str]
    list_title: str
    image: ImageText
    empty: EmptyState | None


class DrawnClasses(TypedDict):
    """A class per unit, -1 for nothing, with the legend whose counts add up to `total`."""

    level: MapLevel
    values: Sequence[int]
    classes: Sequence[int]
    legend: Sequence[LegendEntry]
    legend_title: str
    total: int
    ramp: Ramp


class MapPayload(MapMessage, DrawnClasses):
    """The whole map, as the server draws it in files."""


class Tile(StrategyLink):
    """A small map; `reached` is a digit per county, 0 for nothing, else class and one."""

    measures: int
    counties: int
    reached: str


class WideStrategy(StrategyLink):
    """A strategy whose measures reach the whole province alike, or no county."""

    measures: int


class OverviewMessage(TypedDict):
    """Small maps, strategies without one, and questions to start from."""

    lang: Lang
    doc: str
    tiles: Sequence[Tile]
    wide: Sequence[WideStrategy]
    questions: Sequence[Link]
    footer: str
