"""What reports read from the database: four queries, however many cases there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select

from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.reports.figures import Done, Pending
from tlkit.site.permits.reports.months import Month
from tlkit.site.permits.sight import SERVICE
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases.clock import Promise, Span
from tlkit.site.shared.cases.models import Case, CasePause
from tlkit.site.shared.cases.sight import seen_by
from tlkit.site.shared.cases.silence import by_silence
from tlkit.site.shared.database import db
from tlkit.site.shared.workdays import Calendar

DECIDED = ("granted", "refused")


@dataclass(frozen=True)
class Issued:
    """One line of the register. `until` is None for what holds without an end."""

    number: str
    issued_on: date
    kind: str
    title: str
    district: str | None
    until: date | None
    holder: str | None
    revoked: bool


def within(officer: Officer) -> list[ColumnElement[bool]]:
    """Permits' cases; those of an agency only, for its officers."""
    return [Case.service == SERVICE, *seen_by(officer)]


def moments(month: Month, calendar: Calendar) -> tuple[datetime, datetime]:
    """When a month begins and ends by the region's clocks."""
    return calendar.at(month.first, time()), calendar.at(month.end, time())


def pending(officer: Officer, now: datetime) -> list[Pending]:
    """What is not closed, by permit and district. Only what is in progress can be late."""
    late = func.count().filter(Case.state == "open", Case.next_at < now)
    silent = func.count().filter(by_silence(Case, now))
    rows = db.session.execute(
        select(Case.kind, Case.district, func.count(), late, silent)
        .where(*within(officer), Case.state.in_(("open", "returned", "paused")))
        .group_by(Case.kind, Case.district)
    )
    return [Pending(*row) for row in rows]


def closed_in(month: Month, calendar: Calendar, officer: Officer) -> list[ColumnElement[bool]]:
    """Cases that were decided in a month after their file was complete."""
    since, until = moments(month, calendar)
    return [
        *within(officer),
        Case.outcome.in_(DECIDED),
        Case.complete_at.is_not(None),
        Case.closed_at >= since,
        Case.closed_at < until,
    ]


def decided(month: Month, calendar: Calendar, officer: Officer) -> list[Done]:
    """The cases that were decided in a month."""
    columns: Any = (Case.id, Case.kind, Case.district, Case.complete_at, Case.closed_at)
    promise: Any = (Case.promise_days, Case.promise_unit)
    query = select(*columns, *promise).where(*closed_in(month, calendar, officer))
    return [
        Done(id_, kind, district, complete_at, closed_at, promise_of(days, unit))
        for id_, kind, district, complete_at, closed_at, days, unit in db.session.execute(query)
    ]


def promise_of(days: int | None, unit: Any) -> Promise | None:
    """The promise of a row; None where there was none."""
    return None if days is None else Promise(days, unit or "working-days")


def pauses(month: Month, calendar: Calendar, officer: Officer) -> dict[int, list[Span]]:
    """When the clocks of the cases decided in a month stood still, by case."""
    rows = db.session.execute(
        select(CasePause.case_id, CasePause.ground, CasePause.since, CasePause.until)
        .join(Case, CasePause.case_id == Case.id)
        .where(*closed_in(month, calendar, officer))
        .order_by(CasePause.case_id, CasePause.since)
    )
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(Span(row.ground, row.since, row.until))
    return dict(found)


def issued(month: Month, officer: Officer, *, names: bool) -> Sequence[Issued]:
    """The certificates of a month by date and number; holders' names only where they are asked for."""
    holder = [Case.applicant_name] if names else []
    rows = db.session.execute(
        select(
            Certificate.number,
            Certificate.issued_on,
            Certificate.permit_id,
            Certificate.title,
            Case.district,
            Certificate.valid_until,
            Certificate.revoked_at,
            *holder,
        )
        .join(Case, Certificate.case_id == Case.id)
        .where(
            *within(officer),
            Certificate.kind == "certificate",
            Certificate.issued_at.is_not(None),
            Certificate.issued_on >= month.first,
            Certificate.issued_on < month.end,
        )
        .order_by(Certificate.issued_on, Certificate.year, Certificate.serial, Certificate.id)
    )
    return [
        Issued(
            row.number,
            row.issued_on,
            row.permit_id,
            row.title,
            row.district,
            row.valid_until,
            row.applicant_name if names else None,
            row.revoked_at is not None,
        )
        for row in rows
    ]
