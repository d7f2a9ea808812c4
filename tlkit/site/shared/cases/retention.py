"""What is due for destruction, and how a case forgets its person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tlkit.site.shared import notices
from tlkit.site.shared.cases.actors import SYSTEM, Actor
from tlkit.site.shared.cases.models import Case, CaseEvent, CaseKey, CaseMessage, CaseReturn, CaseWord
from tlkit.site.shared.cases.record import change, record
from tlkit.site.shared.cases.registered import beside_cases

ERASED = "—"
"""What stands where a name or a text stood."""


def closed_before(session: Session, moment: datetime, limit: int = 500) -> list[Case]:
    """Cases closed before a moment that still know their person, oldest first."""
    query = select(Case).where(Case.closed_at < moment, Case.erased_at.is_(None))
    return list(session.scalars(query.order_by(Case.closed_at, Case.id).limit(limit)))


def erase_person(session: Session, case: Case, now: datetime, by: Actor = SYSTEM) -> None:
    """Take name, contact, messages, notes and search keys out of a case; what was done and when stays.

    Papers and answers belong to the service, which erases them in the same transaction.
    """
    change(case, by, None, now)
    case.applicant_name, case.contact, case.erased_at = ERASED, {}, now
    for table in (CaseWord, CaseKey):
        session.execute(delete(table).where(table.case_id == case.id))
    session.execute(update(CaseMessage).where(CaseMessage.case_id == case.id).values(text=ERASED))
    session.execute(update(CaseReturn).where(CaseReturn.case_id == case.id).values(note=ERASED))
    session.execute(update(CaseEvent).where(CaseEvent.case_id == case.id).values(note=None))
    notices.forget(session, case.id)
    for each in beside_cases():
        each.forget(session, case)
    record(session, case, "person.erased", by, now, public=False)
