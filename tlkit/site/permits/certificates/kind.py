"""What certificates and charges add to a case: what a step demands, and the applicant's papers."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.fees.balance import assessment_of, balance_of
from tlkit.site.permits.words import rupiah
from tlkit.site.shared.cases import Case, Panel
from tlkit.site.shared.database import db

NOT_SIGNED = Text("The certificate is not signed yet.", "Surat izinnya belum ditandatangani.")
NOT_ASSESSED = Text("What is to be paid was not assessed yet.", "Biayanya belum ditetapkan.")
NOT_PAID = Text("What is to be paid has not come in yet.", "Biayanya belum lunas.")


def demand(session: Session, case: Case) -> Text | None:
    """Why the open step cannot be finished yet: a signature, an assessment or a payment is missing."""
    if case.role == "signer":
        made = certificate_of(session, case.id)
        return None if made is not None and made.issued_at is not None else NOT_SIGNED
    if case.role == "assessment":
        return None if assessment_of(session, case.id) is not None else NOT_ASSESSED
    if case.role == "payment":
        balance = balance_of(session, case.id)
        if balance is None:
            return NOT_ASSESSED
        return None if balance.settled else NOT_PAID
    return None


def rests(session: Session, case: Case) -> str | None:
    """A signed certificate lies there until its holder comes: no day of that is the office's."""
    if case.role != "handover":
        return None
    made = certificate_of(session, case.id)
    return "handover" if made is not None and made.issued_at is not None else None


def panels(case: Case) -> Iterator[Panel]:
    """The applicant's papers, and what is to be paid."""
    session = db.session()
    letters = [
        (name, made)
        for name, kind in (("sertifikat", "certificate"), ("penolakan", "refusal"))
        if (made := certificate_of(session, case.id, kind)) and made.issued_at  # type: ignore[arg-type]
    ]
    yield Panel(Text("Your papers", "Surat Anda"), "certificates/own.html", {"letters": letters}, 20)
    balance = balance_of(session, case.id)
    if balance is not None:
        values = {"balance": balance, "assessment": assessment_of(session, case.id),
                  "rupiah": rupiah}  # fmt: skip
        yield Panel(Text("Charge", "Biaya"), "certificates/charge.html", values, 30)
