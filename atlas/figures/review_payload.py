"""What readers are told of a document's review: notes, what was rejected, how far it is."""

from __future__ import annotations

from collections.abc import Iterator

from typing_extensions import TypedDict

from atlas.contract.review import Rejected, ReviewTold
from atlas.holding import kept_on_it
from atlas.read_document import ReadDocument
from atlas.review import Reviewed, ReviewedMeasure, in_force, review


class Notes(TypedDict):
    """What reviewers noted of a measure, and the words it was made of where they are others."""

    comments: tuple[str, ...]
    was: list[str]


def review_of(document: ReadDocument) -> Reviewed:
    """The review of an own document, an empty one where nobody has said anything."""
    return document.reviewed or review(document.reading, (), document.catalogue)


def review_told(document: ReadDocument) -> ReviewTold | None:
    """How far the review has come; None for the built-in plan."""
    if document.rows:
        return None
    if document.reviewed is None:
        of = len(document.measures)
        return {"seq": 0, "reviewed": 0, "of": of, "last": None, "unfitting": []}
    reviewed = document.reviewed
    holding = in_force(reviewed.changes)
    done, of = reviewed.progress
    return {
        "seq": document.version,
        "reviewed": done,
        "of": of,
        "last": holding[-1].told() if holding else None,
        "unfitting": [{"change": x.change.told(), "why": x.why} for x in reviewed.unfitting],
    }


def notes_on(document: ReadDocument, index: int) -> Notes:
    """What is told of one measure beside its state."""
    one = _asking(document)[index] if document.reviewed else None
    if one is None:
        return {"comments": (), "was": []}
    was = [m.text for m in one.proposed if m.span != one.measure.span]
    return {"comments": one.comments, "was": was}


def rejected(document: ReadDocument) -> Iterator[Rejected]:
    """What reviewers found to be no measures, in the order of the text."""
    if document.reviewed is None:
        return
    for one in document.reviewed.measures:
        if one.state == "not_a_measure":
            measure = one.measure
            yield {
                "id": measure.id,
                "start": measure.span.start,
                "end": measure.span.end,
                "words": measure.text,
                "strategies": measure.strategies,
                "comments": one.comments,
            }


@kept_on_it()
def _asking(document: ReadDocument) -> tuple[ReviewedMeasure, ...]:
    assert document.reviewed is not None
    return tuple(one for one in document.reviewed.measures if one.measure.acts)
