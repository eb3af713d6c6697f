"""Documents that readers keep: their text under an id made from its content.

SQLite in `var/` by default; `ATLAS_STORE` names another database by URL, PostgreSQL among them.
A document nobody has opened for `KEEP_DAYS` days is dropped.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateColumn

KEEP_DAYS: Final = 90
DEFAULT: Final = Path(__file__).parents[1] / "var" / "documents.sqlite"

_METADATA = MetaData()
_DOCUMENTS = Table(
    "documents",
    _METADATA,
    Column("id", String(18), primary_key=True),
    Column("title", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("encoding", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("headings", Text, nullable=False, server_default="[]"),
    Column("key_hash", String(64), nullable=False),
    Column("opened", DateTime, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A reader's document: the text as it was taken out of the file `name`, not the file.

    `headings` are the ranges that the file sets apart as headings, as JSON.
    """

    id: str
    title: str
    name: str
    encoding: str
    sha256: str
    text: str
    headings: str = "[]"


def kept_id(words: str) -> str:
    """Id of a text; long enough that nobody comes upon another's by trying."""
    return f"d-{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:16]}"


class DocumentStore:
    """Kept documents in a database of SQLAlchemy's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        _METADATA.create_all(engine)
        self._add_new_columns()

    def _add_new_columns(self) -> None:
        """Give a table made by an earlier version the columns it lacks, with their defaults."""
        held = {column["name"] for column in inspect(self._engine).get_columns(_DOCUMENTS.name)}
        with self._engine.begin() as connection:
            for column in _DOCUMENTS.columns:
                if column.name not in held:
                    made = CreateColumn(column).compile(dialect=self._engine.dialect)
                    connection.execute(text(f"ALTER TABLE {_DOCUMENTS.name} ADD COLUMN {made}"))

    def keep(self, document: KeptDocument) -> str | None:
        """Keep a document and return the key that removes it; None where it was kept before.

        The key is shown once: only its hash is stored.
        """
        key = secrets.token_urlsafe(18)
        row = {field: getattr(document, field) for field in KeptDocument.__slots__}
        with self._engine.begin() as connection:
            connection.execute(delete(_DOCUMENTS).where(_DOCUMENTS.c.opened < _expiry()))
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    insert(_DOCUMENTS).values(**row, key_hash=_hash(key), opened=_now())
                )
        except IntegrityError:
            self.open(document.id)
            return None
        return key

    def open(self, document_id: str) -> KeptDocument | None:
        """A document by its id, and a note that it was opened now; None for an unknown id."""
        columns = [_DOCUMENTS.c[field] for field in KeptDocument.__slots__]
        with self._engine.begin() as connection:
            row = connection.execute(
                select(*columns).where(_DOCUMENTS.c.id == document_id)
            ).one_or_none()
            if row is None:
                return None
            connection.execute(
                update(_DOCUMENTS).where(_DOCUMENTS.c.id == document_id).values(opened=_now())
            )
        return KeptDocument(**row._mapping)

    def remove(self, document_id: str, key: str) -> bool:
        """Remove a document by the key its keeper was given; false where they do not match."""
        with self._engine.begin() as connection:
            done = connection.execute(
                delete(_DOCUMENTS).where(
                    _DOCUMENTS.c.id == document_id, _DOCUMENTS.c.key_hash == _hash(key)
                )
            )
        return bool(done.rowcount)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _expiry() -> datetime:
    return _now() - timedelta(days=KEEP_DAYS)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@cache
def document_store() -> DocumentStore:
    """The store of this server, opened once."""
    url = os.environ.get("ATLAS_STORE")
    if not url:
        DEFAULT.parent.mkdir(exist_ok=True)
        url = f"sqlite:///{DEFAULT}"
    return DocumentStore(create_engine(url))
