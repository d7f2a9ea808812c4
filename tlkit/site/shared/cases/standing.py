"""How a case stands: days left, why some did not count, what holds the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.site.shared.cases.clock import Count, NotCounted, Promise, Span, Unit
from tlkit.site.shared.cases.models import Case, CasePause
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.workdays import Calendar


@dataclass(frozen=True)
class Standing:
    """The clock of a case at one moment.

    `due` and `days_left` (units of the promise; negative once late) are None where no promise
    runs: before the file is complete, without a promise, after the end. While the clock stands
    still `days_left` stays and `due` is None. `estimated` means that free days may still change.
    `pauses` are all of the case; `not_counted` the days up to the due date that the promise skips.
    """

    running: bool
    promise: Promise | None
    days_left: int | None
    due: datetime | None
    estimated: bool
    late: bool
    pauses: tuple[Span, ...]
    not_counted: tuple[NotCounted, ...]

    @property
    def unit(self) -> Unit:
        """What `days_left` counts."""
        return self.promise.unit if self.promise else "working-days"

    @property
    def held(self) -> Span | None:
        """The pause that holds the clock now."""
        return next((span for span in self.pauses if span.until is None), None)


def standing(case: Case, calendar: Calendar, now: datetime, session: Session | None = None) -> Standing:
    """How the case stands now. Reads its pauses."""
    pauses = pauses_of(session or db.session(), case)
    promise = promise_of(case)
    still = any(span.until is None for span in pauses)
    if case.complete_at is None or case.state == "closed" or promise is None:
        late = case.check_due_at is not None and case.state == "open" and now > case.check_due_at
        return Standing(False, promise, None, None, False, late, pauses, ())
    count = Count(calendar, promise, case.complete_at, pauses)
    left = count.left(now)
    due = None if still else case.due_at
    late = due is not None and now > due
    last = calendar.today(due or now)
    return Standing(
        not still, promise, left, due, case.estimated and not still, late, pauses, skipped(count, now, last)
    )


def skipped(count: Count, now: datetime, last: date) -> tuple[NotCounted, ...]:
    """The days up to the last one that do not count; none for a promise in hours."""
    return () if count.promise.unit == "hours" else tuple(count.not_counted(now, last))


def count_of(session: Session, case: Case) -> Count | None:
    """The promise of a case as it runs; None before it starts and where there is none."""
    promise = promise_of(case)
    if promise is None or case.complete_at is None:
        return None
    calendar = Calendar.of(current_instance().region)
    return Count(calendar, promise, case.complete_at, pauses_of(session, case))


def promise_of(case: Case) -> Promise | None:
    """The promised time."""
    if case.promise_days is None:
        return None
    return Promise(case.promise_days, case.promise_unit or "working-days")  # type: ignore[arg-type]


def pauses_of(session: Session, case: Case) -> tuple[Span, ...]:
    """Every time that the clock stood still, oldest first."""
    query = select(CasePause).where(CasePause.case_id == case.id).order_by(CasePause.since, CasePause.id)
    return tuple(Span(held.ground, held.since, held.until) for held in session.scalars(query))
