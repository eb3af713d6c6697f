"""Shelves: documents in an order, under a title, with a link to read and a key to edit."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, literal, select, update

from atlas.store.access import check_key, hash_key, owner, tombstone
from atlas.store.faults import Conflict, KeyUsed, RemovedShelf, UnknownShelf, Why, WrongKey
from atlas.store.lifetime import Lifetime
from atlas.store.opening import Door, alone
from atlas.store.quota import Quota
from atlas.store.record import without_unstorable
from atlas.store.tables import REMOVED, SHELF_DOCUMENTS, SHELVES

SHELF_ID: Final = re.compile(r"s-[0-9a-f]{32}")
_STANDS_ON_ONE: Final = re.compile(r"[a-z][a-z0-9\-]{0,39}")
"""Ids of documents, the built-in ones too."""
MOST_ON_ONE: Final = 1_000
LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents by their ids, in the order they stand in; `revision` counts its edits."""

    id: str
    title: str
    documents: tuple[str, ...]
    revision: int
    made: datetime


class Shelves:
    """The shelves of one store."""

    def __init__(self, door: Door, quota: Quota, lifetime: Lifetime) -> None:
        self._door = door
        self._quota = quota
        self._lifetime = lifetime

    def make(self, title: str, documents: Sequence[str], *, key: str, client: str = "") -> Shelf:
        """A new shelf, under a random id; repeated with its key it is the one made before.

        Raises `ValueError` for a key, title or ids that are none, `KeyUsed` for the key of a
        removed shelf, and `QuotaFull`.
        """
        check_key(key)
        title, ids = _title(title), _ids(documents)
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            mine = SHELVES.c.key_hash == hash_key(key)
            if held := connection.execute(select(SHELVES).where(mine)).one_or_none():
                return _shelf(connection, held)
            if tombstone(connection, REMOVED.c.key_hash == hash_key(key)):
                raise KeyUsed("something removed was kept under this key")
            by = owner(connection, client)
            self._quota.check(connection, _size(title, ids), by)
            now = self._lifetime.now()
            shelf = Shelf(f"s-{secrets.token_hex(16)}", title, ids, 1, now)
            connection.execute(
                insert(SHELVES).values(
                    id=shelf.id,
                    client=by,
                    size=_size(title, ids),
                    made=now,
                    used=now,
                    key_hash=hash_key(key),
                    revision=1,
                    title=title,
                )
            )
            _put(connection, shelf.id, ids)
        return shelf

    def open(self, shelf_id: str) -> Shelf:
        """A shelf by its id; raises `UnknownShelf` or `RemovedShelf`."""
        with self._door.transaction() as connection:
            return _shelf(connection, self._row(connection, shelf_id))

    def edit(
        self,
        shelf_id: str,
        *,
        key: str,
        base: int,
        title: str | None = None,
        documents: Sequence[str] | None = None,
    ) -> Shelf:
        """Give a shelf another title or other documents; what is None stays.

        `base` is the revision that the editor has seen: `Conflict` where it is not the last, unless
        the shelf already is as it is to be. Raises `WrongKey`, and as `open` and `make` do.
        """
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            row = self._row(connection, shelf_id, key=key)
            held = _shelf(connection, row)
            now_title = held.title if title is None else _title(title)
            ids = held.documents if documents is None else _ids(documents)
            if (now_title, ids) == (held.title, held.documents):
                return held
            if base != held.revision:
                raise Conflict(held.revision)
            grown = max(0, _size(now_title, ids) - row.size)
            self._quota.check(connection, grown, row.client, things=0)
            connection.execute(
                update(SHELVES)
                .where(SHELVES.c.id == shelf_id)
                .values(title=now_title, size=_size(now_title, ids), revision=held.revision + 1)
            )
            connection.execute(
                delete(SHELF_DOCUMENTS).where(SHELF_DOCUMENTS.c.shelf_id == shelf_id)
            )
            _put(connection, shelf_id, ids)
            return Shelf(shelf_id, now_title, ids, held.revision + 1, held.made)

    def remove(self, shelf_id: str, key: str) -> None:
        """Remove a shelf, not what stands on it; of one that its key removed it does nothing.

        Raises `WrongKey` and `UnknownShelf`.
        """
        gone = (REMOVED.c.id == shelf_id) & (REMOVED.c.key_hash == hash_key(key))
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            if SHELF_ID.fullmatch(shelf_id) and tombstone(connection, gone):
                return
            self._row(connection, shelf_id, key=key)
            bury_shelves(connection, SHELVES.c.id == shelf_id, "removed", self._lifetime)

    def holding(self, document_id: str) -> int:
        """How many shelves a document stands on; whose they are is nobody's to know."""
        c = SHELF_DOCUMENTS.c
        found = select(func.count(c.shelf_id.distinct())).where(c.document_id == document_id)
        with self._door.transaction() as connection:
            return connection.execute(found).scalar_one()

    def note_use(self, ids: Sequence[str]) -> None:
        """Note that shelves were used by now; housekeeping's, never part of a request."""
        asked = [i for i in dict.fromkeys(ids) if SHELF_ID.fullmatch(i)]
        used = update(SHELVES).where(SHELVES.c.id.in_(asked), ~self._lifetime.shelf_lapsed())
        if asked:
            with self._door.transaction(writes=True) as connection:
                connection.execute(used.values(used=self._lifetime.now()))

    def _row(self, connection: Connection, shelf_id: str, key: str | None = None) -> Row[Any]:
        if not SHELF_ID.fullmatch(shelf_id):
            raise UnknownShelf(shelf_id)
        lapsed = self._lifetime.shelf_lapsed().label("lapsed")
        row = connection.execute(
            select(SHELVES, lapsed).where(SHELVES.c.id == shelf_id)
        ).one_or_none()
        if row is None:
            why = tombstone(connection, REMOVED.c.id == shelf_id)
            raise RemovedShelf(shelf_id, why) if why else UnknownShelf(shelf_id)
        if row.lapsed:
            raise RemovedShelf(shelf_id, "expired")
        if key is not None and not hmac.compare_digest(row.key_hash, hash_key(key)):
            raise WrongKey
        return row


