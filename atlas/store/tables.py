"""Tables of the store, and how one of an earlier version is taken over."""

from __future__ import annotations

import secrets
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    cast,
    false,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateColumn

SCHEMA: Final = "4"

_METADATA: Final = MetaData()

DOCUMENTS: Final = Table(
    "kept_documents",
    _METADATA,
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
    Column("text", Text, nullable=False),
    Index("ix_kept_documents_weight", "client", "size"),
)

REMOVED: Final = Table(
    "removed_documents",
    _METADATA,
    Column("id", String(40), primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("why", String(8), nullable=False),
    # So that an upload sent late under the key of a removed document does not bring it back.
    Column("key_hash", String(64), nullable=False, index=True),
)

FACTS: Final = Table(
    "store_facts",
    _METADATA,
    Column("name", String(16), primary_key=True),
    Column("value", String(64), nullable=False),
)

_EARLIER: Final = "documents"
"""The one table of the version before, whose ids were made from content."""


def fact(connection: Connection, name: str) -> str | None:
    """What the store says of itself under a name."""
    held = connection.execute(select(FACTS.c.value).where(FACTS.c.name == name)).scalar()
    return None if held is None else str(held)


def stands(connection: Connection) -> bool:
    """Whether the tables are there as this version wants them; a read, which any store allows."""
    return inspect(connection).has_table(FACTS.name) and fact(connection, "schema") == SCHEMA


def make_tables(connection: Connection) -> None:
    """Make what is missing and take over what an earlier version kept.

    The caller holds a lock that only one process has at a time.
    """
    _METADATA.create_all(connection, checkfirst=True)
    _add_columns(connection)
    if fact(connection, "salt") is None:
        connection.execute(insert(FACTS).values(name="salt", value=secrets.token_hex(32)))
    if inspect(connection).has_table(_EARLIER):
        _take_over(connection)
    if fact(connection, "schema") is None:
        connection.execute(insert(FACTS).values(name="schema", value=SCHEMA))
    connection.execute(update(FACTS).where(FACTS.c.name == "schema").values(value=SCHEMA))


def _add_columns(connection: Connection) -> None:
    """Give a table of an earlier version the columns that came since: what was not read, drafts."""
    held = {one["name"] for one in inspect(connection).get_columns(DOCUMENTS.name)}
    for column in (DOCUMENTS.c.issues, DOCUMENTS.c.draft):
        if column.name in held:
            continue
        written = CreateColumn(column).compile(dialect=connection.dialect)
        connection.execute(text(f"ALTER TABLE {DOCUMENTS.name} ADD COLUMN {written}"))


def _take_over(connection: Connection) -> None:
    earlier = Table(_EARLIER, MetaData(), autoload_with=connection)
    held = earlier.c
    raw = cast(held.text, LargeBinary) if connection.dialect.name == "sqlite" else held.text
    size = func.length(raw) if connection.dialect.name == "sqlite" else func.octet_length(raw)
    # The first versions had no headings.
    headings = held.headings if "headings" in held else literal("[]")
    columns = {
        "id": held.id,
        "client": literal(""),
        "size": size,
        "kept": held.opened,
        "used": held.opened,
        "key_hash": held.key_hash,
        "sha256": held.sha256,
        "encoding": held.encoding,
        "title": held.title,
        "name": held.name,
        "headings": headings,
        "text": held.text,
    }
    rows = select(*columns.values())
    connection.execute(insert(DOCUMENTS).from_select(list(columns), rows))
    earlier.drop(connection)
