"""How long what is kept stays: after its last use, and as a draft that nobody has said to keep."""

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
    """How long a document stays after its last use, and a draft after it was brought."""

    keep: timedelta = timedelta(days=90)
    draft: timedelta = timedelta(minutes=120)
    now: Callable[[], datetime] = utc_now

    def lapsed(self) -> ColumnElement[bool]:
        """Which documents nobody used for too long, and which drafts nobody kept in time."""
        c, now = DOCUMENTS.c, self.now()
        return or_(c.used < now - self.keep, and_(c.draft, c.kept < now - self.draft))

    def shelf_lapsed(self) -> ColumnElement[bool]:
        """Which shelves nobody used for too long."""
        return SHELVES.c.used < self.now() - self.keep
