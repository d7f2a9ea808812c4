"""What silence does to a case: past its promise it counts as granted, where a rule says so.

Nothing is written and nobody's decision is taken away; pages say it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from tlkit.site.shared.cases.models import Case


class Timed(Protocol):
    """A case, or a row of a list of cases."""

    deemed: str | None
    state: str
    complete_at: datetime | None
    next_at: datetime


def granted_by_silence(case: Timed, now: datetime) -> bool:
    """Whether a case counts as granted: its rule says so, and its promise was over while its clock ran."""
    counts = case.deemed is not None and case.state != "closed" and case.complete_at is not None
    return counts and case.next_at < now


def by_silence(
    columns: type[Case] | ReadOnlyColumnCollection[str, Any], now: datetime
) -> ColumnElement[bool]:
    """The same as a condition of a query."""
    return and_(
        columns.deemed.is_not(None),
        columns.state != "closed",
        columns.complete_at.is_not(None),
        columns.next_at < now,
    )
