"""What every application, complaint and request has in common."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_case()
    create_timeline()
    create_pauses()
    create_search()


def create_case() -> None:
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("receipt", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("applicant_name", sa.String(200), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("agency", sa.String(64), nullable=True),
        sa.Column("technical_agency", sa.String(64), nullable=True),
        sa.Column("district", sa.String(8), nullable=True),
        sa.Column("village", sa.String(13), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("outcome", sa.String(9), nullable=True),
        moment("opened_at"),
        moment("complete_at", nullable=True),
        moment("check_due_at", nullable=True),
        moment("due_at", nullable=True),
        moment("next_at"),
        sa.Column("promise_days", sa.Integer(), nullable=True),
        sa.Column("promise_unit", sa.String(16), nullable=True),
        sa.Column("calendar", sa.String(80), nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        moment("closed_at", nullable=True),
        moment("erased_at", nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        moment("changed_at"),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'returned', 'paused', 'closed')", name=op.f("ck_case_file_state")
        ),
        sa.CheckConstraint(
            "outcome IN ('granted', 'refused', 'withdrawn')", name=op.f("ck_case_file_outcome")
        ),
        of_account("case_file", "assignee_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("receipt", name=op.f("uq_case_file_receipt")),
    )
    op.create_index(op.f("ix_case_file_state_next_at"), "case_file", ["state", "next_at", "id"])
    for column in ("role", "agency", "technical_agency", "kind", "district", "assignee_id"):
        name = f"ix_case_file_state_{column}_next_at"
        op.create_index(op.f(name), "case_file", ["state", column, "next_at", "id"])
    op.create_index(op.f("ix_case_file_kind_closed_at"), "case_file", ["kind", "closed_at"])
    for column in ("opened_at", "closed_at"):
        op.create_index(op.f(f"ix_case_file_{column}"), "case_file", [column])


def create_timeline() -> None:
    create_part(
        "case_event",
        sa.Column("kind", sa.String(32), nullable=False),
        moment("at"),
        sa.Column("actor", sa.String(8), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        of_account("case_event"),
    )
    create_part(
        "case_message",
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        moment("sent_at"),
        moment("seen_at", nullable=True),
        of_account("case_message"),
    )


def create_pauses() -> None:
    create_part(
        "case_pause",
        sa.Column("ground", sa.String(32), nullable=False),
        moment("since"),
        moment("until", nullable=True),
    )
    create_part(
        "case_return",
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        moment("returned_at"),
        moment("corrected_at", nullable=True),
        of_account("case_return"),
    )


def create_search() -> None:
    # In the order of bytes, so that PostgreSQL's index too finds words by their beginning.
    bytewise = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
    op.create_table(
        "case_word",
        sa.Column("word", bytewise, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        of_case("case_word"),
        sa.PrimaryKeyConstraint("word", "case_id", name=op.f("pk_case_word")),
    )
    op.create_table(
        "case_key",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        of_case("case_key"),
        sa.PrimaryKeyConstraint("kind", "key", "case_id", name=op.f("pk_case_key")),
    )
    for table in ("case_word", "case_key"):
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])


def create_part(table: str, *parts: Any) -> None:
    """A table of things that belong to one case."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        *parts,
        of_case(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f(f"fk_{table}_case_id"))


def of_account(table: str, column: str = "account_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["account.id"], name=op.f(f"fk_{table}_{column}"))


def downgrade() -> None:
    for table in ("case_key", "case_word", "case_return", "case_pause", "case_message", "case_event"):
        op.drop_table(table)
    op.drop_table("case_file")
