"""The index of strategies, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from atlas.contract.common import EmptyState, Hrefs, LegendEntry, MeasureRow, StrategyLink
from atlas.model import Adcode, Basis, Lang, Relation


class StrategyRow(StrategyLink):
    """A strategy of the index; `reached` is a character per county, as on the overview.

    `counties` are meant themselves, `sure` of them by more than an inferred list; `unsure` are
    measures that mean some county by an inferred list alone.
    """

    measures: int
    wide: int
    counties: int
    with_prefecture: int
    by_site: int
    sure: int
    unsure: int
    relations: Sequence[Relation]
    reached: str
    map: str


class StrategyIndex(TypedDict):
    """Strategies side by side, and where a filter narrowed them, the way back and to comparing."""

    rows: Sequence[StrategyRow]
    all: str | None
    compare: str | None


class StrategyZone(TypedDict):
    """A zone that a strategy's measures go through, with its members by how sure they are."""

    zone: str
    measures: int
    members: int
    bases: Sequence[tuple[Basis, int]]
    href: str


class StrategyBeside(StrategyLink):
    """Another strategy that meets this one: in measures, and in counties."""

    measures: int
    counties: int


class Keyword(TypedDict):
    """A word that marks a strategy, and how many of its measures say it."""

    word: str
    measures: int
    href: str


class StrategyPage(TypedDict):
    """One strategy with its measures, map, zones and key words."""

    strategy: str
    rows: Sequence[MeasureRow]
    terms: Sequence[str]
    active: str | None
    counties: Sequence[Adcode]
    with_prefecture: Sequence[Adcode]
    by_site: Sequence[Adcode]
    reached: str
    legend: Sequence[LegendEntry]
    map: str
    zones: Sequence[StrategyZone]
    beside: Sequence[StrategyBeside]
    keywords: Sequence[Keyword]
    all: str
    previous: StrategyLink | None
    next: StrategyLink | None


class StrategiesMessageBase(TypedDict):
    """What both forms of the page have."""

    lang: Lang
    doc: str
    total: int
    reading: Sequence[str]
    hrefs: Hrefs
    footer: str
    empty: EmptyState | None


class StrategyIndexMessage(StrategiesMessageBase):
    """The index."""

    index: StrategyIndex


class StrategyPageMessage(StrategiesMessageBase):
    """The page of one."""

    one: StrategyPage
