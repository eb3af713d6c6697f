"""Drafts: documents that were brought and that nobody has said to keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column.

    This is the last that `schema` tells: servers of that version read it, and may go on beside a
    store that has moved on, while their replacements start.
    """
    op.add_column(
        "kept_documents",
        sa.Column("draft", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.execute("UPDATE store_facts SET value = '4' WHERE name = 'schema'")
