"""What a person says of a document's measures, as it is sent, stored and written into a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from atlas.model import MeasureId, StrategyId

ChangeKind = Literal[
    "confirm",
    "not_a_measure",
    "measure",
    "split",
    "merge",
    "strategies",
    "add_place",
    "remove_place",
    "add_zone",
    "remove_zone",
    "resolve",
    "comment",
    "undo",
]
"""`measure` says that what the engine took for a statement asks for something; `resolve` what a
name stands for in the whole document."""
MeasureState = Literal["proposed", "confirmed", "changed", "added", "not_a_measure"]
"""`proposed` is as the engine read it; `added` what it took for a statement, or not at all."""
WhyUnfitting = Literal["passage", "cut", "neighbours", "unknown", "name", "undone", "too_long"]


class PassageTold(TypedDict):
    """Words of the text and where they stood, in characters of Unicode."""

    start: int
    end: int
    words: str


ChangePayload = Mapping[str, str | int | Sequence[str] | PassageTold]
"""What a change says, by its kind; see `ChangeAsked`."""


class ChangeAsked(TypedDict):
    """A change as its author sends it; what the payload holds goes by the kind.

    split: `at`, characters from the start of the passage; merge: `next`, the passage after it;
    strategies: `strategies`, the primary one first; add_place, remove_place: `place`; add_zone,
    remove_zone: `zone`; resolve: `surface` and `place`, empty where the name stands for no place;
    comment: `text`; undo: `change`, the id of the one taken back. The others hold nothing.
    """

    kind: ChangeKind
    target: NotRequired[PassageTold | None]
    payload: NotRequired[ChangePayload]
    who: NotRequired[str | None]
    why: NotRequired[str]


class ChangeTold(TypedDict):
    """A change as it is kept: `seq` counts from 1 in its document, `at` is a time in UTC."""

    id: str
    seq: int
    kind: ChangeKind
    at: str
    who: str | None
    target: PassageTold | None
    payload: ChangePayload
    why: str


class ReviewedDocument(TypedDict):
    """Which text a review is of: its id where it was made, and hashes of its file and its text."""

    id: str
    title: str
    sha256: str
    text_sha256: str


class ReviewFile(TypedDict):
    """A review as one file."""

    schema: Literal["atlas-review"]
    version: Literal[1]
    document: ReviewedDocument
    changes: Sequence[ChangeTold]


class Rejected(TypedDict):
    """What the engine proposed as a measure and a reviewer found to be none."""

    id: MeasureId
    start: int
    end: int
    words: str
    strategies: Sequence[StrategyId]
    comments: Sequence[str]


class UnfittingChange(TypedDict):
    """A change that fits nowhere in the text as it is read now, with the reason."""

    change: ChangeTold
    why: WhyUnfitting


class ReviewTold(TypedDict):
    """How far the review of a document has come.

    `seq` is the number of the last change, on which the next one builds; `last` is the last change
    in force, which an undo takes back.
    """

    seq: int
    reviewed: int
    of: int
    last: ChangeTold | None
    unfitting: Sequence[UnfittingChange]
