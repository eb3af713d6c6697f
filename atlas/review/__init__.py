"""What people say of a document's measures, laid over what the engine read of it.

A review is a row of changes, each with the words it is about. `review` applies them to a reading:
the engine's proposal stays beside the reviewed state, and what fits nowhere any more is listed.
"""

from atlas.review.changes import BadChange, Change, Passage, change_asked, change_kept, in_force
from atlas.review.edits import BY_REVIEWER
from atlas.review.labels import labelled_sentences
from atlas.review.review_file import BadReviewFile, review_changes, review_file
from atlas.review.reviewed import Reviewed, ReviewedMeasure, Unfitting, review
from atlas.review.told import reviewed_contract

__all__ = [
    "BY_REVIEWER",
    "BadChange",
    "BadReviewFile",
    "Change",
    "Passage",
    "Reviewed",
    "ReviewedMeasure",
    "Unfitting",
    "change_asked",
    "change_kept",
    "in_force",
    "labelled_sentences",
    "review",
    "review_changes",
    "review_file",
    "reviewed_contract",
]
