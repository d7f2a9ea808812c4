"""What is to be paid for a case and what came in. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tlkit.site.permits.fees.models import Assessment, Payment


@dataclass(frozen=True)
class Balance:
    """What is due on a case and what came in, in whole rupiah."""

    due: int
    paid: int

    @property
    def state(self) -> Literal["unpaid", "short", "paid", "over"]:
        """How the two compare; nothing due is paid."""
        if self.paid == self.due:
            return "paid"
        if self.paid > self.due:
            return "over"
        return "short" if self.paid else "unpaid"

    @property
    def settled(self) -> bool:
        """Whether enough has come in."""
        return self.paid >= self.due

    @property
    def difference(self) -> int:
        """What is still missing, or what came too much."""
        return abs(self.due - self.paid)


def assessment_of(session: Session, case_id: int) -> Assessment | None:
    """The assessment of a case that counts now."""
    return session.scalar(
        select(Assessment).where(Assessment.case_id == case_id, Assessment.replaced_at.is_(None))
    )


def assessment_numbered(session: Session, number: str) -> Assessment | None:
    """The assessment with a number, also one that another has replaced."""
    return session.scalar(select(Assessment).where(Assessment.number == number))


def payments_of(session: Session, case_id: int) -> Sequence[Payment]:
    """Every payment of a case, oldest first."""
    return session.scalars(
        select(Payment)
        .join(Assessment, Payment.assessment_id == Assessment.id)
        .where(Assessment.case_id == case_id)
        .order_by(Payment.paid_at, Payment.id)
    ).all()


def balance_of(session: Session, case_id: int) -> Balance | None:
    """How a case stands; None before its assessment."""
    assessment = assessment_of(session, case_id)
    if assessment is None:
        return None
    paid = session.scalar(
        select(func.coalesce(func.sum(Payment.amount), 0))
        .join(Assessment, Payment.assessment_id == Assessment.id)
        .where(Assessment.case_id == case_id)
    )
    return Balance(assessment.amount, int(paid or 0))
