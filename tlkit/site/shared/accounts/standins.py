"""Leave and substitutes: whose work is whose on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from tlkit.site.shared.accounts.models import Leave, Substitute
from tlkit.site.shared.database import db


def substituted_by(account_id: int, today: date) -> tuple[int, ...]:
    """The accounts whose work is this one's too, today."""
    query = select(Substitute.for_id).where(
        Substitute.account_id == account_id, Substitute.since <= today, Substitute.until >= today
    )
    return tuple(sorted(set(db.session.scalars(query))))


def away(accounts: Collection[int], today: date) -> frozenset[int]:
    """Which of these accounts are on leave today."""
    query = select(Leave.account_id).where(
        Leave.account_id.in_(accounts), Leave.since <= today, Leave.until >= today
    )
    return frozenset(db.session.scalars(query))
