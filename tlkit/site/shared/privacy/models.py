"""Requests about personal data, what is proposed for destruction, notices as they once read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedJSON, SealedText

RequestKind = Literal["access", "correction", "erasure", "restriction", "withdrawal"]
RequestState = Literal["open", "granted", "refused"]


class PrivacyRequest(Base):
    """Somebody's request about their data. To be answered by `due_at`, three times 24 hours after it came."""

    __tablename__ = "privacy_request"
    __table_args__ = (CheckConstraint("state IN ('open', 'granted', 'refused')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[RequestKind] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(SealedText("privacy.name"))
    contact: Mapped[dict[str, str]] = mapped_column(SealedJSON("privacy.contact"))
    about: Mapped[str | None] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(SealedText("privacy.words"))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[RequestState] = mapped_column(String(8))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str | None] = mapped_column(SealedText("privacy.answer"))


class Destruction(Base):
    """A case whose person is to be forgotten: proposed by a job or a request, decided by officers.

    It stays when the person is gone, as the record of who decided what and when. `decided_by` is
    who kept it, or whose approval was the second; then `ground` is what the first one wrote.
    `finished_at` is when nothing of the person was left.
    """

    __tablename__ = "destruction"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'kept', 'destroyed')", name="state"),
        CheckConstraint("reason IN ('retention', 'request')", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), unique=True)
    service: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(9))
    due_on: Mapped[date]
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(9), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_name: Mapped[str | None] = mapped_column(String(200))
    ground: Mapped[str | None] = mapped_column(String(500))
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


class Approval(Base):
    """One officer's approval of a destruction. Two rows destroy, and no account has two."""

    __tablename__ = "destruction_approval"

    destruction_id: Mapped[int] = mapped_column(ForeignKey("destruction.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    approved_at: Mapped[datetime] = mapped_column(Moment)


class KeptNotice(Base):
    """A privacy notice as somebody was shown it, by its version; never changed."""

    __tablename__ = "privacy_notice"

    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    text_id: Mapped[str]
    text_en: Mapped[str]
    first_shown_at: Mapped[datetime] = mapped_column(Moment)
