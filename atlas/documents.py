"""Documents read once and held as tables: the built-in plan, and later the reader's own."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import pandas as pd

from atlas.catalogue import Catalogue, load_catalogue
from atlas.holding import Held, Left, Memo, Noted
from atlas.kept_record import kept_record
from atlas.link_codes import LinkCodes
from atlas.link_table import (
    Reason,
    find_other_reasons,
    find_reasons,
    link_table,
    sentence_places,
)
from atlas.model import Measure, Reading
from atlas.once import once
from atlas.plan import read_plan
from atlas.reading import Heading, issues_from_json, read_text
from atlas.reading.take_over import DamagedReading, take_over
from atlas.searched_texts import searched_texts
from atlas.store import (
    KeptDocument,
    RemovedDocument,
    StoreFault,
    UnknownDocument,
    document_store,
)
from atlas.tables.records import DocumentRow, PlanRow

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
ANSWERS: Final = 256
READERS_ANSWERS: Final = 8
BUILT_IN_UNDER: Final = 16
"""Answers of each kind kept on the built-in plan, and on a reader's document, whose are larger; and
choices of readings under which the built-in plan is kept."""


@dataclass(frozen=True, eq=False)
class ReadDocument:
    """A reading with its statements in both languages and its links as a table.

    `rows` are the plan's rows where the document is the built-in plan, else empty. `readings` are
    those of zones that are chosen instead of the default; `plain` is then the document without.
    `edition` counts what the keeper of a reader's document has said of it.
    """

    record: DocumentRow
    reading: Reading
    catalogue: Catalogue
    rows: tuple[PlanRow, ...] = ()
    readings: tuple[str, ...] = ()
    plain: ReadDocument | None = None
    edition: int = 0

    @once
    def memo(self) -> Memo:
        """What was made of it; the document stands in most of it, so the two go together."""
        return Memo(ANSWERS if self.rows and not self.plain else READERS_ANSWERS)

    def under(self, readings: tuple[str, ...]) -> ReadDocument:
        """The document with zones on the readings chosen: its links, and members in its catalogue.

        Reasons keep their numbers, so that what names one by its number holds on every reading.
        """
        plain = self.plain or self
        if readings == self.readings:
            return self
        if not readings:
            return plain

        def made() -> ReadDocument:
            catalogue = plain.catalogue.under(readings)
            return replace(plain, catalogue=catalogue, readings=readings, plain=plain)

        # The table of a reader's document may hold half a million rows.
        most = BUILT_IN_UNDER if self.rows else 1
        return plain.memo.find_or_make("under readings", readings, most, made)

    @once
    def measures(self) -> tuple[Measure, ...]:
        """Measures in the order of the text; what only describes is none."""
        return self.reading.asking

    @once
    def position(self) -> dict[str, int]:
        """Measure id → its place in the order of the text."""
        return {measure.id: i for i, measure in enumerate(self.measures)}

    @once
    def sentences(self) -> tuple[int, ...]:
        """Of each measure its sentence, by its place among those that hold any."""
        return sentence_places(self.measures)

    def statement(self, index: int, lang: str) -> str:
        """A measure's words in the reader's language; the original where none were written."""
        return self.rows[index].text_en if lang == "en" and self.rows else self.measures[index].text

    def theme(self, index: int) -> str:
        """Theme of a measure, empty where the document has none."""
        return self.rows[index].theme if self.rows else ""

    @once
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of every measure, in the order of the text.

        Where readings are chosen, those on every reading; `in_force` says which hold.
        """
        if self.plain:
            return self.plain.every_reason
        return find_reasons(self.reading, self.catalogue)

    @once
    def every_reason(self) -> tuple[Reason, ...]:
        """The reasons on the defaults of zones, then those on their other readings."""
        if self.plain:
            return self.plain.every_reason
        return (*self.reasons, *find_other_reasons(self.reasons, self.catalogue))

    @once
    def in_force(self) -> Sequence[int]:
        """Numbers of the reasons that hold on the readings chosen, in the order of the text."""
        if not self.plain:
            return range(len(self.reasons))
        instead = {reading.partition(":")[0] for reading in self.readings}
        holding = [
            i
            for i, reason in enumerate(self.reasons)
            if (reason.reading in self.readings if reason.reading else reason.zone not in instead)
        ]
        return sorted(holding, key=lambda i: (self.reasons[i].measure, i))

    @once
    def links(self) -> pd.DataFrame:
        """One row per reason and county-level unit it comes to, all that `Query.apply` looks at.

        Columns: m (measure's place in the text), sentence (its sentence's place there), reason
        (index into `reasons`), county, prefecture, province and place (adcodes; the first two are
        empty for a province-wide reason), relation, precision (at which level the county is
        meant), precision_prefecture (at which level its prefecture is: a list of some of its
        counties is its own), zone, basis,
        theme, primary (strategy), text (what a search looks through), inherited, and one boolean
        column per strategy.
        """
        themes = [self.theme(i) for i in range(len(self.measures))]
        return link_table(
            [self.reasons[i] for i in self.in_force],
            self.measures,
            themes,
            searched_texts(self.plain or self),
            self.catalogue,
            numbers=self.in_force,
        )

    @once
    def codes(self) -> LinkCodes:
        """The link table as whole numbers."""
        return LinkCodes(self.links)


def is_built_in(document_id: str) -> bool:
    """Whether a document comes with the data, and so is nobody's to remove."""
    return document_id in load_catalogue().documents


def open_document(document_id: str) -> ReadDocument:
    """A document by its id: the built-in plan, or one a reader keeps.

    Whether a reader's document still stands, and as what, is asked of the store each time: another
    process may have removed it or given it another title. Raises `UnknownDocument`,
    `RemovedDocument` or `StoreFault`.
    """
    if is_built_in(document_id):
        return _open_built_in(document_id)
    held = _KEPT.find(document_id)
    if held is not None and document_store().edition(document_id) != held.edition:
        _KEPT.drop([document_id])
    document = _KEPT.get(document_id)
    _USED.note(document_id)
    return document


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
