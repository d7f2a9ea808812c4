"""What the database keeps of charges: how each was worked out, and what was paid."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment


class Assessment(Base):
    """What is to be paid for a case, in whole rupiah. Never changed: another one takes its place.

    `formula` and `values` say how `amount` was worked out; where an officer set it, `ground` says
    why. One with `replaced_at` no longer counts, what was paid on it does.
    """

    __tablename__ = "assessment"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(120), unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    formula: Mapped[str | None] = mapped_column(String(500))
    values: Mapped[dict[str, float]] = mapped_column(JSON)
    ground: Mapped[str] = mapped_column(String(500))
    assessed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    assessed_at: Mapped[datetime] = mapped_column(Moment)
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)


class Payment(Base):
    """Money that came in for an assessment. `reference` is the bank's or the treasurer's: it comes once."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("source IN ('officer', 'webhook')", name="source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    paid_at: Mapped[datetime] = mapped_column(Moment)
    source: Mapped[str] = mapped_column(String(8))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
