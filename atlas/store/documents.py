"""Documents kept in a database: written once, opened without a trace, removed with their text."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, delete, insert, literal, select, update

from atlas.store.faults import KeyUsed, RemovedDocument, UnknownDocument, Why
from atlas.store.opening import Door, alone
from atlas.store.quota import Quota
from atlas.store.tables import DOCUMENTS, FACTS, REMOVED, fact

Standing = Literal["kept", "removed", "unknown"]

KEY: Final = re.compile(r"[A-Za-z0-9_\-]{22,128}")
"""A key as browsers make it: 128 bits and more, in text that any address and header can hold."""
AT_ONCE: Final = 500
"""Ids asked of a database in one query."""
KNOWN_REMOVED: Final = timedelta(days=730)
"""How long it is known that a document was removed; after that it was never here."""
ID: Final = re.compile(r"d-(?:[0-9a-f]{16}){1,2}")
"""Ids as they are made, and shorter ones of an earlier version."""
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A reader's document: the text as it was taken out of the file `name`, not the file.

    `headings` are the ranges that the file sets apart as headings, `issues` what of the file is not
    in the text, both as JSON. `kept` is when it was kept, in UTC, which the store says.
    """

    id: str
    title: str
    name: str
    encoding: str
    sha256: str
    text: str
    headings: str = "[]"
    issues: str = "[]"
    kept: datetime | None = field(default=None, compare=False)

    @property
    def size(self) -> int:
        """Bytes that count towards a quota."""
        held = (self.text, self.title, self.name, self.headings, self.issues)
        return sum(len(part.encode()) for part in held)


_FIELDS: Final = [DOCUMENTS.c[name] for name in KeptDocument.__slots__]


def new_id() -> str:
    """An id that nobody comes upon by trying, and that says nothing of the document."""
    return f"d-{secrets.token_hex(16)}"


