"""One region's working days and hours."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from typing import NamedTuple

from tlkit.errors import Text
from tlkit.region.model import Region, Zone
from tlkit.site.shared.clock import HOURS, local_date
from tlkit.site.shared.workdays.free import Free, Layer, national, version

DAY = timedelta(days=1)
MOVES = 2
"""Days by which a holiday that is only estimated may still move, either way."""

DAY_NAMES = (
    Text("Monday", "Senin"), Text("Tuesday", "Selasa"), Text("Wednesday", "Rabu"), Text("Thursday", "Kamis"),
    Text("Friday", "Jumat"), Text("Saturday", "Sabtu"), Text("Sunday", "Minggu"),
)  # fmt: skip


class Due(NamedTuple):
    """The last day of a promise, the calendar that it was counted with, and whether that may still change."""

    date: date
    calendar: str
    estimated: bool


@dataclass(frozen=True)
class Calendar:
    """The days on which a region's offices work, and from when to when. Weekdays count Monday as 1."""

    zone: Zone
    weekdays: frozenset[int]
    opens: time
    closes: time
    own: tuple[tuple[date, str], ...] = ()
    layers: tuple[Layer, ...] = ("public", "joint", "own")

    def __post_init__(self) -> None:
        if not self.weekdays or self.opens >= self.closes:
            raise ValueError("a calendar needs a working day and working hours")

    @classmethod
    def of(cls, region: Region, layers: tuple[Layer, ...] = ("public", "joint", "own")) -> Calendar:
        """The calendar of a region; other `layers` show what a promise would be without some free days."""
        work = region.working
        own = tuple((holiday.date, holiday.name) for holiday in work.holidays)
        return cls(region.zone, frozenset(work.days), work.opens, work.closes, own, layers)

    @property
    def name(self) -> str:
        """What is stored beside a date: layers, the region's own days, its week and hours, the library.

        Two calendars that count differently have different names. At most 80 characters.
        """
        layers = "+".join(self.layers) or "weekdays"
        days, hours = "".join(map(str, sorted(self.weekdays))), f"{self.opens:%H%M}-{self.closes:%H%M}"
        return (
            f"ID {layers} ({len(self.own)} own {self.mark}), {days} {hours} {self.zone}, holidays {version()}"
        )

    @cached_property
    def mark(self) -> str:
        """Six hexadecimal digits that the region's own days give."""
        own = " ".join(sorted(when.isoformat() for when, _ in self.own))
        return hashlib.sha256(own.encode()).hexdigest()[:6]

    def free(self, day: date) -> Free | None:
        """The holiday of a day, None where there is none. Says nothing of weekends."""
        for layer in self.layers:
            if layer == "own":
                names = [name for when, name in self.own if when == day]
                found = Free(Text(names[0], names[0]), "own") if names else None
            else:
                found = national(day.year, layer).get(day)
            if found is not None:
                return found
        return None

    def is_working(self, day: date) -> bool:
        """Whether the offices work on a day."""
        return day.isoweekday() in self.weekdays and self.free(day) is None

    def why_not(self, day: date, lang: str) -> str | None:
        """The holiday or the day of the week for which a day does not count; None when it does."""
        if (free := self.free(day)) is not None:
            return free.name.in_(lang)
        return None if day.isoweekday() in self.weekdays else DAY_NAMES[day.weekday()].in_(lang)

    def after(self, day: date, n: int, counts: Callable[[date], bool] | None = None) -> Due:
        """The `n`-th working day after `day`, which itself never counts; `counts` decides otherwise."""
        counting, last, left = counts or self.is_working, day, n
        while left > 0:
            last += DAY
            left -= counting(last)
        return Due(last, self.name, self.uncertain(day, last))

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to `end`, this one included; 0 when `end` is earlier."""
        return sum(self.is_working(day) for day in days(start, end))

    def uncertain(self, start: date, end: date) -> bool:
        """Whether the free days after `start` up to `end` may still change.

        So it is when joint leave counts and a year among them has no decree yet, and when a holiday
        that the library only estimates lies among them, or close enough to move in.
        """
        years = range(start.year, end.year + 1)
        if "joint" in self.layers and any(not national(year, "joint") for year in years):
            return True
        near = days(start - MOVES * DAY, end + MOVES * DAY)
        return any(free is not None and free.estimated for free in map(self.free, near))

    def today(self, moment: datetime) -> date:
        """The day in the region's zone at a moment."""
        return local_date(moment, self.zone)

    def counting_day(self, moment: datetime) -> date:
        """The day on which something counts as received: after closing, the next working day."""
        day = self.today(moment)
        if moment >= self.closing(day):
            day += DAY
        while not self.is_working(day):
            day += DAY
        return day

    def opening(self, day: date) -> datetime:
        """When the offices open on a day."""
        return self.at(day, self.opens)

    def closing(self, day: date) -> datetime:
        """When the offices close on a day: the end of a promise that is due then."""
        return self.at(day, self.closes)

    def at(self, day: date, hour: time) -> datetime:
        """A time of the region's clocks as a moment."""
        zone = timezone(timedelta(hours=HOURS[self.zone]))
        return datetime.combine(day, hour, zone).astimezone(timezone.utc)

    def hours(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The office's hours from a moment on, without end: one opening and closing for each working day."""
        day = self.today(start)
        while True:
            if self.is_working(day) and self.closing(day) > start:
                yield max(start, self.opening(day)), self.closing(day)
            day += DAY


def days(start: date, end: date) -> Iterator[date]:
    """The days after `start` up to `end`, this one included."""
    while start < end:
        start += DAY
        yield start
