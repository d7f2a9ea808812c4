"""A receipt that was lost: found by NIK once the person was identified, sent again, its contact mended.

How the person proved who they are is in the audit, without a number or a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying.applicant import applicant_of
from tlkit.site.permits.applying.services import application_of, contact_of, keys_of
from tlkit.site.permits.sight import SERVICE
from tlkit.site.shared import audit
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import Actor, Case, CaseKey, CaseWord, OutOfOrder
from tlkit.site.shared.cases.finding import by_key
from tlkit.site.shared.cases.opening import normal, write_search
from tlkit.site.shared.cases.record import change, notify, record
from tlkit.site.shared.cases.sight import seen_by
from tlkit.site.shared.pages import in_reader_language

MOST = 20
PROOFS: Mapping[str, Text] = {
    "ktp": Text("Original identity card (KTP), photo compared", "KTP asli, foto dicocokkan"),
    "ikd": Text("Digital identity (IKD) opened on their phone", "KTP digital (IKD) dibuka di HP pemohon"),
    "kk": Text("Original family card and another photo card", "KK asli dan kartu berfoto lain"),
    "kuasa": Text("Letter of authority and both identity cards", "Surat kuasa dan KTP keduanya"),
}
"""How somebody at the counter proves who they are."""


def proofs_offered() -> list[tuple[str, str]]:
    """The proofs to choose from, in the reader's language."""
    none = Text("Choose …", "Pilih …")
    return [(key, in_reader_language(text)) for key, text in (("", none), *PROOFS.items())]


def found_by_nik(
    session: Session, nik: str, proof: str, officer: Officer, by: Actor, now: datetime
) -> Sequence[Case]:
    """The cases of a person who was identified, newest first, those the officer may see.

    Each leaves a row in the audit with the proof; so does a search that found nothing.
    """
    query = select(Case).where(Case.service == SERVICE, Case.id.in_(by_key("nik", nik)))
    query = query.where(Case.erased_at.is_(None), *seen_by(officer))
    cases = session.scalars(query.order_by(Case.id.desc()).limit(MOST)).all()
    note_identified(session, cases, proof, by, now)
    return cases


def note_identified(session: Session, found: Sequence[Case], proof: str, by: Actor, now: datetime) -> None:
    """Write down how somebody at the counter was identified, and what was opened for them."""
    named: list[tuple[str, int | None]] = [(f"case:{case.id}", case.id) for case in found]
    for subject, case_id in named or [("cases", None)]:
        audit.record(
            session, actor=by.audited, action="receipt.recovered", subject=subject, case_id=case_id,
            detail={"proof": proof, "found": len(found)}, now=now,
        )  # fmt: skip


def send_again(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """Send the receipt number to the applicant's contact. Raises `OutOfOrder` where there is none."""
    if not case.contact:
        raise OutOfOrder(Text("No contact is known.", "Belum ada kontak. Isi dulu nomor HP atau e-mail."))
    notify(session, case, "receipt", now)
    record(session, case, "receipt.sent", by, now, public=False)


def change_contact(
    session: Session, case: Case, contact: Mapping[str, str], by: Actor, revision: int, now: datetime
) -> None:
    """Reach the applicant elsewhere from now on; the former contact is told so. Raises `Stale`."""
    former, application = dict(case.contact), application_of(session, case)
    change(case, by, revision, now)
    answers = {key: value for key, value in application.answers.items() if key not in ("telepon", "email")}
    answers |= {
        name: contact[kind] for name, kind in (("telepon", "phone"), ("email", "email")) if contact.get(kind)
    }
    applicant = applicant_of(answers)
    application.answers, application.applicant = answers, applicant.plain()
    case.contact = normal(contact_of(applicant))
    session.execute(delete(CaseWord).where(CaseWord.case_id == case.id))
    session.execute(delete(CaseKey).where(CaseKey.case_id == case.id))
    write_search(session, case, keys_of(applicant, answers))
    notify(session, case, "contact", now, to=former)
    notify(session, case, "receipt", now)
    record(session, case, "contact.changed", by, now, public=False)
