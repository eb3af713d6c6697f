"""Documents read once and held as tables: the built-in plan, and later the reader's own."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from functools import cache
from typing import Final

from atlas.catalogue import Catalogue, load_catalogue
from atlas.holding import Held, Left, Noted
from atlas.kept_record import kept_record
from atlas.model import Reading
from atlas.plan import read_plan

# Handed on by this name: who opens a document finds its type in one place.
from atlas.read_document import ReadDocument as ReadDocument  # noqa: PLC0414
from atlas.reading import Heading, issues_from_json, read_text
from atlas.reading.take_over import DamagedReading, take_over
from atlas.review import review
from atlas.reviews import kept_changes, last_change
from atlas.store import (
    KeptDocument,
    RemovedDocument,
    StoreFault,
    UnknownDocument,
    document_store,
)

HELD_CHARACTERS: Final = 1_500_000
"""Characters of readers' documents held open, all together.

A character of the densest text takes some 350 bytes, once its pages have been looked at.
"""
TABLES: Final = 20_000
"""Characters that the tables of a document weigh as much as, however short it is."""
LEFT_BYTES: Final = 12_000_000
"""Bytes of readings held that the desk has left: five of the densest documents."""
LEFT_SECONDS: Final = 600
"""How long such a reading waits for the reader who brought the document to open it."""


def is_built_in(document_id: str) -> bool:
    """Whether a document comes with the data, and so is nobody's to remove."""
    return document_id in load_catalogue().documents


def open_document(document_id: str, upto: int | None = None) -> ReadDocument:
    """A document by its id: the built-in plan, or one a reader keeps, as it was reviewed.

    Whether a reader's document still stands, as what, and what was said of it, is asked of the
    store each time: another process may have removed or changed it. `upto` is the number of the
    change after which it is wanted, the last one where it is None. Raises `UnknownDocument`,
    `RemovedDocument` or `StoreFault`.
    """
    if is_built_in(document_id):
        return _open_built_in(document_id)
    held = _KEPT.find(document_id)
    if held is not None and document_store().edition(document_id) != held.edition:
        _KEPT.drop([document_id])
    document = _KEPT.get(document_id)
    _USED.note(document_id)
    last = last_change(document_id)
    return _reviewed(document, last if upto is None else min(upto, last))


def open_as_asked(name: str) -> ReadDocument:
    """A document as the browser asks for it, by `ReadDocument.asset`."""
    document_id, _, upto = name.partition("~")
    return open_document(document_id, int(upto) if _NUMBER.fullmatch(upto) else None)


def _reviewed(document: ReadDocument, upto: int) -> ReadDocument:
    """A document as it was read, with the changes up to a number laid over it."""
    if not upto:
        return document

    def made() -> ReadDocument:
        changes = kept_changes(document.record.id, upto)
        reviewed = review(document.reading, changes, document.catalogue)
        return replace(document, reading=reviewed.reading, reviewed=reviewed, version=upto)

    # What a reader's page still asks for after a change, and what it was just changed into.
    return document.memo.find_or_make("reviewed", upto, 2, made)


@cache
def _open_built_in(document_id: str) -> ReadDocument:
    catalogue = load_catalogue()
    record = catalogue.documents[document_id]
    return ReadDocument(record, read_plan(catalogue), catalogue, tuple(catalogue.plan))


def _open_kept(document_id: str) -> ReadDocument:
    """A reader's document: as the desk has just read it, else read again from its text."""
    kept = document_store().open(document_id)
    catalogue = load_catalogue()
    reading = _taken_over(kept, catalogue) or read_text(
        kept.text,
        catalogue,
        title=kept.title,
        document_id=kept.id,
        encoding=kept.encoding,
        sha256=kept.sha256,
        headings=[Heading(*row) for row in json.loads(kept.headings)],
        file_issues=issues_from_json(kept.issues),
    )
    # Reading takes seconds, in which it may have been removed.
    standing = _standing(document_id)
    if standing != "kept":
        raise (RemovedDocument if standing == "removed" else UnknownDocument)(document_id)
    return ReadDocument(kept_record(kept, catalogue), reading, catalogue, edition=kept.revision)


def _taken_over(kept: KeptDocument, catalogue: Catalogue) -> Reading | None:
    """The reading that the desk left of a document; None where there is none that can be used."""
    left = _LEFT.take(kept.id)
    if left is None:
        return None
    try:
        reading = take_over(left, catalogue, document_id=kept.id)
        found = reading.document
        if (found.sha256, found.title) != (kept.sha256, kept.title):
            raise DamagedReading("it is of another document")
    except DamagedReading as damage:
        _log.warning("a document is read again, what was read of it cannot be used: %s", damage)
        return None
    return reading


def leave_reading(document_id: str, reading: bytes) -> None:
    """Leave what `hand_over` made of a document for whoever opens it first, and soon."""
    if reading:
        _LEFT.leave(document_id, reading)


def _standing(document_id: str) -> str:
    return document_store().standing([document_id])[document_id]


_KEPT: Final = Held(
    _open_kept,
    weigh=lambda document: len(document.reading.document.text) + TABLES,
    most=HELD_CHARACTERS,
    # What was made of a document refers to it: neither would go before the collector comes round.
    let_go=lambda document: document.memo.clear(),
)
_LEFT: Final = Left(most=LEFT_BYTES, seconds=LEFT_SECONDS)
_USED: Final = Noted()
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_log: Final = logging.getLogger(__name__)


def drop_removed() -> None:
    """Let go of what is held of documents that no longer stand, whoever removed them."""
    standing = document_store().standing([*_KEPT.names(), *_LEFT.names()])
    gone = [name for name, stands in standing.items() if stands != "kept"]
    _KEPT.drop(gone)
    _LEFT.drop(gone)


def note_used() -> None:
    """Tell the store which documents were used since this was last called."""
    used = _USED.take()
    try:
        document_store().note_use(used)
    except StoreFault:
        _USED.note(*used)
        raise


def drop_document(document_id: str) -> None:
    """Let go of what is held of one document, which was removed."""
    _KEPT.drop([document_id])
    _LEFT.drop([document_id])


def forget_kept() -> None:
    """Let go of every reader's document that is held."""
    _KEPT.drop(_KEPT.names())
    _LEFT.drop(_LEFT.names())
