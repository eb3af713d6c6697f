"""How long what is kept stays: after its last use, as a draft, and after its keeper removed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from atlas.store.tables import DOCUMENTS, SHELVES


def utc_now() -> datetime:
    """The time as the tables hold it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a document stays after its last use, a draft after it was brought, what was removed.

    `undo` of nothing removes wholly at once.
    """

    keep: timedelta = timedelta(days=90)
    draft: timedelta = timedelta(minutes=120)
    undo: timedelta = timedelta(hours=24)
    now: Callable[[], datetime] = utc_now

    def lapsed(self) -> ColumnElement[bool]:
        """Which documents nobody used for too long, and which drafts nobody kept in time."""
        c, now = DOCUMENTS.c, self.now()
        late = or_(c.used < now - self.keep, and_(c.draft, c.kept < now - self.draft))
        return and_(c.deleted.is_(None), late)

    def gone(self) -> ColumnElement[bool]:
        """Which documents nobody can open any more, whatever still lies there."""
        return or_(DOCUMENTS.c.deleted.is_not(None), self.lapsed())

    def past_undo(self) -> ColumnElement[bool]:
        """Which documents were removed too long ago to be brought back; none where none was."""
        c = DOCUMENTS.c
        return and_(c.deleted.is_not(None), c.deleted <= self.now() - self.undo)

    def shelf_lapsed(self) -> ColumnElement[bool]:
        """Which shelves nobody used for too long."""
        return SHELVES.c.used < self.now() - self.keep
