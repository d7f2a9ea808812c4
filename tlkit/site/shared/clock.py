"""The one source of the time, handed to the application so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone

Clock = Callable[[], datetime]
"""Returns the present moment in UTC, aware of its zone."""


def system_clock() -> datetime:
    """The machine's own clock."""
    return datetime.now(timezone.utc)
