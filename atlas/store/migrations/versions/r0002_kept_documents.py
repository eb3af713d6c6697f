"""Documents under random ids, tombstones, and what the store says of itself.

The version before had one table, whose ids were made from content: what it kept is taken over.
"""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = None

EARLIER = "documents"


def upgrade() -> None:
    """Make the tables."""
    documents = op.create_table(
        "kept_documents",
        sa.Column("id", sa.String(40), primary_key=True),
        # What quotas and retention count by stands before the text: counting never reads that.
        sa.Column("client", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("kept", sa.DateTime, nullable=False),
        sa.Column("used", sa.DateTime, nullable=False, index=True),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("encoding", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("headings", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Index("ix_kept_documents_weight", "client", "size"),
    )
    op.create_table(
        "removed_documents",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("why", sa.String(8), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False, index=True),
    )
    facts = op.create_table(
        "store_facts",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("value", sa.String(64), nullable=False),
    )
    op.bulk_insert(
        facts,
        [
            {"name": "salt", "value": secrets.token_hex(32)},
            {"name": "schema", "value": "2"},
        ],
    )
    if sa.inspect(op.get_bind()).has_table(EARLIER):
        _take_over(documents)


def _take_over(documents: sa.Table) -> None:
    connection = op.get_bind()
    earlier = sa.Table(EARLIER, sa.MetaData(), autoload_with=connection)
    held = earlier.c
    if connection.dialect.name == "sqlite":
        size = sa.func.length(sa.cast(held.text, sa.LargeBinary))
    else:
        size = sa.func.octet_length(held.text)
    columns = {
        "id": held.id,
        "client": sa.literal(""),
        "size": size,
        "kept": held.opened,
        "used": held.opened,
        "key_hash": held.key_hash,
        "sha256": held.sha256,
        "encoding": held.encoding,
        "title": held.title,
        "name": held.name,
        # The first versions had no headings.
        "headings": held.headings if "headings" in held else sa.literal("[]"),
        "text": held.text,
    }
    rows = sa.select(*columns.values())
    op.execute(documents.insert().from_select(list(columns), rows))
    op.drop_table(EARLIER)
