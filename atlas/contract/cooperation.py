"""Ties beyond the province: what never changes about them, and what a query leaves of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import Both, EmptyState, Hrefs, ImageText, Point, Source
from atlas.model import Adcode, Basis, Lang

SpeakingMeasure = tuple[int, Literal["partner", "zone", "region"], str, bool]
"""A measure that speaks of a tie, how, in which words, and whether it borrows them."""
TieRow = tuple[int, Sequence[SpeakingMeasure], int]
"""A tie by its place in the asset's `ties`, what speaks of it, and measures left out."""


class Tie(TypedDict):
    """A tie from a place of ours to a partner; `at` is in units of `china.topo.json`."""

    home: Adcode
    zh: str
    en: str
    region: Both
    kind: str
    zone: str
    basis: Basis
    source: str
    note: Both
    at: Point


class TieLook(TypedDict):
    """How a kind is drawn: hues on light and dark paper, dash and width in pixels, symbol."""

    light: str
    dark: str
    dash: str
    width: float
    symbol: str


class CooperationAsset(TypedDict):
    """`/assets/<version>/cooperation.json`."""

    ties: Sequence[Tie]
    homes: Mapping[Adcode, Point]
    kinds: Mapping[str, TieLook]
    sources: Mapping[str, Source]


class CooperationHrefs(Hrefs):
    """`partners` is a pattern with `{code}`."""

    partners: str


class CooperationMessage(TypedDict):
    """Ties of the chosen places, and those of all; `counts` say what each kind alone would show."""

    lang: Lang
    doc: str
    own: Sequence[TieRow]
    common: Sequence[TieRow]
    counts: Mapping[str, int]
    kinds: Sequence[str]
    places: Sequence[Adcode]
    hrefs: CooperationHrefs
    image: ImageText
    footer: str
    empty: EmptyState | None
