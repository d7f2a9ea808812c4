"""What is due for destruction: proposed by a job or a request; and what was decided about it.

Deciding it, by two officers, stands in `deciding`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from typing import NamedTuple

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from tlkit.site.shared import audit
from tlkit.site.shared.cases import Case
from tlkit.site.shared.clock import HOURS, local_date
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.privacy.models import Approval, Destruction
from tlkit.site.shared.privacy.schedule import same_day, years_of

BATCH = 500


def propose_due() -> int:
    """Propose every closed case whose retention is over and that was never proposed. Returns how many."""
    with writing() as session:
        found = [
            propose(session, case, "retention", current_instance().clock())
            for service in current_instance().region.services
            for case in due_of(session, service)
        ]
    return len(found)


def due_of(session: Session, service: str) -> list[Case]:
    """Cases of a service that were closed longer ago than the region keeps them."""
    years, instance = years_of(service), current_instance()
    if years is None:
        return []
    zone = timezone(timedelta(hours=HOURS[instance.region.zone]))
    before = datetime.combine(same_day(instance.today(), -years), time(), zone)
    query = (
        select(Case)
        .outerjoin(Destruction, Destruction.case_id == Case.id)
        .where(
            Case.service == service,
            Case.closed_at < before,
            Case.erased_at.is_(None),
            Destruction.id.is_(None),
        )
    )
    return list(session.scalars(query.order_by(Case.closed_at).limit(BATCH)))


def propose_for_request(session: Session, receipt: str, now: datetime) -> Destruction | None:
    """Propose the closed case of a receipt because its person asked; None where there is none."""
    case = session.scalar(select(Case).where(Case.receipt == receipt))
    if case is None or case.closed_at is None or case.erased_at is not None:
        return None
    known = session.scalar(select(Destruction).where(Destruction.case_id == case.id))
    if known is not None:
        if known.state == "kept":
            known.state, known.ground = "proposed", None
            session.execute(delete(Approval).where(Approval.destruction_id == known.id))
            written(session, case, "request", now)
        known.reason = "request"
        return known
    return propose(session, case, "request", now)


def propose(session: Session, case: Case, reason: str, now: datetime) -> Destruction:
    day = local_date(now, current_instance().region.zone)
    years = years_of(case.service) if reason == "retention" else None
    if years is not None and case.closed_at is not None:
        day = same_day(local_date(case.closed_at, current_instance().region.zone), years)
    row = Destruction(
        case_id=case.id, service=case.service, reason=reason, due_on=day, proposed_at=now, state="proposed"
    )
    session.add(row)
    session.flush()
    written(session, case, reason, now)
    return row


def written(session: Session, case: Case, reason: str, now: datetime) -> None:
    """The audit's row about a proposal."""
    audit.record(
        session, actor="system", action="destruction.proposed", subject=f"case:{case.id}", case_id=case.id,
        detail={"reason": reason}, now=now,
    )  # fmt: skip


class Proposed(NamedTuple):
    """What waits for a decision: for a second approval where `approval` is the first."""

    row: Destruction
    case: Case
    approval: Approval | None


def proposed(limit: int = 200) -> list[Proposed]:
    """What waits for a decision, the longest due first."""
    query = select(Destruction, Case, Approval).join(Case, Case.id == Destruction.case_id)
    query = query.outerjoin(Approval, Approval.destruction_id == Destruction.id)
    query = query.where(Destruction.state == "proposed").order_by(Destruction.due_on, Destruction.id)
    return [Proposed(*found) for found in db.session.execute(query.limit(limit))]


def waiting_for(account_id: int) -> int:
    """How many proposals an officer has not approved yet."""
    own = and_(Approval.destruction_id == Destruction.id, Approval.account_id == account_id)
    query = select(func.count()).select_from(Destruction).outerjoin(Approval, own)
    query = query.where(Destruction.state == "proposed", Approval.account_id.is_(None))
    return db.session.scalar(query) or 0


class Decided(NamedTuple):
    """What was decided, the receipt of its case, and who approved it, in order."""

    row: Destruction
    receipt: str
    approvals: Sequence[Approval]


def decided(limit: int = 50) -> list[Decided]:
    """What was decided last."""
    query = select(Destruction, Case.receipt).join(Case, Case.id == Destruction.case_id)
    query = query.where(Destruction.state != "proposed").order_by(Destruction.decided_at.desc())
    found = [(row, receipt) for row, receipt in db.session.execute(query.limit(limit))]
    given = defaultdict(list)
    of_these = Approval.destruction_id.in_([row.id for row, _ in found])
    for each in db.session.scalars(select(Approval).where(of_these).order_by(Approval.approved_at)):
        given[each.destruction_id].append(each)
    return [Decided(row, receipt, given[row.id]) for row, receipt in found]


PROPOSE = Job("privacy.propose", propose_due, every=24 * 3600.0)
