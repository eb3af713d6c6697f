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

    `values` count what means the unit itself; `sites` and `through` what means a site in it and
    what comes with its prefecture, and nothing closer: empty where that is nothing anywhere.
    `wide` are the measures that address the whole province.
    `chosen` are the strategies that are counted alone, none where something else is counted.
    `bounds` are the lowest and the highest value of each class, `hue` the one strategy whose
    ramp is worn, or empty; classes, legend and colours are made of them by the browser.
    """

    lang: Lang
    doc: str
    query: Params
    level: MapLevel
    count: Count
    chosen: Sequence[str]
    values: Sequence[int]
    sites: Sequence[int]
    through: Sequence[int]
    wide: int
    bounds: Sequence[Bounds]
    hue: str
    selected: Sequence[Adcode]
    reading: Sequence[str]
    outlines: Sequence[str]
    active: str | None
    rows: Sequence[MeasureRow]
    province: Sequence[int]
    terms: Sequence[str]
    list_title: str
    empty: EmptyState | None


class DrawnClasses(TypedDict):
    """A class per unit, with the legend whose counts add up to `total`.

    -1 is nothing, -5 a unit that comes with its prefecture alone, -6 one that is meant by a site in
    it alone, -7 one that only the `wide` measures for the whole province reach; `tone` is the one
    colour that -5 and -6 are drawn in.
    """

    level: MapLevel
    values: Sequence[int]
    sites: Sequence[int]
    through: Sequence[int]
    wide: int
    classes: Sequence[int]
    legend: Sequence[LegendEntry]
    legend_title: str
    total: int
    ramp: Ramp
    tone: Ramp


class MapPayload(MapMessage, DrawnClasses):
    """The whole map, as the server draws it in files, with the words over and under it.

    A page has those words in its heading and its filter already, and makes them for a picture that
    a reader saves.
    """

    image: ImageText


class Tile(StrategyLink):
    """A small map, with how many counties are meant themselves and how many in a wider way.

    `measures` reach single places, `wide` the whole province beside them.

    `reached` is a character per county: 0 for nothing, else class and one; `p` for a county that
    comes with its prefecture alone, `s` for one that is meant by a site in it alone, `w` for one
    that only measures for the whole province reach.
    """

    measures: int
    wide: int
    counties: int
    with_prefecture: int
    by_site: int
    reached: str


class WideStrategy(StrategyLink):
    """A strategy whose measures reach the whole province alike, or no county."""

    measures: int
    everywhere: bool


class OverviewMessage(TypedDict):
    """Small maps, strategies without one, questions; `rests` says how counties are meant."""

    lang: Lang
    doc: str
    rests: str
    tiles: Sequence[Tile]
    wide: Sequence[WideStrategy]
    questions: Sequence[Link]
    footer: str
