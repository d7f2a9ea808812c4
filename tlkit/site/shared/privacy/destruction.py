"""What is due for destruction: proposed by a job or a request, decided by a named officer, recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text, TlkitError
from tlkit.site.shared import audit
from tlkit.site.shared.cases import Actor, Case, erase_person
from tlkit.site.shared.cases.kinds import kind_of
from tlkit.site.shared.clock import HOURS, local_date
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.privacy.models import Destruction
from tlkit.site.shared.privacy.schedule import same_day, years_of

BATCH = 500


class ServiceOff(TlkitError):
    """The service that keeps a case's papers is off, so they cannot be destroyed with it."""

    def __init__(self, service: str) -> None:
        super().__init__(
            Text(f"The service “{service}” is off; its papers cannot be destroyed.",
                 f"Layanan “{service}” sedang tidak aktif; berkasnya tidak dapat dimusnahkan."),
            Text("Turn it on in region.yaml, then try again.", "Aktifkan di region.yaml, lalu coba lagi."),
        )  # fmt: skip


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
        known.state, known.reason = "proposed", "request"
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
    audit.record(
        session, actor="system", action="destruction.proposed", subject=f"case:{case.id}", case_id=case.id,
        detail={"reason": reason}, now=now,
    )  # fmt: skip
    return row


def destroy(numbers: Collection[int], *, ground: str, by: Actor, now: datetime) -> int:
    """Forget the persons of proposed cases, with all that their services keep. Returns how many.

    Each case is a transaction of its own; one that was decided meanwhile is left alone.
    """
    return sum(decide(number, "destroyed", ground=ground, by=by, now=now) for number in sorted(numbers))


def keep(number: int, *, ground: str, by: Actor, now: datetime) -> bool:
    """Leave a proposed case as it is, and say why. False when it was decided meanwhile."""
    return decide(number, "kept", ground=ground, by=by, now=now)


def decide(number: int, state: str, *, ground: str, by: Actor, now: datetime) -> bool:
    with writing() as session:
        row = session.get(Destruction, number, with_for_update=True)
        if row is None or row.state != "proposed":
            return False
        row.state, row.ground = state, ground
        row.decided_at, row.decided_by, row.decided_name = now, by.account_id, by.name
        if state == "destroyed":
            forget(session, session.get_one(Case, row.case_id), by, now)
        audit.record(
            session, actor=by.audited, action=f"destruction.{state}", subject=f"case:{row.case_id}",
            case_id=row.case_id, now=now,
        )  # fmt: skip
    return True


def forget(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """Take the person out of a case and out of what its service keeps. Raises `ServiceOff`."""
    erase = kind_of(case).erase
    if erase is None:
        raise ServiceOff(case.service)
    erase(session, case, now)
    erase_person(session, case, now, by)


def proposed(limit: int = 200) -> list[tuple[Destruction, Case]]:
    """What waits for a decision, the longest due first."""
    query = select(Destruction, Case).join(Case, Case.id == Destruction.case_id)
    query = query.where(Destruction.state == "proposed").order_by(Destruction.due_on, Destruction.id)
    return [(row, case) for row, case in db.session.execute(query.limit(limit))]


def decided(limit: int = 50) -> list[tuple[Destruction, str]]:
    """What was decided last, each with the receipt of its case."""
    query = select(Destruction, Case.receipt).join(Case, Case.id == Destruction.case_id)
    query = query.where(Destruction.state != "proposed").order_by(Destruction.decided_at.desc())
    return [(row, receipt) for row, receipt in db.session.execute(query.limit(limit))]


PROPOSE = Job("privacy.propose", propose_due, every=24 * 3600.0)
