"""What is gone for good: its rows with all that belongs to them, and a tombstone in their place."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal, select

from atlas.store.faults import Why
from atlas.store.lifetime import Lifetime
from atlas.store.shelves import bury_shelves
from atlas.store.tables import CHANGES, DOCUMENTS, REMOVED

KNOWN_REMOVED: Final = timedelta(days=730)
"""How long it is known that a document was removed; after that it was never here."""


def bury(connection: Connection, which: ColumnElement[bool], why: Why, lifetime: Lifetime) -> int:
    """Put tombstones in the place of documents, of which nothing else remains; how many."""
    c = DOCUMENTS.c
    since = func.coalesce(c.deleted, literal(lifetime.now(), REMOVED.c.at.type))
    rows = select(c.id, since, literal(why), c.key_hash)
    connection.execute(
        insert(REMOVED).from_select(["id", "at", "why", "key_hash"], rows.where(which))
    )
    # Before what they belong to, which says which they are.
    theirs = CHANGES.c.document_id.in_(select(c.id).where(which))
    connection.execute(delete(CHANGES).where(theirs))
    return connection.execute(delete(DOCUMENTS).where(which)).rowcount


def expire(connection: Connection, lifetime: Lifetime) -> int:
    """Bury what was removed and can be brought back no more, and what nobody used or kept."""
    lapsed, draft = lifetime.lapsed(), DOCUMENTS.c.draft
    removed = bury(connection, lifetime.past_undo(), "removed", lifetime)
    unkept = bury(connection, and_(draft, lapsed), "unkept", lifetime)
    return removed + unkept + bury(connection, and_(~draft, lapsed), "expired", lifetime)


def clear(connection: Connection, lifetime: Lifetime) -> int:
    """All that housekeeping removes, with what was known of the long removed; how many things."""
    gone = expire(connection, lifetime)
    gone += bury_shelves(connection, lifetime.shelf_lapsed(), "expired", lifetime)
    # A server of an earlier version knows no changes, and leaves those of what it buries.
    kept = select(DOCUMENTS.c.id).where(DOCUMENTS.c.id == CHANGES.c.document_id)
    connection.execute(delete(CHANGES).where(~kept.exists()))
    connection.execute(delete(REMOVED).where(REMOVED.c.at < lifetime.now() - KNOWN_REMOVED))
    return gone
