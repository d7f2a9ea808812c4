"""Money that came in: recorded once, and the case that waited for it goes on.

The one place that writes payments. Whoever records one holds the row of its case from the
beginning, so that of two at once the second sees the first.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tlkit.errors import ConflictError, ExitCode, Text, TlkitError
from tlkit.site.permits.fees.balance import balance_of
from tlkit.site.permits.fees.formula import LARGEST_AMOUNT
from tlkit.site.permits.fees.models import Assessment, Payment
from tlkit.site.shared import audit
from tlkit.site.shared.cases import SYSTEM, Actor, Case, finish_step, held_on, resume

WAITING = "payment"
"""The step in which a case waits for its payment, and the ground on which its clock then stands still."""
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
    case = session.get_one(Case, assessment.case_id, with_for_update=True)
    at = min(paid_at, now) if paid_at - now <= AHEAD else paid_at
    made = record_payment(
        session, assessment, reference=reference, amount=amount, paid_at=at, by=SYSTEM, now=now
    )
    settle(session, case, SYSTEM, None, now)
    return made


def settle(session: Session, case: Case, by: Actor, revision: int | None, now: datetime) -> bool:
    """Let a case go on that is paid: its clock, where that waited for the payment, and its payment step.

    Whether it is paid. What holds the clock on another ground goes on holding it, and the step too.
    """
    balance = balance_of(session, case.id)
    if balance is None or not balance.settled:
        return False
    if case.state == "paused" and held_on(session, case) == WAITING:
        resume(session, case, by, revision, now, came=WAITING)
        revision = None
    if case.state == "open" and case.role == WAITING:
        finish_step(session, case, by, revision, now)
    return True


def awaited(session: Session, case: Case) -> str | None:
    """The ground on which the clock of a case stands still while its bill is unpaid; None without one."""
    if case.role != WAITING:
        return None
    balance = balance_of(session, case.id)
    return None if balance is None or balance.settled else WAITING


def recorded(session: Session, reference: str) -> Payment | None:
    """The payment of a reference."""
    return session.scalar(select(Payment).where(Payment.reference == reference))


def case_of(session: Session, payment: Payment) -> int | None:
    """The case that a payment is for."""
    return session.scalar(select(Assessment.case_id).where(Assessment.id == payment.assessment_id))
