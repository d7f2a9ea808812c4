"""Counts running promises anew once the calendar is another: a decree has come, or other days are free.

What is over stays over, and a case that stands still is counted when it goes on.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.site.shared import audit
from tlkit.site.shared.cases.actors import SYSTEM
from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.cases.opening import set_due
from tlkit.site.shared.cases.record import record
from tlkit.site.shared.cases.standing import count_of
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.workdays import Calendar

BATCH = 200
"""Cases in one transaction: writers wait no longer than for any other change."""


def recount() -> int:
    """Say anew when every running promise ends that another calendar counted. Returns how many moved."""
    calendar = Calendar.of(current_instance().region)
    moved, after = 0, 0
    while True:
        with writing() as session:
            found = counted_otherwise(session, calendar, after)
            moved += sum(counted_anew(session, case, calendar) for case in found)
            if found:
                after = found[-1].id
                note(session, len(found), calendar)
        if len(found) < BATCH:
            return moved


def counted_otherwise(session: Session, calendar: Calendar, after: int) -> list[Case]:
    """A batch of cases whose promise runs and was counted with another calendar."""
    query = select(Case).where(
        Case.state == "open",
        Case.complete_at.is_not(None),
        Case.due_at >= current_instance().clock(),
        Case.calendar != calendar.name,
        Case.id > after,
    )
    return list(session.scalars(query.order_by(Case.id).limit(BATCH).with_for_update()))


def counted_anew(session: Session, case: Case, calendar: Calendar) -> bool:
    """Store when a case is due by this calendar, and say so where that has changed.

    A day off too few may not make a case late that was in time: then what was promised stays.
    """
    now, count = current_instance().clock(), count_of(session, case)
    was = case.due_at
    if count is None or was is None or count.deadline(now).at < now:
        return False
    set_due(case, count, now)
    if case.due_at == was:
        return False
    detail = {"was": day(calendar, was), "is": day(calendar, case.due_at or was)}
    record(session, case, "case.recounted", SYSTEM, now, detail=detail)
    return True


def day(calendar: Calendar, at: datetime) -> str:
    return calendar.today(at).isoformat()


def note(session: Session, count: int, calendar: Calendar) -> None:
    """The audit's row about all of a batch."""
    audit.record(
        session, actor="system", action="cases.recounted", subject="cases",
        detail={"cases": count, "calendar": calendar.name}, now=current_instance().clock(),
    )  # fmt: skip


RECOUNT = Job("cases.recount", recount, every=24 * 3600.0)
"""Soon after each start, since a changed region file and a new library come with one; then daily."""
