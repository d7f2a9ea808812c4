"""What is counted of cases, by permit and by district. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import NamedTuple, TypeVar

from tlkit.site.shared.cases.clock import Count, Promise, Span, Unit
from tlkit.site.shared.workdays import Calendar

Key = TypeVar("Key", bound=Hashable)


class Pending(NamedTuple):
    """So many cases of one permit and district that are not closed: how many are late, and `silent`
    how many count as granted since nobody decided in time."""

    kind: str
    district: str | None
    cases: int
    late: int
    silent: int


class Done(NamedTuple):
    """One case that was decided."""

    case_id: int
    kind: str
    district: str | None
    complete_at: datetime
    closed_at: datetime
    promise: Promise | None


@dataclass
class Line:
    """The figures of one permit or district.

    `spent` counts in `unit`, that of the promises; `kept` says of each promise whether it was.
    """

    count: int = 0
    late: int = 0
    silent: int = 0
    unit: Unit = "working-days"
    spent: list[int] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)
    promises: set[int] = field(default_factory=set)

    @property
    def median(self) -> float | None:
        """Half of the decided cases took no longer; None where none was decided."""
        return float(median(self.spent)) if self.spent else None

    @property
    def promised(self) -> int | None:
        """The longest promise among those decided, in `unit`; None where there was none."""
        return max(self.promises, default=None)

    @property
    def in_time(self) -> int:
        """How many kept their promise."""
        return sum(self.kept)


def spent(done: Done, calendar: Calendar, pauses: Iterable[Span], unit: Unit) -> int:
    """How long a decided case took, without the times in which its clock stood still."""
    count = Count(calendar, Promise(0, unit), done.complete_at, tuple(pauses))
    return -count.left(done.closed_at)


def kept(done: Done, calendar: Calendar, pauses: Iterable[Span]) -> bool | None:
    """Whether a case was decided within its promise; None for one without."""
    if done.promise is None:
        return None
    return Count(calendar, done.promise, done.complete_at, tuple(pauses)).left(done.closed_at) >= 0


def lines(
    pending: Iterable[Pending],
    decided: Iterable[Done],
    pauses: Mapping[int, list[Span]],
    calendar: Calendar,
    by: Callable[[Pending | Done], Key],
) -> dict[Key, Line]:
    """The figures of each permit or district, as `by` says."""
    found: defaultdict[Key, Line] = defaultdict(Line)
    for each in pending:
        line = found[by(each)]
        line.count += each.cases
        line.late += each.late
        line.silent += each.silent
    together: defaultdict[Key, list[Done]] = defaultdict(list)
    for done in decided:
        together[by(done)].append(done)
    for key, some in together.items():
        line = found[key]
        line.unit = unit_of(some)
        for done in some:
            add(line, done, calendar, pauses.get(done.case_id, []))
    return dict(found)


def unit_of(some: Iterable[Done]) -> Unit:
    """The unit in which these cases were promised; working days where there is none, or more than one."""
    units = {done.promise.unit for done in some if done.promise is not None}
    return units.pop() if len(units) == 1 else "working-days"


def add(line: Line, done: Done, calendar: Calendar, pauses: list[Span]) -> None:
    """Count a decided case in."""
    line.spent.append(spent(done, calendar, pauses, line.unit))
    held = kept(done, calendar, pauses)
    if held is not None:
        line.kept.append(held)
    if done.promise is not None and done.promise.unit == line.unit:
        line.promises.add(done.promise.days)