def utc_now() -> datetime:
    """The time as the tables hold it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


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
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._door = Door(url)
        self._quota = quota or Quota()
        self._keep = timedelta(days=keep_days)
        self._now = now

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
        if not KEY.fullmatch(key):
            raise ValueError("a key has 22 to 128 characters of A-Z a-z 0-9 _ -")
        document = _storable(document)
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            held = _held(connection, key, document.sha256)
            if held is not None:
                return held
            if _tombstone(connection, REMOVED.c.key_hash == _hash(key)):
                raise KeyUsed("a removed document was kept under this key")
            self._expire(connection)
            owner = _owner(connection, client)
            self._quota.check(connection, document.size, owner)
            now = self._now()
            document = replace(document, kept=now)
            row = {name: getattr(document, name) for name in KeptDocument.__slots__}
            connection.execute(
                insert(DOCUMENTS).values(
                    **row,
                    key_hash=_hash(key),
                    client=owner,
                    size=document.size,
                    used=now,
                )
            )
        return document

    def kept_with(self, key: str, sha256: str) -> KeptDocument | None:
        """What a key kept before, to answer a repeated upload; raises `KeyUsed` as `keep` does."""
        with self._door.transaction() as connection:
            return _held(connection, key, sha256)

    def open(self, document_id: str) -> KeptDocument:
        """A document by its id, without writing anything.

        Raises `UnknownDocument`, or `RemovedDocument` for what was removed or has expired.
        """
        if not ID.fullmatch(document_id):
            raise UnknownDocument(document_id)
        with self._door.transaction() as connection:
            row = connection.execute(
                select(*_FIELDS, DOCUMENTS.c.used).where(DOCUMENTS.c.id == document_id)
            ).one_or_none()
            if row is None:
                why = _tombstone(connection, REMOVED.c.id == document_id)
                raise RemovedDocument(document_id, why) if why else UnknownDocument(document_id)
        held = dict(row._mapping)
        if held.pop("used") < self._expiry():
            raise RemovedDocument(document_id, "expired")
        return KeptDocument(**held)

    def standing(self, ids: Iterable[str]) -> dict[str, Standing]:
        """Whether documents can still be opened, by a query on keys for some hundred of them."""
        ids = list(ids)
        found: dict[str, bool] = {}
        for asked in _parts(ids):
            c = DOCUMENTS.c
            kept = select(c.id, (c.used >= self._expiry()).label("stands")).where(c.id.in_(asked))
            gone = select(REMOVED.c.id, literal(False)).where(REMOVED.c.id.in_(asked))
            with self._door.transaction() as connection:
                rows = connection.execute(kept.union_all(gone)).all()
            found |= {row.id: bool(row.stands) for row in rows}
        said: dict[bool | None, Standing] = {True: "kept", False: "removed", None: "unknown"}
        return {document_id: said[found.get(document_id)] for document_id in ids}

    def remove(self, document_id: str, key: str) -> bool:
        """Remove a document with its text by the key it was kept with; false for another key.

        Removing again what is removed is true as well: an answer may have been lost.
        """
        if not ID.fullmatch(document_id):
            return False
        mine = (DOCUMENTS.c.id == document_id) & (DOCUMENTS.c.key_hash == _hash(key))
        gone = (REMOVED.c.id == document_id) & (REMOVED.c.key_hash == _hash(key))
        with self._door.transaction(writes=True) as connection:
            if self._bury(connection, mine, "removed"):
                return True
            return _tombstone(connection, gone) is not None

    def note_use(self, ids: Iterable[str]) -> None:
        """Note that documents were used by now; housekeeping's, never part of a request."""
        for asked in _parts(ids):
            used = update(DOCUMENTS).where(DOCUMENTS.c.id.in_(asked))
            # What has expired stays so.
            used = used.where(DOCUMENTS.c.used >= self._expiry())
            with self._door.transaction(writes=True) as connection:
                connection.execute(used.values(used=self._now()))

    def sweep(self) -> int:
        """Remove what nobody used for too long, and give its room back; how many there were."""
        with self._door.transaction(writes=True) as connection:
            alone(connection)
            swept = self._expire(connection)
            old = self._now() - KNOWN_REMOVED
            connection.execute(delete(REMOVED).where(REMOVED.c.at < old))
        self._door.shrink()
        return swept

    def check(self) -> None:
        """Raise `StoreFault` unless the store can be read and written now."""
        with self._door.transaction(writes=True) as connection:
            said = self._now().isoformat(timespec="microseconds")
            if not connection.execute(
                update(FACTS).where(FACTS.c.name == "checked").values(value=said)
            ).rowcount:
                connection.execute(insert(FACTS).values(name="checked", value=said))

    def close(self) -> None:
        """Let go of the database; the next use opens it again. What is in memory is lost."""
        self._door.close()

    def _expiry(self) -> datetime:
        return self._now() - self._keep

    def _expire(self, connection: Connection) -> int:
        return self._bury(connection, DOCUMENTS.c.used < self._expiry(), "expired")

    def _bury(self, connection: Connection, which: ColumnElement[bool], why: Why) -> int:
        """Put tombstones in the place of documents; how many."""
        c = DOCUMENTS.c
        rows = select(c.id, literal(self._now(), REMOVED.c.at.type), literal(why), c.key_hash)
        connection.execute(
            insert(REMOVED).from_select(["id", "at", "why", "key_hash"], rows.where(which))
        )
        return connection.execute(delete(DOCUMENTS).where(which)).rowcount


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids, those that could be of a document, in lists that any database takes in one query."""
    asked = [i for i in dict.fromkeys(ids) if ID.fullmatch(i)]
    for start in range(0, len(asked), AT_ONCE):
        yield asked[start : start + AT_ONCE]


def _storable(document: KeptDocument) -> KeptDocument:
    """The document with what a database cannot hold replaced, one visible sign for each."""
    shown: dict[str, Any] = {
        name: _UNSTORABLE.sub("\ufffd", getattr(document, name))
        for name in ("title", "name", "encoding", "text", "headings", "issues")
    }
    return replace(document, **shown)


def _held(connection: Connection, key: str, sha256: str) -> KeptDocument | None:
    kept = select(*_FIELDS).where(DOCUMENTS.c.key_hash == _hash(key))
    row = connection.execute(kept).one_or_none()
    if row is None:
        return None
    if row.sha256 != sha256:
        raise KeyUsed("another file was kept under this key")
    return KeptDocument(**row._mapping)


def _tombstone(connection: Connection, which: ColumnElement[bool]) -> Why | None:
    """Why a document was removed, None where none such was."""
    why: Why | None = connection.execute(select(REMOVED.c.why).where(which).limit(1)).scalar()
    return why


def _owner(connection: Connection, client: str) -> str:
    """A client as it is stored: nobody can tell from it who it is without the store's salt."""
    if not client:
        return ""
    salt = fact(connection, "salt") or ""
    return hmac.new(salt.encode(), client.encode(), hashlib.sha256).hexdigest()[:32]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
