"""Tables of the store as they stand after the newest of its migrations."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    select,
    text,
)

METADATA: Final = MetaData()

DOCUMENTS: Final = Table(
    "kept_documents",
    METADATA,
    Column("id", String(40), primary_key=True),
    # What quotas and retention count by stands before the text, so that counting never reads it.
    Column("client", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    Column("kept", DateTime, nullable=False),
    Column("used", DateTime, nullable=False, index=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    Column("encoding", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("headings", Text, nullable=False),
    # A server of the version before, which knows none, may still keep documents beside this one.
    Column("issues", Text, nullable=False, server_default="[]"),
    # Whether it was brought and nobody has said that it be kept.
    Column("draft", Boolean, nullable=False, server_default=false()),
    # When its keeper removed it: refused from then on, it stays for as long as that can be undone.
    Column("deleted", DateTime),
    Column("listed", Boolean, nullable=False, server_default=false()),
    # How often its keeper has said something else of it.
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("source", Text, nullable=False, server_default=text("''")),
    Column("dated", String(10), nullable=False, server_default=text("''")),
    Column("place", String(6), nullable=False, server_default=text("''")),
    Column("licence", Text, nullable=False, server_default=text("''")),
    Column("text", Text, nullable=False),
    Index("ix_kept_documents_listed", "listed", "kept", "id"),
    Index("ix_kept_documents_weight", "client", "size"),
)

REMOVED: Final = Table(
    "removed_documents",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("why", String(8), nullable=False),
    # So that an upload sent late under the key of a removed document does not bring it back.
    Column("key_hash", String(64), nullable=False, index=True),
)

CHANGES: Final = Table(
    "document_changes",
    METADATA,
    Column("document_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    # Chosen by whoever makes the change, so that one sent twice is one.
    Column("id", String(64), nullable=False),
    Column("client", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", Text),
    Column("kind", String(32), nullable=False),
    Column("payload", Text, nullable=False),
    Column("why", Text, nullable=False),
    UniqueConstraint("document_id", "id"),
    Index("ix_document_changes_weight", "client", "size"),
)

SHELVES: Final = Table(
    "shelves",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("client", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("used", DateTime, nullable=False, index=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Index("ix_shelves_weight", "client", "size"),
)

SHELF_DOCUMENTS: Final = Table(
    "shelf_documents",
    METADATA,
    Column("shelf_id", String(40), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    # Of a reader's document or of a built-in one; it may have been removed since.
    Column("document_id", String(40), nullable=False, index=True),
)

FACTS: Final = Table(
    "store_facts",
    METADATA,
    Column("name", String(16), primary_key=True),
    Column("value", String(64), nullable=False),
)


def fact(connection: Connection, name: str) -> str | None:
    """What the store says of itself under a name."""
    held = connection.execute(select(FACTS.c.value).where(FACTS.c.name == name)).scalar()
    return None if held is None else str(held)
