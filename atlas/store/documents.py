"""Documents kept in a database: written once, opened without a trace, removed with their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final, Literal

from sqlalchemy import Connection, insert, literal, select, update

from atlas.store.access import (
    ID,
    check_key,
    hash_key,
    must_be_mine,
    must_stand,
    owner,
    tombstone,
)
from atlas.store.burial import bury, clear, expire
from atlas.store.changes import Changes
from atlas.store.details import Descriptions
from atlas.store.faults import KeyUsed
from atlas.store.lifetime import Lifetime, utc_now
from atlas.store.opening import Door, alone
from atlas.store.quota import Quota
from atlas.store.record import KeptDocument, storable
from atlas.store.shelves import Shelves
from atlas.store.tables import DOCUMENTS, FACTS, REMOVED

Standing = Literal["kept", "removed", "unknown"]

AT_ONCE: Final = 500
"""Ids asked of a database in one query."""

_FIELDS: Final = [DOCUMENTS.c[name] for name in KeptDocument.__slots__]


class DocumentStore:
    """Kept documents in a database by its URL, which is opened when it is first needed.

    Every method may raise `StoreFault`, and works again when the database does. An in-memory store
    (`sqlite://`) keeps documents till the process ends.
    """

    def __init__(
        self,
        url: str,
        *,
        quota: Quota | None = None,
        keep_days: int = 90,
        draft_minutes: int = 120,
        undo_hours: int = 24,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._door = Door(url)
        self._quota = quota or Quota()
        self._lifetime = Lifetime(
            timedelta(days=keep_days),
            timedelta(minutes=draft_minutes),
            timedelta(hours=undo_hours),
            now,
        )
        self.changes: Final = Changes(self._door, self._quota, self._lifetime)
        self.shelves: Final = Shelves(self._door, self._quota, self._lifetime)
        self.descriptions: Final = Descriptions(self._door, self._lifetime)

    @property
    def in_memory(self) -> bool:
        """Whether nothing of it reaches a disk."""
        return self._door.in_memory

    def keep(self, document: KeptDocument, *, key: str, client: str = "") -> KeptDocument:
        """Keep a document under its id and return it as it is kept.

        `key`, at least 22 characters of URL-safe text, is chosen by whoever keeps it: it removes
        the document, and a repeated keep with it returns the document it kept before. Only its
        hash is stored. Raises `ValueError` for a key too short, `KeyUsed` for one of another file
        or of a removed document, and `QuotaFull`. `client` counts towards a quota and is stored
        as a keyed hash.
        """
        check_key(key)
        document = storable(document)
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            held = _held(connection, key, document.sha256)
            if held is not None:
                return held
            if _used_up(connection, key):
                raise KeyUsed("a removed document was kept under this key")
            expire(connection, self._lifetime)
            by = owner(connection, client)
            self._quota.check(connection, document.size, by)
            now = self._lifetime.now()
            document = replace(document, kept=now)
            row = {name: getattr(document, name) for name in KeptDocument.__slots__}
            connection.execute(
                insert(DOCUMENTS).values(
                    **row,
                    key_hash=hash_key(key),
                    client=by,
                    size=document.size,
                    used=now,
                )
            )
        return document

    def keep_draft(self, document_id: str, key: str, *, client: str = "") -> bool:
        """Let a draft be kept, by the key it was brought with; false for another key.

        Of a document that is kept it is true as well: an answer may have been lost. `client`, where
        it is named, is whose quota it counts towards from then on, as one may bring a document
        before they say who they are. Raises `QuotaFull`, and as `open` does for one that is no
        longer here.
        """
        mine = (DOCUMENTS.c.id == document_id) & (DOCUMENTS.c.key_hash == hash_key(key))
        with self._door.transaction(writes=True) as connection:
            # Else a sweep at the same time could bury what is just being kept.
            alone(connection)
            now = self._lifetime.now()
            draft = mine & DOCUMENTS.c.draft & ~self._lifetime.gone()
            values: dict[str, Any] = {"draft": False, "kept": now, "used": now}
            brought = select(DOCUMENTS.c.size, DOCUMENTS.c.client).where(draft)
            held_by = connection.execute(brought).one_or_none()
            by = owner(connection, client)
            if held_by is not None and by and by != held_by.client:
                self._quota.check_client(connection, held_by.size, by)
                values["client"] = by
            connection.execute(update(DOCUMENTS).where(draft).values(**values))
            held = select(DOCUMENTS.c.id).where(mine, ~DOCUMENTS.c.draft, ~self._lifetime.gone())
            if connection.execute(held).scalar() is not None:
                return True
        self.open(document_id)
        return False

    def draft_minutes_left(self, document_id: str) -> int | None:
        """Minutes till a draft goes, begun ones counted whole; None for what is no draft."""
        brought = select(DOCUMENTS.c.kept).where(DOCUMENTS.c.id == document_id, DOCUMENTS.c.draft)
        with self._door.transaction() as connection:
            since: datetime | None = connection.execute(brought).scalar()
        if since is None:
            return None
        left: timedelta = since + self._lifetime.draft - self._lifetime.now()
        return max(0, ceil(left / timedelta(minutes=1)))

    def kept_with(self, key: str, sha256: str) -> KeptDocument | None:
        """What a key kept before, to answer a repeated upload; raises `KeyUsed` as `keep` does."""
        with self._door.transaction() as connection:
            return _held(connection, key, sha256)

    def open(self, document_id: str) -> KeptDocument:
        """A document by its id, without writing anything.

        Raises `UnknownDocument`, or `RemovedDocument` for what was removed or has expired.
        """
        with self._door.transaction() as connection:
            must_stand(connection, document_id, self._lifetime)
            row = connection.execute(select(*_FIELDS).where(DOCUMENTS.c.id == document_id)).one()
        return KeptDocument(**row._mapping)

    def edition(self, document_id: str) -> int | None:
        """How often its keeper has said something else of a document; None where it does not stand.

        What was made of an earlier edition is of its earlier title.
        """
        c = DOCUMENTS.c
        said = select(c.revision).where(c.id == document_id, ~self._lifetime.gone())
        with self._door.transaction() as connection:
            revision: int | None = connection.execute(said).scalar()
        return revision

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """Whether documents can still be opened, by a query on keys for some hundred of them."""
        ids = list(ids)
        found: dict[str, bool] = {}
        for asked in _parts(ids):
            c = DOCUMENTS.c
            kept = select(c.id, (~self._lifetime.gone()).label("stands")).where(c.id.in_(asked))
            gone = select(REMOVED.c.id, literal(False)).where(REMOVED.c.id.in_(asked))
            with self._door.transaction() as connection:
                rows = connection.execute(kept.union_all(gone)).all()
            found |= {row.id: bool(row.stands) for row in rows}
        said: dict[bool | None, Standing] = {True: "kept", False: "removed", None: "unknown"}
        return {document_id: said[found.get(document_id)] for document_id in ids}

    def remove(self, document_id: str, key: str, *, wholly: bool = False) -> bool:
        """Remove a document by the key it was kept with; false for another key.

        Nobody can open it from then on. Its keeper may `restore` it for as long as the host grants,
        then housekeeping removes its text; `wholly`, and of a draft, that is done at once.
        Removing again what is removed is true as well: an answer may have been lost.
        """
        if not ID.fullmatch(document_id):
            return False
        mine = (DOCUMENTS.c.id == document_id) & (DOCUMENTS.c.key_hash == hash_key(key))
        gone = (REMOVED.c.id == document_id) & (REMOVED.c.key_hash == hash_key(key))
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            at_once = mine if wholly or not self._lifetime.undo else mine & DOCUMENTS.c.draft
            if bury(connection, at_once, "removed", self._lifetime):
                return True
            hide = update(DOCUMENTS).where(mine, DOCUMENTS.c.deleted.is_(None))
            connection.execute(hide.values(deleted=self._lifetime.now()))
            if connection.execute(select(DOCUMENTS.c.id).where(mine)).scalar() is not None:
                return True
            return tombstone(connection, gone) is not None

    def restore(self, document_id: str, key: str) -> None:
        """Bring back what was removed, with all that was changed of its reading.

        Of a document that stands it does nothing. Raises `WrongKey`, and as `open` does for what
        can be brought back no more.
        """
        with self._door.transaction(writes=True) as connection:
            # Else a sweep at the same time could bury what is just being brought back.
            alone(connection)
            must_be_mine(connection, document_id, key, self._lifetime)
            back = update(DOCUMENTS).where(
                DOCUMENTS.c.id == document_id, DOCUMENTS.c.deleted.is_not(None)
            )
            connection.execute(back.values(deleted=None, used=self._lifetime.now()))

    def note_use(self, ids: Iterable[str]) -> None:
        """Note that documents were used by now; housekeeping's, never part of a request."""
        for asked in _parts(ids):
            used = update(DOCUMENTS).where(DOCUMENTS.c.id.in_(asked))
            # What has expired or was removed stays so.
            used = used.where(~self._lifetime.gone())
            with self._door.transaction(writes=True) as connection:
                connection.execute(used.values(used=self._lifetime.now()))

    def sweep(self) -> int:
        """Remove what nobody used for too long, or kept in time, and its room; how many it was."""
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            swept = clear(connection, self._lifetime)
        self._door.shrink()
        return swept

    def check(self) -> None:
        """Raise `StoreFault` unless the store can be read and written now."""
        with self._door.transaction(writes=True) as connection:
            said = self._lifetime.now().isoformat(timespec="microseconds")
            if not connection.execute(
                update(FACTS).where(FACTS.c.name == "checked").values(value=said)
            ).rowcount:
                connection.execute(insert(FACTS).values(name="checked", value=said))

    def close(self) -> None:
        """Let go of the database; the next use opens it again. What is in memory is lost."""
        self._door.close()


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids, those that could be of a document, in lists that any database takes in one query."""
    asked = [i for i in dict.fromkeys(ids) if ID.fullmatch(i)]
    for start in range(0, len(asked), AT_ONCE):
        yield asked[start : start + AT_ONCE]


def _held(connection: Connection, key: str, sha256: str) -> KeptDocument | None:
    c = DOCUMENTS.c
    kept = select(*_FIELDS).where(c.key_hash == hash_key(key), c.deleted.is_(None))
    row = connection.execute(kept).one_or_none()
    if row is None:
        return None
    if row.sha256 != sha256:
        raise KeyUsed("another file was kept under this key")
    return KeptDocument(**row._mapping)


def _used_up(connection: Connection, key: str) -> bool:
    """Whether what was kept under a key was removed, be it that it can be brought back."""
    if tombstone(connection, REMOVED.c.key_hash == hash_key(key)):
        return True
    held = select(DOCUMENTS.c.id).where(DOCUMENTS.c.key_hash == hash_key(key))
    return connection.execute(held).scalar() is not None
