"""The list of measures, and a document to be read with its map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from typing_extensions import TypedDict

from atlas.contract.common import EmptyState, Hrefs, Link, MeasureRow
from atlas.contract.map import DrawnClasses
from atlas.model import Adcode, Lang

OutlineRow = tuple[str, int, int, int]
"""A section: its heading, empty before the first, start and end, and its number of measures."""


class MeasuresMessage(TypedDict):
    """Measures in the plan's order."""

    lang: Lang
    doc: str
    rows: Sequence[MeasureRow]
    terms: Sequence[str]
    active: str | None
    reading: Sequence[str]
    hrefs: Hrefs
    empty: EmptyState | None


class DeskTerms(TypedDict):
    """What the host does with readers' documents: whose are kept, where, and how long.

    `saving` is what the host has chosen, `kept` whether on a disk, `minutes` how long one
    stays that its reader has not kept; `listing` whether there is a list of those that their
    keepers have listed.
    """

    saving: Literal["off", "session", "signed-in", "anyone"]
    kept: bool
    days: int
    minutes: int
    listing: bool


class ReadMessage(TypedDict):
    """What stands beside a text; the text itself is the document's asset.

    `taking_up` leads from a reader's document to what of the built-in one it takes up.
    """

    lang: Lang
    doc: str
    reading: Sequence[str]
    built_in: bool
    built_in_href: str
    taking_up: Link | None
    title: str
    desk: DeskTerms
    encoding: str
    outline: Sequence[OutlineRow]
    rows: Sequence[MeasureRow]
    map: DrawnClasses
    selected: Sequence[Adcode]
    active: str | None
    hrefs: Hrefs
    footer: str
