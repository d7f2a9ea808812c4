"""The one source of the time, handed to the application so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from tlkit.region.model import Zone

Clock = Callable[[], datetime]
"""Returns the present moment in UTC, aware of its zone."""

HOURS: dict[Zone, int] = {"WIB": 7, "WITA": 8, "WIT": 9}
"""Indonesia's time zones, ahead of UTC; none has summer time (Keppres 41/1987)."""


def system_clock() -> datetime:
    """The machine's own clock."""
    return datetime.now(timezone.utc)


def local_date(moment: datetime, zone: Zone) -> date:
    """The calendar day in a zone of Indonesia at a moment."""
    return moment.astimezone(timezone(timedelta(hours=HOURS[zone]))).date()
