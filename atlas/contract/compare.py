"""Comparisons of places, strategies and documents, or the choice of what to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import Classed, Hrefs, Link
from atlas.model import Adcode, Basis, Lang

ComparedCell = tuple[Sequence[int], int, int]
"""Reasons by which a measure reaches a place, and how many of its units out of how many."""
ComparedRow = tuple[int, Sequence[ComparedCell | None]]
"""A measure and its cell for each place, None where it does not reach."""
MembershipCell = tuple[Basis, int, int]
"""How sure a place's membership is, and how many of its units are listed out of how many."""
ZoneRow = tuple[str, bool, Sequence[MembershipCell | None]]
"""A zone, whether a measure of the comparison goes through it, and a cell for each place."""
CountedPair = tuple[str, int, int]
"""An id, and a number for the first and for the second."""


class CompareMessageBase(TypedDict):
    """What every kind of comparison needs; `again` starts another, `most` places fit."""

    lang: Lang
    doc: str
    reading: Sequence[str]
    hrefs: Hrefs
    again: str
    most: int


class ComparisonExample(Link):
    """A pair worth comparing, and why."""

    why: str


class CompareChooseMessage(CompareMessageBase):
    """Pickers and example pairs, for who has not yet said what to compare.

    `readings` lead to the zones of which sources give several lists.
    """

    mode: Literal["choose"]
    places: Sequence[Adcode]
    beside: Sequence[Link]
    place_examples: Sequence[ComparisonExample]
    strategies: Sequence[str]
    strategy_examples: Sequence[ComparisonExample]
    documents: Sequence[Link]
    readings: Sequence[Link]


class ComparedPlace(TypedDict):
    """A place with its number of measures; `without` compares the others alone."""

    code: Adcode
    title: str
    n: int
    counties: Sequence[Adcode]
    without: str
    page: str


class ComparedGroup(TypedDict):
    """Measures shared by all, by some, or of one `place` only."""

    id: Literal["shared", "some", "only"]
    place: Adcode | None
    title: str
    rows: Sequence[ComparedRow]


class ComparedFigure(TypedDict):
    """A figure in words, or empty; `refused` is the number of the note that says why."""

    value: str
    refused: int | None


class ComparedFigureRow(TypedDict):
    """One indicator over the places; `note` is the number of its footnote."""

    label: str
    unit: str
    year: str
    weak: bool
    note: int | None
    cells: Sequence[ComparedFigure]


class FigureSource(TypedDict):
    """A source of figures as it is cited."""

    text: str
    url: str


class ComparedFigures(TypedDict):
    """Figures side by side; notes are numbered from one."""

    rows: Sequence[ComparedFigureRow]
    notes: Sequence[str]
    weak: bool
    sources: Sequence[FigureSource]


class ComparePlacesMessage(CompareMessageBase):
    """Places with their measures in groups, their zones and figures."""

    mode: Literal["places"]
    places: Sequence[ComparedPlace]
    note: str | None
    wide: int
    groups: Sequence[ComparedGroup]
    zones: Sequence[ZoneRow]
    figures: ComparedFigures


class ComparedStrategy(TypedDict):
    """One of two strategies: its measures, those that reach every county, and its counties."""

    id: str
    measures: int
    counties: int
    wide: int
    href: str


class CompareStrategiesMessage(CompareMessageBase):
    """Two strategies: where only one lands, where both do, and what serves both.

    `cell` is a pattern with `{code}`; `own` are the measures of each that do not serve both.
    """

    mode: Literal["strategies"]
    strategies: Sequence[ComparedStrategy]
    classes: Sequence[Classed]
    neither: int
    serving: Sequence[int]
    own: Sequence[Sequence[int]]
    zones: Sequence[CountedPair]
    cell: str
    footer: str


class ComparedDocument(TypedDict):
    """One of two; `measure` is a pattern with `{id}`, `own` what has no partner in the other."""

    id: str
    title: str
    measures: int
    counties: int
    named: str
    own: Sequence[int]
    measure: str


WordedPart = tuple[bool, str]
"""Words of a measure, and whether its partner has them as well."""


class MeasurePair(TypedDict):
    """Two measures that mean the same, `at` their places in their texts.

    `parts` are both wordings in the order of the documents; `added` are words of what the document
    that takes up says beyond the base, `left_out` of what only the base says; `why` they are one.
    """

    at: tuple[int, int]
    state: Literal["sharpened", "taken_up"]
    parts: Sequence[Sequence[WordedPart]]
    added: Sequence[str]
    left_out: Sequence[str]
    why: str


class PairMatrix(TypedDict):
    """Per strategy and prefecture how many pairs, and how many measures of either alone.

    An empty place stands for what reaches no single unit; `cell` is a pattern with `{strategy}` and
    `{place}`.
    """

    places: Sequence[Adcode]
    rows: Sequence[tuple[str, Sequence[tuple[int, int, int]]]]
    cell: str


class CompareDocumentsMessage(CompareMessageBase):
    """Two documents: pairs, what only one says, and where each one reaches.

    `base` is which of the two is taken up. `reachable` tells how much of it reaches the unit that
    the other is about, `within_reach` are these measures; `accuracy` tells how often pairs are
    right, and `method` is where that is shown. `by_meaning` is false where only equal wordings
    were paired.
    """

    mode: Literal["documents"]
    documents: Sequence[ComparedDocument]
    base: int
    pairs: Sequence[MeasurePair]
    by_meaning: bool
    accuracy: str
    reachable: str
    within_reach: Sequence[int]
    strategies: Sequence[CountedPair]
    matrix: PairMatrix
    classes: Sequence[Classed]
    neither: int
    method: str
    footer: str
