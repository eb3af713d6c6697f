"""What a keeper says of a document, when it was removed, and whether it is listed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ADDED = (
    sa.Column("deleted", sa.DateTime),
    sa.Column("listed", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("source", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("dated", sa.String(10), nullable=False, server_default=sa.text("''")),
    sa.Column("place", sa.String(6), nullable=False, server_default=sa.text("''")),
    sa.Column("licence", sa.Text, nullable=False, server_default=sa.text("''")),
)


def upgrade() -> None:
    """Add the columns.

    SQLite reads a row's columns in their order: its table is made anew, with the text as the last,
    so that nothing that is asked of many documents reads their texts.
    """
    if op.get_context().dialect.name != "sqlite":
        for column in ADDED:
            op.add_column("kept_documents", column)
    else:
        order = [("name", "headings", "issues", "draft", *(c.name for c in ADDED), "text")]
        with op.batch_alter_table(
            "kept_documents", recreate="always", partial_reordering=order
        ) as table:
            for column in ADDED:
                table.add_column(column)
    op.create_index("ix_kept_documents_listed", "kept_documents", ["listed", "kept", "id"])
