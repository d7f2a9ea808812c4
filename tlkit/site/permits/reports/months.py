"""Months, as reports choose them: `2026-11`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
OFFERED = 24
"""Months that a reader can choose from: two years."""


@dataclass(frozen=True, order=True)
class Month:
    """One month of a year."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def named(cls, words: str) -> Month | None:
        """From an address; None for what is no month."""
        found = WRITTEN.fullmatch(words)
        month = cls(int(found[1]), int(found[2])) if found else None
        return month if month and 2000 <= month.year < 2200 else None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The first day of the next month."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)


def back_from(month: Month) -> Iterator[Month]:
    """A month and those before it, without end."""
    while True:
        yield month
        month = Month.of(month.first - timedelta(days=1))


def offered(today: date, chosen: Month) -> list[Month]:
    """What a reader can choose from, the newest first; what is chosen already is among it."""
    recent = list(islice(back_from(Month.of(today)), OFFERED))
    return recent if chosen in recent else sorted([*recent, chosen], reverse=True)
