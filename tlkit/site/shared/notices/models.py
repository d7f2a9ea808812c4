"""The outbox: what is to be sent, written in the same transaction as the change it tells of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedText


class Outgoing(Base):
    """One notice by one channel, and what became of it.

    `sending` rows are somebody's until `claimed_until`; then they are taken up again.
    `message_id` stays the same at every try. `outcome` says why: `no provider`, or the last failure.
    Recipient, subject and body are sealed, and forgotten when the row is done.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed', 'skipped')", name="state"),
        CheckConstraint("channel IN ('email', 'whatsapp')", name="channel"),
        Index("ix_outbox_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(index=True)
    template: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    recipient: Mapped[str | None] = mapped_column(SealedText("notice.recipient"))
    subject: Mapped[str | None] = mapped_column(SealedText("notice.subject"))
    body: Mapped[str | None] = mapped_column(SealedText("notice.body"))
    message_id: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    next_at: Mapped[datetime] = mapped_column(Moment)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(200))
