"""A resident's account, which collects cases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "resident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("contact_key", sa.String(64), nullable=False),
        sa.Column("password", sa.String(255), nullable=False),
        moment("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_resident_contact_key"), "resident", ["contact_key"])
    op.create_table(
        "resident_case",
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        moment("added_at"),
        of_resident("resident_case"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_resident_case_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resident_id", "case_id", name=op.f("pk_resident_case")),
    )
    op.create_index(op.f("ix_resident_case_case_id"), "resident_case", ["case_id"])
    op.create_table(
        "resident_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        moment("started_at"),
        moment("seen_at"),
        moment("ended_at", nullable=True),
        of_resident("resident_sign_in"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_sign_in")),
        sa.UniqueConstraint("token", name=op.f("uq_resident_sign_in_token")),
    )
    op.create_index(op.f("ix_resident_sign_in_resident_id"), "resident_sign_in", ["resident_id"])


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def of_resident(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["resident_id"], ["resident.id"], name=op.f(f"fk_{table}_resident_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("resident_sign_in", "resident_case", "resident"):
        op.drop_table(table)
