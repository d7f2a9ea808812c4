"""What happened to a case, as it is asked for."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.site.shared.cases.models import Case, CaseEvent, CaseReturn


def events_of(session: Session, case: Case, *, public: bool = False) -> list[CaseEvent]:
    """The timeline, oldest first; only the applicant's lines where `public`."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id)
    if public:
        query = query.where(CaseEvent.public)
    return list(session.scalars(query.order_by(CaseEvent.at, CaseEvent.id)))


def open_return(session: Session, case: Case) -> CaseReturn | None:
    """What the applicant is to correct now."""
    query = select(CaseReturn).where(CaseReturn.case_id == case.id, CaseReturn.corrected_at.is_(None))
    return session.scalar(query.order_by(CaseReturn.id.desc()).limit(1))


def who_did(session: Session, case: Case) -> dict[str, set[int]]:
    """The accounts that finished a step of each role: who verified is not to sign."""
    did: dict[str, set[int]] = defaultdict(set)
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.kind == "step.finished")
    for event in session.scalars(query):
        if event.account_id is not None:
            did[str(event.detail["role"])].add(event.account_id)
    return dict(did)
