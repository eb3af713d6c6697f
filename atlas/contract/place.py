"""A place's page, or the choice of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import EmptyState, Hrefs, MeasureRow, Strength
from atlas.model import Adcode, Basis, Lang, Precision, Relation

PlaceZone = tuple[str, Basis, int | None]
"""A zone's id, how sure the list is, and how many counties of a prefecture it lists, where it
does not list the prefecture itself."""


class PlaceMessageBase(TypedDict):
    """What both forms of the page have."""

    lang: Lang
    doc: str
    reading: Sequence[str]
    hrefs: Hrefs


class PlaceChooserMessage(PlaceMessageBase):
    """No place is chosen yet."""

    chooser: Literal[True]
    prefectures: Sequence[Adcode]


class PlaceGroup(TypedDict):
    """Measures that mean the place in one way; of those that mean it itself, by one relation."""

    precision: Precision
    relation: Relation
    rows: Sequence[MeasureRow]


class PlaceFigure(TypedDict):
    """A figure in words; `source` is a key of `cited`, `compare` names larger units beside it."""

    label: str
    value: str
    unit: str
    year: str
    strength: Strength
    caveat: str
    source: str
    compare: Sequence[tuple[str, str]]
    href: str


class Cited(TypedDict):
    """A source as it is cited under figures."""

    title: str
    url: str


class PlaceMessage(PlaceMessageBase):
    """A place with what reaches it, its zones, surroundings and figures."""

    place: Adcode
    groups: Sequence[PlaceGroup]
    province: Sequence[int]
    zones: Sequence[PlaceZone]
    neighbours: Sequence[Adcode]
    children: Sequence[Adcode]
    figures: Sequence[PlaceFigure]
    cited: Mapping[str, Cited]
    empty: EmptyState | None
