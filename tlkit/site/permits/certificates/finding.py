"""The certificate or refusal of a case, and a certificate by its number. Read only."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.region.number_scheme import folded
from tlkit.site.permits.certificates.models import Certificate, Kind
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.finding import by_receipt_and_contact


def certificate_of(session: Session, case_id: int, kind: Kind = "certificate") -> Certificate | None:
    """The certificate of a case, or its refusal, in whatever state."""
    return session.scalar(select(Certificate).where(Certificate.case_id == case_id, Certificate.kind == kind))


def find_certificate(session: Session, number: str) -> Certificate | None:
    """A certificate that was issued, by its number however typed. Whose it is must still be proved."""
    return session.scalars(
        select(Certificate)
        .where(
            Certificate.number_key == folded(number[:200]),
            Certificate.kind == "certificate",
            Certificate.issued_at.is_not(None),
        )
        .order_by(Certificate.id.desc())
    ).first()


def certificate_of_holder(session: Session, number: str, contact: str) -> Certificate | None:
    """The certificate of a number, for whoever knows the phone number or e-mail that it was applied with."""
    made = find_certificate(session, number)
    case = session.get(Case, made.case_id) if made else None
    known = by_receipt_and_contact(session, case.receipt if case else "", contact)
    return made if known is not None and known.erased_at is None else None
