"""What several messages share: patches, rows of measures, addresses, legends, texts.

A tuple is an array of a fixed length in JSON; `Sequence` is an array of any length.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from atlas.model import Adcode, Lang

MapLevel = Literal["county", "prefecture"]
Count = Literal["strategies", "sentences", "measures", "zones"]
Inherited = Literal["with", "without"]
Strength = Literal["strong", "weak", ""]
HowRead = Literal["list", "transcription", "excerpt", "count", "named", "derived", "unread", ""]
Confidence = Literal["high", "medium", "low", ""]

Params = Mapping[str, Sequence[str]]
"""Parameters of a query by name; those left out have their default."""
Patch = Mapping[str, Sequence[str]]
"""Parameters of the Query to change; those left out stay, an empty list clears."""
MeasureRow = tuple[int, Sequence[int]]
"""A measure by its place in the document's `measures`, and the `reasons` it is listed for."""
Span = tuple[int, int]
"""Start and end in characters of Unicode, the end left out."""
Point = tuple[float, float]
"""x and y in units of a drawing."""


class Both(TypedDict):
    """A text in both languages."""

    zh: str
    en: str


def in_both(said: Callable[[Lang], str]) -> Both:
    """A text as it is said in each language."""
    return {"zh": said("zh"), "en": said("en")}


class Ramp(TypedDict):
    """Colours from the lowest class to the highest, on light and on dark paper."""

    light: Sequence[str]
    dark: Sequence[str]


class Hrefs(TypedDict):
    """Patterns of addresses: `{code}` and `{id}` are filled in by the browser."""

    place: str
    map: str
    measure: str


# `class` is no name that a Python class body could give a field.
LegendEntry = TypedDict("LegendEntry", {"label": str, "n": int, "class": int})


class EmptyState(TypedDict):
    """Why nothing is left to show, and the next click."""

    title: str
    text: str
    action_label: str
    patch: Patch


class ImageText(TypedDict):
    """What a saved picture says of itself."""

    title: str
    subtitle: str
    footer: NotRequired[str]
    file: NotRequired[str]


class Source(TypedDict):
    """Where a fact comes from."""

    title: str
    publisher: str
    year: str
    url: str


class Link(TypedDict):
    """A text that leads somewhere."""

    text: str
    href: str


class StrategyLink(TypedDict):
    """A strategy, and the page it leads to."""

    strategy: str
    href: str


class Choice(TypedDict):
    """One way to have it, and the patch that asks for it."""

    id: str
    patch: Patch


class Classed(TypedDict):
    """Units of one class of a comparison's map: of the first, of the second, of both."""

    id: Literal["a", "b", "both"]
    codes: Sequence[Adcode]
