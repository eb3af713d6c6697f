"""`/assets/<version>/documents/<id>.json`: a document's text, measures, mentions and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from atlas.contract.common import Both, Span
from atlas.contract.review import MeasureState, Rejected, ReviewTold
from atlas.model import Adcode, Basis, FieldKind, MentionKind, Precision, Relation


class Field(TypedDict):
    """Words of the text on a measure's carrying out; `value` and `unit` as `atlas.model.Field`."""

    kind: FieldKind
    start: int
    words: str
    value: str | int | float | None
    unit: str


class Measure(TypedDict):
    """A measure; `source` is the paragraph and the sentence it restates, where it restates one.

    `sentence` is the place of its own sentence among those of the document that hold a measure.
    `tags` are strategies with the terms that speak for them, `reasons` places in the document's.
    `comments` are what reviewers noted, `was` the words of the engine's measures that it was made
    of, where they are others.
    """

    id: str
    zh: str
    en: str
    theme: str
    section: str
    start: int
    end: int
    sentence: int
    source: Span | None
    strategies: Sequence[str]
    tags: Sequence[tuple[str, Sequence[str]]]
    fields: Sequence[Field]
    reasons: Sequence[int]
    state: MeasureState
    comments: Sequence[str]
    was: Sequence[str]


class Mention(TypedDict):
    """A range of the text that names something, and the ids it stands for.

    `caution` says which other readings of the words it was preferred over, and why.
    """

    start: int
    end: int
    surface: str
    kind: MentionKind
    targets: Sequence[str]
    basis: Basis
    rule: str
    caution: NotRequired[Both]


class Reason(TypedDict):
    """The links of one measure that stand on the same mention, zone and basis.

    `places` are the units as named or listed, `counties` the county-level units with a polygon
    that they come to. `precision` is that of `places`: a county that is none of them is reached
    through its prefecture. `reading` is that of the zone it stands on, as an address has it, empty
    for the default: reasons on every reading are held, and the query says which hold. `partner` is
    the city outside that the one place is paired with, in Chinese and in English.
    """

    measure: int
    relation: Relation
    precision: Precision
    zone: str | None
    basis: Basis
    mention: Span | None
    surface: str
    inherited: bool
    rule: str
    places: Sequence[Adcode]
    counties: Sequence[Adcode]
    reading: str
    partner: tuple[str, str] | None


class DocumentIssue(TypedDict):
    """What could not be read or linked, said to the reader."""

    type: str
    value: str
    message: Both
    start: int | None


PairRow = tuple[Adcode, str, str, Basis, str]
"""A prefecture, its partner's names in Chinese and English, how sure that is, and the
source that says so."""


class Pairing(TypedDict):
    """Measures that speak of a pairing of provinces, and the pairs of cities that carry it."""

    measures: Sequence[int]
    pairs: Sequence[PairRow]


class DocumentAsset(TypedDict):
    """One document; offsets count its `text` in characters of Unicode.

    `statements` are where it only tells of something: background, which is never counted.
    `rejected` are what reviewers found to be no measures, `review` how far they have come; None for
    what is nobody's to review.
    """

    id: str
    title: Both
    text: str
    measures: Sequence[Measure]
    statements: Sequence[Span]
    mentions: Sequence[Mention]
    reasons: Sequence[Reason]
    issues: Sequence[DocumentIssue]
    rejected: Sequence[Rejected]
    review: ReviewTold | None
    pairings: Sequence[Pairing]
