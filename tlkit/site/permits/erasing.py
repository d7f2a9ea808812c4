"""How a permit's case forgets its person. What the archives keep of a permit stays: number, object, dates.

While a certificate is in force its holder stays too, for whoever checks the paper by its code.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tlkit.site.permits.applying.applicant import Applicant, Person
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.fees.models import Assessment
from tlkit.site.shared import uploads
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.retention import ERASED
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance

NOBODY = Applicant("person", Person(ERASED, ERASED))


def erase(session: Session, case: Case, now: datetime) -> bool:
    """Take answers, papers, officers' notes and signed letters out of a case, in the caller's transaction.

    Returns whether nothing of the person is left: no certificate of the case is in force.
    """
    today = local_date(now, current_instance().region.zone)
    session.execute(delete(Work).where(Work.case_id == case.id))
    session.execute(update(Assessment).where(Assessment.case_id == case.id).values(ground=ERASED, values={}))
    for application in session.scalars(select(Application).where(Application.case_id == case.id)):
        application.applicant = NOBODY.plain()
        application.answers, application.documents, application.consents = {}, {}, {}
    letters = session.scalars(select(Certificate).where(Certificate.case_id == case.id)).all()
    for made in letters:
        forget_holder(made, today)
    session.flush()
    for upload in session.scalars(select(uploads.Upload).where(uploads.Upload.owner == f"case:{case.id}")):
        uploads.discard(session, upload)
    return not any(in_force(made, today) for made in letters)


def forget_holder(made: Certificate, today: date) -> None:
    """Leave of a letter what the archives keep; while it is in force, its holder, masked to strangers."""
    made.file_id = None
    if in_force(made, today):
        made.details = {"holder_kind": made.details.get("holder_kind", "person")}
        return
    made.details, made.holder = {}, ERASED
    if made.revoked_reason is not None:
        made.revoked_reason = ERASED


def in_force(made: Certificate, today: date) -> bool:
    """Whether somebody may still be shown the certificate's paper and ask if it counts."""
    return (
        made.kind == "certificate"
        and made.issued_at is not None
        and made.revoked_at is None
        and (made.valid_until is None or made.valid_until >= today)
    )
