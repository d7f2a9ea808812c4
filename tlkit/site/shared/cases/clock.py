"""The clock of a case: when a promise falls due, how much of it is left, which days did not count. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from tlkit.site.shared.workdays import Calendar
from tlkit.site.shared.workdays.calendar import days

Unit = Literal["working-days", "days", "hours"]


class Promise(NamedTuple):
    """How long a service has: working days, days of the calendar, or working hours."""

    days: int
    unit: Unit = "working-days"


class Span(NamedTuple):
    """A time in which the clock stood still; still does when `until` is None."""

    ground: str
    since: datetime
    until: datetime | None = None


class Deadline(NamedTuple):
    """When a promise ends, counted with which calendar, and whether free days may still change it."""

    at: datetime
    calendar: str
    estimated: bool


class NotCounted(NamedTuple):
    """A day that the promise does not count: `why` is `pause` or `free`."""

    day: date
    why: Literal["pause", "free"]


@dataclass(frozen=True)
class Count:
    """One promise, from the moment that its file was complete."""

    calendar: Calendar
    promise: Promise
    start: datetime
    pauses: Sequence[Span] = ()

    @property
    def first(self) -> date:
        """The day on which the file counts as complete; the promise counts from the day after."""
        return self.calendar.counting_day(self.start)

    def deadline(self, now: datetime) -> Deadline:
        """When it is due; while the clock stands still, as though it went on now."""
        if self.promise.unit == "hours":
            at = self.after_hours(timedelta(hours=self.promise.days), now)
            last = self.calendar.today(at)
            return Deadline(at, self.calendar.name, self.calendar.uncertain(self.first, last))
        still = self.still(now)
        due = self.calendar.after(
            self.first, self.promise.days, lambda day: self.counts(day) and not covered(day, still)
        )
        at = self.after_pauses(self.calendar.closing(due.date), now)
        return Deadline(at, due.calendar, self.calendar.uncertain(self.first, self.calendar.today(at)))

    def after_pauses(self, at: datetime, now: datetime) -> datetime:
        """The end of the last day: a pause that began in time leaves what was left of it for the day
        on which the clock goes on."""
        for span in self.pauses:
            until = span.until or max(now, span.since)
            if span.since <= at < until:
                at = self.calendar.closing(self.calendar.counting_day(until))
        return at

    def left(self, now: datetime) -> int:
        """Whole units left, today's included; negative once it is late."""
        if self.promise.unit == "hours":
            used = self.hours_used(now)
            return self.promise.days - int(used.total_seconds() // 3600)
        still = self.still(now)
        today = self.calendar.today(now)
        spent = sum(self.counts(day) and not covered(day, still) for day in days(self.first, today))
        return self.promise.days - spent

    def not_counted(self, now: datetime, until: date) -> list[NotCounted]:
        """Every day after the first up to `until` that does not count, in order."""
        still = self.still(now)
        found: list[NotCounted] = []
        for day in days(self.first, until):
            if not self.counts(day):
                found.append(NotCounted(day, "free"))
            elif covered(day, still):
                found.append(NotCounted(day, "pause"))
        return found

    def counts(self, day: date) -> bool:
        """Whether a day would count if the clock ran."""
        return self.promise.unit == "days" or self.calendar.is_working(day)

    def still(self, now: datetime) -> list[tuple[date, date]]:
        """The pauses as days: the day on which one begins is spent, that on which it ends is not."""
        return [
            (self.calendar.today(span.since), self.calendar.counting_day(span.until or now))
            for span in self.pauses
        ]

    def after_hours(self, needed: timedelta, now: datetime) -> datetime:
        """The moment at which so many working hours have passed without a pause."""
        for opens, closes in self.calendar.hours(self.start):
            for since, until in without(opens, closes, self.pauses, now):
                if needed <= until - since:
                    return since + needed
                needed -= until - since
        raise AssertionError("working hours have no end")

    def hours_used(self, now: datetime) -> timedelta:
        """How many working hours have passed without a pause."""
        used = timedelta()
        for opens, closes in self.calendar.hours(self.start):
            if opens >= now:
                return used
            pieces = without(opens, min(closes, now), self.pauses, now)
            used += sum((until - since for since, until in pieces), timedelta())
        return used


def covered(day: date, spans: Iterable[tuple[date, date]]) -> bool:
    """Whether a day lies after the beginning of a span, up to its end."""
    return any(since < day <= until for since, until in spans)


def without(
    opens: datetime, closes: datetime, pauses: Iterable[Span], now: datetime
) -> list[tuple[datetime, datetime]]:
    """What is left of some hours when the pauses are taken out."""
    pieces = [(opens, closes)]
    for span in pauses:
        end = span.until or max(now, span.since)
        pieces = [
            piece
            for since, until in pieces
            for piece in ((since, min(until, span.since)), (max(since, end), until))
            if piece[0] < piece[1]
        ]
    return pieces
