"""Who may do what with a kept thing: its id reads it, its key edits it.

An id stands in the link that is passed on; the key stays with whoever keeps the thing, or goes on
in a link of its own to those who may edit. The store holds the key's hash alone.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, select

from atlas.store.faults import RemovedDocument, UnknownDocument, Why, WrongKey
from atlas.store.lifetime import Lifetime
from atlas.store.tables import DOCUMENTS, REMOVED, fact

KEY: Final = re.compile(r"[A-Za-z0-9_\-]{22,128}")
"""A key as browsers make it: 128 bits and more, in text that any address and header can hold."""
ID: Final = re.compile(r"d-(?:[0-9a-f]{16}){1,2}")
"""Ids of documents as they are made, and shorter ones of an earlier version."""


def new_id() -> str:
    """An id that nobody comes upon by trying, and that says nothing of the document."""
    return f"d-{secrets.token_hex(16)}"


def hash_key(key: str) -> str:
    """A key as the store holds it."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def check_key(key: str) -> None:
    """Raise `ValueError` for a key that could be guessed or not be sent."""
    if not KEY.fullmatch(key):
        raise ValueError("a key has 22 to 128 characters of A-Z a-z 0-9 _ -")


def owner(connection: Connection, client: str) -> str:
    """A client as it is stored: nobody can tell from it who it is without the store's salt."""
    if not client:
        return ""
    salt = fact(connection, "salt") or ""
    return hmac.new(salt.encode(), client.encode(), hashlib.sha256).hexdigest()[:32]


def tombstone(connection: Connection, which: ColumnElement[bool]) -> Why | None:
    """Why something was removed, None where none such was."""
    why: Why | None = connection.execute(select(REMOVED.c.why).where(which).limit(1)).scalar()
    return why


def must_stand(
    connection: Connection, document_id: str, lifetime: Lifetime, *, key: str | None = None
) -> None:
    """Raise unless a document can be read, and with a `key` unless that edits it.

    Raises `UnknownDocument`, `RemovedDocument` or `WrongKey`.
    """
    row = _row(connection, document_id, lifetime)
    if row.deleted is not None or row.lapsed:
        raise RemovedDocument(document_id, _why(row))
    if key is not None:
        _must_fit(row, key)


def must_be_mine(connection: Connection, document_id: str, key: str, lifetime: Lifetime) -> None:
    """Raise unless a key edits a document, or may still bring it back; raises as `must_stand`."""
    row = _row(connection, document_id, lifetime)
    if row.past_undo or row.lapsed:
        raise RemovedDocument(document_id, _why(row))
    _must_fit(row, key)


def _row(connection: Connection, document_id: str, lifetime: Lifetime) -> Row[Any]:
    if not ID.fullmatch(document_id):
        raise UnknownDocument(document_id)
    c = DOCUMENTS.c
    asked = select(
        c.key_hash,
        c.draft,
        c.deleted,
        lifetime.lapsed().label("lapsed"),
        lifetime.past_undo().label("past_undo"),
    )
    row = connection.execute(asked.where(c.id == document_id)).one_or_none()
    if row is None:
        why = tombstone(connection, REMOVED.c.id == document_id)
        raise RemovedDocument(document_id, why) if why else UnknownDocument(document_id)
    return row


def _why(row: Row[Any]) -> Why:
    if row.deleted is not None:
        return "removed"
    return "unkept" if row.draft else "expired"


def _must_fit(row: Row[Any], key: str) -> None:
    if not hmac.compare_digest(row.key_hash, hash_key(key)):
        raise WrongKey
