"""Takes notices out of the outbox and hands them to their providers.

A row is claimed for a while before it is sent, in a transaction of its own. Whoever is killed in
between leaves it behind, and it is sent again when the claim has run out: at least once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import ColumnElement, and_, or_, select, update

from tlkit.region import Region
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.notices.carrying import Later, Line, Parcel, Provider, Refused, Unreachable
from tlkit.site.shared.notices.models import Outgoing
from tlkit.site.shared.notices.providers import providers

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""How long a claim holds; longer than any provider takes."""
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long to wait after the first try, the second …; the last one from then on."""
PATIENCE = timedelta(days=3)
"""From what age on a failure is the last one."""
ROUND = 500
"""Notices of one channel that one round sends at most."""
CHANNELS = ("email", "whatsapp")


class Claimed(NamedTuple):
    """A row that is ours for a while."""

    id: int
    attempts: int
    created_at: datetime
    parcel: Parcel


def deliver() -> None:
    """Send what is due, by every channel."""
    known = carriers(current_app.config, current_instance().region)
    for channel in CHANNELS:
        provider = known.get(channel)
        if provider is None:
            skip(channel)
        else:
            deliver_by(channel, provider)


def carriers(config: Mapping[str, Any], region: Region) -> dict[str, Provider]:
    """A region's providers by channel, as the settings name them. Raises `BadAddress`.

    Mails come from the region's own address, or from one that nobody answers.
    """
    sender = region.contacts.email or f"no-reply@{region.site.domain or 'localhost'}"
    return providers(config, sender, region.site.name)


def skip(channel: str) -> None:
    """No provider: say so in every row that waits for one."""
    now = current_instance().clock()
    if anything_due(channel, now):
        with writing() as session:
            rows = update(Outgoing).where(Outgoing.channel == channel, due(now))
            session.execute(rows.values(**done("skipped", "no provider", now)))


def deliver_by(channel: str, provider: Provider) -> None:
    """Send one channel's notices over one connection, until none is due or the provider is away."""
    if not anything_due(channel, current_instance().clock()):
        return
    try:
        with provider.line() as line:
            for _ in range(ROUND):
                row = claim(channel)
                if row is None:
                    return
                hand_over(line, row)
    except Unreachable as error:
        log.warning("notices by %s wait: %s", channel, error)
        postpone(channel, str(error))


def anything_due(channel: str, now: datetime) -> bool:
    """Whether a row may be taken up, asked without a lock."""
    found = db.session.scalar(select(Outgoing.id).where(Outgoing.channel == channel, due(now)).limit(1))
    db.session.rollback()
    return found is not None


def due(now: datetime) -> ColumnElement[bool]:
    """Rows that may be taken up: their time has come, or who claimed them did not come back."""
    return or_(
        and_(Outgoing.state == "waiting", Outgoing.next_at <= now),
        and_(Outgoing.state == "sending", Outgoing.claimed_until <= now),
    )


def claim(channel: str) -> Claimed | None:
    """Take up the row that has waited longest; None when no other is due, or somebody was faster."""
    now = current_instance().clock()
    with writing() as session:
        query = select(Outgoing).where(Outgoing.channel == channel, due(now))
        row = session.scalar(
            query.order_by(Outgoing.next_at, Outgoing.id).limit(1).with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.state, row.claimed_until, row.attempts = "sending", now + LEASE, row.attempts + 1
        parcel = Parcel(row.message_id, row.recipient or "", row.subject or "", row.body or "")
        return Claimed(row.id, row.attempts, row.created_at, parcel)


def hand_over(line: Line, row: Claimed) -> None:
    """Send one notice and write down what became of it. Raises `Unreachable`, the row put back."""
    try:
        line.deliver(row.parcel)
    except Refused as error:
        conclude(row, done("failed", str(error), current_instance().clock()))
    except (Later, Unreachable) as error:
        conclude(row, again(row, str(error), current_instance().clock()))
        if isinstance(error, Unreachable):
            raise
    except Exception as error:
        # Only its kind is said: its words may hold an address. The others wait for nothing.
        log.error("a notice could not be handed over: %s", type(error).__name__)
        conclude(row, again(row, type(error).__name__, current_instance().clock()))
    else:
        conclude(row, done("sent", None, current_instance().clock()))


def conclude(row: Claimed, values: dict[str, Any]) -> None:
    """Write the outcome, unless another took the row up meanwhile: then it is theirs."""
    with writing() as session:
        rows = update(Outgoing).where(
            Outgoing.id == row.id, Outgoing.state == "sending", Outgoing.attempts == row.attempts
        )
        session.execute(rows.values(**values))


def again(row: Claimed, why: str, now: datetime) -> dict[str, Any]:
    """Another try later, or the end of all tries."""
    if now - row.created_at >= PATIENCE:
        return done("failed", why, now)
    wait = WAITS[min(row.attempts, len(WAITS)) - 1]
    return {"state": "waiting", "claimed_until": None, "next_at": now + wait, "outcome": why[:200]}


def postpone(channel: str, why: str) -> None:
    """The provider is away: let the others wait without a try, and give up those that waited too long."""
    now = current_instance().clock()
    with writing() as session:
        rows = update(Outgoing).where(Outgoing.channel == channel, due(now))
        session.execute(rows.where(Outgoing.created_at <= now - PATIENCE).values(**done("failed", why, now)))
        session.execute(rows.values(state="waiting", claimed_until=None, next_at=now + WAITS[0]))


def done(state: str, why: str | None, now: datetime) -> dict[str, Any]:
    """The end of a row: what it said, and to whom, is forgotten."""
    emptied = {"recipient": None, "subject": None, "body": None, "claimed_until": None}
    return {"state": state, "outcome": why[:200] if why else None, "done_at": now, **emptied}


NOTICES = Job("notices", deliver, every=15.0)
"""Looks into the outbox; the job process repeats it."""
