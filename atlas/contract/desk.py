"""What the reading desk answers: lines of JSON while a document is read, and problem details."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired, final

from typing_extensions import TypedDict

from atlas.contract.common import Both
from atlas.contract.review import ChangeTold


@final
class WaitingLine(TypedDict):
    """How many documents stand before this one."""

    stage: Literal["waiting"]
    before: int


@final
class StageLine(TypedDict):
    """What is done with the document; `part` is from 0 to 1, where it is known."""

    stage: Literal["reading", "linking"]
    part: NotRequired[float]


@final
class KeptLine(TypedDict):
    """The last line of a document that is kept: its id and the key that removes it.

    A document that was kept before is told without `measures` and `start`.
    """

    id: str
    key: str
    encoding: str
    measures: NotRequired[int]
    start: NotRequired[str]


@final
class ProblemLine(TypedDict):
    """The last line of a document that is not kept: why, and what to do."""

    problem: Both


DeskLine = WaitingLine | StageLine | KeptLine | ProblemLine
"""One line of what `POST /api/v1/documents` answers."""


class FoundText(TypedDict):
    """What a document comes to.

    `headings` are ranges of the text with their ranks, `issues` what of the file is not in it, as
    JSON.
    """

    title: str
    encoding: str
    sha256: str
    text: str
    headings: Sequence[tuple[int, int, int]]
    issues: str
    measures: int
    start: str


@final
class FoundLine(TypedDict):
    """What the worker says last of a document that it has read; it never leaves the server."""

    found: FoundText


WorkerLine = StageLine | FoundLine | ProblemLine


class DeskProblem(TypedDict):
    """Problem details (RFC 9457) of a request that is not taken, in both languages."""

    type: Literal["about:blank"]
    status: int
    title: str
    detail: Both


@final
class KeptChange(TypedDict):
    """A change that was kept, and its number, on which the next one builds."""

    id: str
    seq: int


@final
class BroughtReview(TypedDict):
    """What of a review's file was new to the document, and what was there before."""

    added: int
    known: int


class ChangeConflict(DeskProblem):
    """Problem details of a change that others came before: `since` is what, `head` its number."""

    head: int
    since: Sequence[ChangeTold]


class ProblemDetails(TypedDict):
    """Problem details (RFC 9457) of the API, in the reader's language; it may have more members."""

    type: str
    title: str
    status: int
    detail: str


@final
class DetailsAsked(TypedDict):
    """What the keeper of a document says of it, as `atlas.store.Details` has it.

    `revision` is the one that the keeper has seen.
    """

    title: str
    source: str
    dated: str
    place: str
    licence: str
    listed: bool
    revision: int


@final
class AboutDocument(TypedDict):
    """What whoever holds a document's key may know of it.

    `measures` is null where it cannot be opened; `changes` are those made to its reading, `shelves`
    how many hold it. `hours` is how long it can still be brought back, where it was removed;
    `undo_hours` how long it could be, if it were removed now, and `listing` whether whoever asks
    may have it listed.
    """

    id: str
    details: DetailsAsked
    measures: int | None
    changes: int
    shelves: int
    draft: bool
    hours: int | None
    undo_hours: int
    listing: bool


@final
class ListedDocument(TypedDict):
    """A document that its keeper has listed; `kept` is a date, `place` a name or empty."""

    id: str
    title: str
    source: str
    dated: str
    place: Both
    licence: str
    kept: str


@final
class ListedPage(TypedDict):
    """A page of the list, the newest first; `next` is where the next one begins, else empty."""

    documents: Sequence[ListedDocument]
    next: str
