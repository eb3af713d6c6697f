"""A review as one file, and what of such a file can be taken over by the same text elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from atlas.contract.review import ReviewFile
from atlas.language import say
from atlas.model import Document, Lang
from atlas.review.changes import BadChange, Change, change_kept

SCHEMA: Final = "atlas-review"
VERSION: Final = 1
LARGEST: Final = 5_000_000
"""Bytes of a review that is taken, some ten thousand changes."""
MOST: Final = 10_000
"""Changes of one document."""


class BadReviewFile(ValueError):
    """A file that is no review, or of another text; `key` is of `atlas/words/review.json`."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Lang) -> str:
        """What is the matter, and what to do."""
        return say(f"review.{self.key}", lang, **self.values)


def review_file(document: Document, changes: Sequence[Change]) -> ReviewFile:
    """A document's changes with what tells its text from others."""
    return {
        "schema": "atlas-review",
        "version": 1,
        "document": {
            "id": document.id,
            "title": document.title,
            "sha256": document.sha256,
            "text_sha256": _hash(document.text),
        },
        "changes": [change.told() for change in changes],
    }


def review_changes(data: bytes, document: Document) -> tuple[Change, ...]:
    """The changes of a file, with their ids; raises `BadReviewFile`.

    It is of this text where the file it was read from, or the text itself, is the same.
    """
    if len(data) > LARGEST:
        raise BadReviewFile("file_too_large", limit=LARGEST // 1_000_000)
    told = _object(data)
    if told.get("schema") != SCHEMA:
        raise BadReviewFile("file_not_a_review")
    if told.get("version") != VERSION:
        raise BadReviewFile("file_version", version=VERSION)
    of, rows = told.get("document"), told.get("changes")
    if not isinstance(of, Mapping) or not isinstance(rows, list):
        raise BadReviewFile("file_not_a_review")
    if len(rows) > MOST:
        raise BadReviewFile("file_too_many", limit=MOST)
    same = (of.get("sha256"), of.get("text_sha256"))
    if document.sha256 != same[0] and _hash(document.text) != same[1]:
        raise BadReviewFile("file_other_text")
    changes: list[Change] = []
    for n, row in enumerate(rows, 1):
        try:
            changes.append(change_kept(row))
        except BadChange:
            raise BadReviewFile("file_bad_change", number=n) from None
    if len({change.id for change in changes}) < len(changes):
        raise BadReviewFile("file_not_a_review")
    return tuple(changes)


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadReviewFile("file_not_a_review") from None
    if not isinstance(told, Mapping):
        raise BadReviewFile("file_not_a_review")
    return told


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
