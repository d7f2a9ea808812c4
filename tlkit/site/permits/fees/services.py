"""What happens to charges: assessed, assessed anew, paid. The one place that writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tlkit.catalogue.model import FeeKind
from tlkit.errors import ConflictError, ExitCode, Text, TlkitError
from tlkit.site.permits.certificates.numbers import next_serial, number_of
from tlkit.site.permits.fees.formula import LARGEST_AMOUNT, evaluate
from tlkit.site.permits.fees.models import Assessment, Payment
from tlkit.site.shared import audit
from tlkit.site.shared.cases import SYSTEM, Actor, Case, OutOfOrder, finish_step
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance

DOCUMENTS: Mapping[str, str] = {"tax": "SKPD", "retribusi": "SKRD"}
"""What the assessment notice of a kind is called: surat ketetapan pajak, or retribusi, daerah."""
REFERENCE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./_-]{2,63}")

AHEAD = timedelta(seconds=300)
"""By how much a payer's clock may be ahead of ours."""


class BadPayment(TlkitError):
    """What was told of a payment cannot be."""

    exit_code = ExitCode.INPUT


class OtherPayment(ConflictError):
    """A reference that stands for another payment already."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "This payment reference is recorded already, with another amount or for another bill.",
                "Nomor bukti ini sudah tercatat dengan jumlah atau tagihan lain.",
            ),
            Text("Check the reference with the bank.", "Periksa nomor bukti itu ke bank."),
        )


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


def document_of(kind: str) -> str:
    """SKRD or SKPD; other kinds have a plain notice."""
    return DOCUMENTS.get(kind, "Surat Ketetapan Biaya")


def assessment_of(session: Session, case_id: int) -> Assessment | None:
    """The assessment of a case that counts now."""
    return session.scalar(
        select(Assessment).where(Assessment.case_id == case_id, Assessment.replaced_at.is_(None))
    )


def assess(
    session: Session,
    case: Case,
    by: Actor,
    now: datetime,
    *,
    kind: FeeKind,
    ground: str,
    formula: str | None = None,
    values: Mapping[str, float] | None = None,
    amount: int | None = None,
) -> Assessment:
    """Set what is to be paid: by a formula and its numbers, or an amount with its ground.

    An assessment that stands already is replaced; what was paid on it still counts. Raises
    `BadFormula`, `OutOfOrder`.
    """
    if case.state == "closed":
        raise OutOfOrder(Text("This case is closed.", "Berkas ini sudah ditutup."))
    total = evaluate(formula, values or {}) if formula else amount
    if total is None or not 0 <= total <= LARGEST_AMOUNT or not ground.strip():
        raise OutOfOrder(
            Text("An assessment needs an amount and its ground.", "Penetapan perlu jumlah dan dasarnya.")
        )
    session.refresh(case, with_for_update=True)
    former = assessment_of(session, case.id)
    if former is not None:
        former.replaced_at = now
    region = current_instance().region
    today = local_date(now, region.zone)
    serial = next_serial(session, "assessment", today.year)
    made = Assessment(
        case_id=case.id,
        kind=kind,
        number=number_of(region, serial, DOCUMENTS.get(kind, "BIAYA"), today),
        amount=total,
        formula=formula,
        values=dict(values or {}),
        ground=ground.strip()[:500],
        assessed_by=by.account_id,
        assessed_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        actor=by.audited,
        action="fee.assessed",
        subject=f"assessment:{made.id}",
        case_id=case.id,
        detail={"amount": str(total)},
        now=now,
    )
    return made


def record_payment(
    session: Session,
    assessment: Assessment,
    *,
    reference: str,
    amount: int,
    paid_at: datetime,
    by: Actor,
    now: datetime,
) -> Payment:
    """Record money that came in; told again, it is the same payment, also when told twice at once.

    Too little or too much is recorded as it came. Raises `BadPayment`, `OtherPayment`.
    """
    reference = reference.strip()
    if not REFERENCE.fullmatch(reference) or not 0 < amount <= LARGEST_AMOUNT or paid_at > now:
        raise BadPayment(
            Text("This is no payment.", "Data pembayaran ini tidak benar."),
            Text(
                "Give a reference of 3 to 64 letters and digits, an amount above nothing, and a past day.",
                "Isi nomor bukti 3–64 huruf atau angka, jumlah di atas nol, dan waktu yang sudah lewat.",
            ),
        )
    made = Payment(
        assessment_id=assessment.id,
        reference=reference,
        amount=amount,
        paid_at=paid_at,
        source="webhook" if by == SYSTEM else "officer",
        recorded_by=by.account_id,
        recorded_at=now,
    )
    known = recorded(session, reference)
    if known is None:
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:
            known = recorded(session, reference)
    if known is not None:
        if (known.amount, case_of(session, known)) != (amount, assessment.case_id):
            raise OtherPayment
        return known
    audit.record(
        session,
        actor=by.audited,
        action="fee.paid",
        subject=f"payment:{made.id}",
        case_id=assessment.case_id,
        detail={"amount": str(amount)},
        now=now,
    )
    return made


def paid_by_message(
    session: Session, assessment: Assessment, reference: str, amount: int, paid_at: datetime, now: datetime
) -> Payment:
    """A payment that a signed message told; its sender's clock may be a little ahead.

    Where the case waits for its payment and that is now whole, the case goes on. Raises
    `BadPayment`, `OtherPayment`.
    """
    at = min(paid_at, now) if paid_at - now <= AHEAD else paid_at
    made = record_payment(
        session, assessment, reference=reference, amount=amount, paid_at=at, by=SYSTEM, now=now
    )
    settle(session, assessment.case_id, now)
    return made


def settle(session: Session, case_id: int, now: datetime) -> bool:
    """Finish the payment step of a case that waits in it and is paid; whether that was so."""
    case, balance = session.get(Case, case_id), balance_of(session, case_id)
    if case is None or balance is None or not balance.settled:
        return False
    if case.state != "open" or case.role != "payment":
        return False
    finish_step(session, case, SYSTEM, None, now)
    return True


def assessment_numbered(session: Session, number: str) -> Assessment | None:
    """The assessment with a number, also one that another has replaced."""
    return session.scalar(select(Assessment).where(Assessment.number == number))


def recorded(session: Session, reference: str) -> Payment | None:
    """The payment of a reference."""
    return session.scalar(select(Payment).where(Payment.reference == reference))


def case_of(session: Session, payment: Payment) -> int | None:
    """The case that a payment is for."""
    return session.scalar(select(Assessment.case_id).where(Assessment.id == payment.assessment_id))


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