def bury_shelves(
    connection: Connection, which: ColumnElement[bool], why: Why, lifetime: Lifetime
) -> int:
    """Put tombstones in the place of shelves; how many."""
    c = SHELVES.c
    rows = select(c.id, literal(lifetime.now(), REMOVED.c.at.type), literal(why), c.key_hash)
    connection.execute(
        insert(REMOVED).from_select(["id", "at", "why", "key_hash"], rows.where(which))
    )
    stood = SHELF_DOCUMENTS.c.shelf_id.in_(select(c.id).where(which))
    connection.execute(delete(SHELF_DOCUMENTS).where(stood))
    return connection.execute(delete(SHELVES).where(which)).rowcount


def _shelf(connection: Connection, row: Row[Any]) -> Shelf:
    c = SHELF_DOCUMENTS.c
    ids = select(c.document_id).where(c.shelf_id == row.id).order_by(c.position)
    return Shelf(
        row.id, row.title, tuple(connection.execute(ids).scalars()), row.revision, row.made
    )


def _put(connection: Connection, shelf_id: str, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(
            insert(SHELF_DOCUMENTS),
            [
                {"shelf_id": shelf_id, "position": position, "document_id": document_id}
                for position, document_id in enumerate(ids)
            ],
        )


def _title(title: str) -> str:
    title = without_unstorable(title).strip()
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(f"a shelf's title has 1 to {LONGEST_TITLE} characters")
    return title


def _ids(documents: Sequence[str]) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(documents))
    if len(ids) > MOST_ON_ONE or not all(_STANDS_ON_ONE.fullmatch(one) for one in ids):
        raise ValueError(f"a shelf holds {MOST_ON_ONE} documents at most, by their ids")
    return ids


def _size(title: str, ids: Sequence[str]) -> int:
    return len(title.encode()) + sum(map(len, ids))
