"""The coverage page: the matrix with what is left out, coverage against a figure, its chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import (
    Choice,
    Count,
    EmptyState,
    Hrefs,
    Inherited,
    MapLevel,
    MeasureRow,
    Ramp,
    StrategyLink,
    Strength,
)
from atlas.model import Adcode, Lang

WeightRow = tuple[Adcode, str, float, str, int, str, int, int, int, float, int]
"""adcode, figure in words, figure, its share, measures, their share, the place by the figure, the
place by measures, units tied by measures, the gap, where units that tie share their mean place, and
the units of its kind, among which both places are; shares are per cent in words, empty for a figure
that does not add up."""


class CoverageHrefs(Hrefs):
    """`cell` is a pattern with `{code}` and `{strategy}`."""

    cell: str


class Apart(StrategyLink):
    """A strategy whose measures reach the whole province, and so no cell."""

    n: int


class NextStep(TypedDict):
    """A next click."""

    label: str
    href: str


class LeftOutBlock(TypedDict):
    """Units that are left out in one sense, what it means, and the next click."""

    id: Literal["unnamed", "wider", "unreached", "unsure", "filtered"]
    n: int
    title: str
    text: str
    units: Sequence[Adcode]
    next: NextStep | None


class CoverageMessage(TypedDict):
    """Rows, columns and cells; numbers stand in the order of `units`.

    `values` are rows of cells, empty where measures are counted: there `relations` say how each
    reaches, as places in the list of relations, and -1 for not at all. `wider` are rows of
    columns whose cells are empty and yet reached with the prefecture or by a site, `unsure` rows
    of columns whose cells rest on inferred lists alone. `shades` are a shade per value, -1 for a
    zero.
    """

    lang: Lang
    doc: str
    level: MapLevel
    count: Count
    counts: Sequence[Choice]
    levels: Sequence[Choice]
    units: Sequence[Adcode]
    columns: Sequence[str | int]
    values: Sequence[Sequence[int]]
    wider: Sequence[Sequence[int]]
    unsure: Sequence[Sequence[int]]
    relations: Sequence[Sequence[int]]
    totals: Sequence[int]
    reached: Sequence[int]
    shades: Sequence[int]
    ramp: Ramp
    ink: Ramp
    wide: Sequence[int]
    apart: Sequence[Apart]
    rows: Sequence[MeasureRow]
    hrefs: CoverageHrefs
    left_out: Sequence[LeftOutBlock]
    empty: EmptyState | None


class Named(TypedDict):
    """A unit that a finding names, with its figures in words."""

    name: str
    href: str
    text: str
    steady: bool


class OtherReading(TypedDict):
    """Who would be named if links were counted otherwise."""

    id: Literal["sure", "own"]
    label: str
    names: str


class FigureChoice(Choice):
    """A figure that coverage can be set against."""

    label: str


class WeightMessage(TypedDict):
    """The finding of coverage against a figure, its controls and other readings."""

    lang: Lang
    title: str
    hedge: str
    note: str | None
    chart: str
    named: Sequence[Named]
    readings: Sequence[OtherReading]
    figures: Sequence[FigureChoice]
    figure: str
    lists: Sequence[Choice]
    list: Literal["with", "without"]
    carried: Sequence[Choice]
    carry: Inherited


class WeightLeftOut(TypedDict):
    """Units that a figure leaves out, and why."""

    title: str
    text: str


class WeightSource(TypedDict):
    """A source of the figure."""

    text: str
    url: str
    strength: Strength


class WeightTableMessage(TypedDict):
    """Caveats, and every unit with its places and shares."""

    lang: Lang
    figure: str
    additive: bool
    weak: bool
    caveats: Sequence[str]
    left_out: Sequence[WeightLeftOut]
    sources: Sequence[WeightSource]
    href: str
    chosen: Sequence[Adcode]
    less: Sequence[Adcode]
    steady: Sequence[Adcode]
    rows: Sequence[WeightRow]


class ChartMessage(TypedDict):
    """Where a chart's figure is fetched, and what is read out in its place."""

    lang: Lang
    address: str
    label: str
