"""Destruction is approved by two officers, and goes on until nothing of the person is left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "destruction_approval",
        sa.Column("destruction_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["destruction_id"], ["destruction.id"], name=op.f("fk_destruction_approval_destruction_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_destruction_approval_account_id")
        ),
        sa.PrimaryKeyConstraint("destruction_id", "account_id", name=op.f("pk_destruction_approval")),
    )
    op.add_column("destruction", sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("destruction", "finished_at")
    op.drop_table("destruction_approval")
