"""What the database keeps of a case. What people wrote, and how to reach them, is sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedJSON, SealedText

BYTEWISE = String(40).with_variant(String(40, collation="C"), "postgresql")
"""Text in the order of its bytes, so that an index finds every word with the same beginning."""


class Case(Base):
    """One matter of one person before one service, from receipt to outcome.

    `steps` are fixed when it is opened; `position` is the index of the open one, and `role` whose
    turn that makes it (None once closed). The clock runs from `complete_at` to `due_at`; before
    that the check of the file is itself due at `check_due_at`. `next_at` is whichever of the two
    counts now: the order of every queue. It lies far ahead where nothing falls due, as while the clock
    stands still, and is the end of a closed case. `waits` are the grounds on which the clock may stop beside
    a return, and `deemed` the rule, in words, under which it counts as granted when the promised
    time passes in silence; both as they were when the case was opened. `revision` grows with every
    change (optimistic lock); `changed_at` and `changed_by` say who was faster.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'returned', 'paused', 'closed')", name="state"),
        CheckConstraint("outcome IN ('granted', 'refused', 'withdrawn')", name="outcome"),
        Index("ix_case_file_state_next_at", "state", "next_at", "id"),
        *(
            Index(f"ix_case_file_state_{column}_next_at", "state", column, "next_at", "id")
            for column in ("role", "agency", "technical_agency", "kind", "district", "assignee_id")
        ),
        Index("ix_case_file_kind_closed_at", "kind", "closed_at"),
        Index(
            "ix_case_file_silent_state_next_at", "state", "next_at", "id",
            sqlite_where=text("deemed IS NOT NULL"), postgresql_where=text("deemed IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    receipt: Mapped[str] = mapped_column(String(16), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    applicant_name: Mapped[str] = mapped_column(String(200))
    contact: Mapped[dict[str, str]] = mapped_column(SealedJSON("case.contact"))
    agency: Mapped[str | None] = mapped_column(String(64))
    technical_agency: Mapped[str | None] = mapped_column(String(64))
    district: Mapped[str | None] = mapped_column(String(8))
    village: Mapped[str | None] = mapped_column(String(13))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    position: Mapped[int]
    role: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str | None] = mapped_column(String(9))
    opened_at: Mapped[datetime] = mapped_column(Moment, index=True)
    complete_at: Mapped[datetime | None] = mapped_column(Moment)
    check_due_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    next_at: Mapped[datetime] = mapped_column(Moment)
    promise_days: Mapped[int | None]
    promise_unit: Mapped[str | None] = mapped_column(String(16))
    calendar: Mapped[str | None] = mapped_column(String(80))
    estimated: Mapped[bool]
    waits: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    deemed: Mapped[str | None]
    closed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}  # noqa: RUF012


class CaseEvent(Base):
    """One line of the timeline. `detail` holds no personal data; `public` lines are the applicant's too."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(8))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(SealedText("case.note"))
    public: Mapped[bool]


class CaseMessage(Base):
    """What applicant and officers wrote to one another. `seen_at` is when the other side read it."""

    __tablename__ = "case_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    author: Mapped[str] = mapped_column(String(8))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    author_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(SealedText("case.message"))
    sent_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)


class CasePause(Base):
    """A time in which the clock stands still, and the ground for it, a key of `GROUNDS`."""

    __tablename__ = "case_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    ground: Mapped[str] = mapped_column(String(32))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)


class CaseReturn(Base):
    """What was given back for correction: only these fields and documents open again."""

    __tablename__ = "case_return"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    fields: Mapped[list[str]] = mapped_column(JSON)
    documents: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(SealedText("case.return"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    returned_at: Mapped[datetime] = mapped_column(Moment)
    corrected_at: Mapped[datetime | None] = mapped_column(Moment)


class CaseWord(Base):
    """A normalised word of the applicant's name, found by its beginning."""

    __tablename__ = "case_word"

    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), primary_key=True, index=True)


class CaseKey(Base):
    """The keyed hash of an exact value, such as a NIK, by which a case is found."""

    __tablename__ = "case_key"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), primary_key=True, index=True)
