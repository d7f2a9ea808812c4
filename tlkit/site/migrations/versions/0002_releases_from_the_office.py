"""What the office's releases need: urgency, days to wait for, why each came in force, last contact."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without batch mode, which would drop and rebuild tables that others refer to.
    op.add_column("release", sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("activation", sa.Column("cause", sa.String(16), nullable=False, server_default="start"))
    op.create_table(
        "waiting",
        sa.Column("release_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_waiting_release_id")),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_waiting")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fresh_until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_contact_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )


def downgrade() -> None:
    op.drop_table("contact")
    op.drop_table("waiting")
    op.drop_column("activation", "cause")
    op.drop_column("release", "urgent")
