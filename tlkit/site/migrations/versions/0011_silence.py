"""What the law makes of silence about a case, and the clock that waits for a payment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SILENT = sa.text("deemed IS NOT NULL")


def upgrade() -> None:
    # What is open already was opened under no such rule: it waits for nothing, and silence means nothing.
    op.add_column("case_file", sa.Column("waits", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("case_file", sa.Column("deemed", sa.String(), nullable=True))
    op.create_index(
        op.f("ix_case_file_silent_state_next_at"),
        "case_file",
        ["state", "next_at", "id"],
        sqlite_where=SILENT,
        postgresql_where=SILENT,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_case_file_silent_state_next_at"), "case_file")
    op.drop_column("case_file", "deemed")
    op.drop_column("case_file", "waits")
