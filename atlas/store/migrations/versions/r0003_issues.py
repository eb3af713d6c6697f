"""What of a file is not in its text, kept beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; a server of the version before, which knows none, may still keep."""
    op.add_column(
        "kept_documents", sa.Column("issues", sa.Text, nullable=False, server_default="[]")
    )
    op.execute("UPDATE store_facts SET value = '3' WHERE name = 'schema'")
