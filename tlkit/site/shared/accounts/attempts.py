"""Repeated failures to sign in: counted for the name given and for the address, in the database.

A name is counted whether or not there is such an account, so that the answer tells nothing.
A device on which somebody signed in before is counted by itself: strangers' failures close a name
for strangers, and never for whoever works under it.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tlkit.site.shared.accounts.models import Attempts
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.vault import vault

LOCKED_FOR = timedelta(minutes=15)
"""How long it is closed after too many failures; a row of failures older than this is forgotten."""

FAILURES = {"account": 5, "address": 30}
"""How many failures in a row close it: few for one account, more for an office behind one address."""


def key_of(kind: str, value: str) -> str:
    """Under which key failures are counted; the database learns neither name nor address."""
    return hmac.digest(vault().secret("attempts"), f"{kind}\0{value}".encode(), "sha256").hex()


def keys(email: str, address: str, device: str | None) -> dict[str, str]:
    """Kind → key of one attempt; of one from a device that is familiar to this name, the device's only."""
    if device is not None:
        return {"account": key_of("device", f"{email}\0{device}")}
    return {"account": key_of("account", email), "address": key_of("address", address)}


def locked_until(email: str, address: str, now: datetime, device: str | None = None) -> datetime | None:
    """Until when nobody may sign in under this name or from this address or device, or None."""
    rows = [db.session.get(Attempts, key) for key in keys(email, address, device).values()]
    ends = [row.locked_until for row in rows if row is not None and row.locked_until]
    return max((end for end in ends if end > now), default=None)


def failed(email: str, address: str, now: datetime, device: str | None = None) -> None:
    """Count a failure, and close name, address or device when it is one too many."""
    with writing() as session:
        for kind, key in keys(email, address, device).items():
            count_failure(session, kind, key, now)


def count_failure(session: Session, kind: str, key: str, now: datetime) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = insert(Attempts).values(key=key, failures=0, last_at=now)
    session.execute(fresh.on_conflict_do_nothing())
    row = session.get_one(Attempts, key, with_for_update=True)
    if now - row.last_at > LOCKED_FOR:
        row.failures, row.locked_until = 0, None
    row.failures += 1
    row.last_at = now
    if row.failures >= FAILURES[kind]:
        row.failures, row.locked_until = 0, now + LOCKED_FOR


def forget(session: Session, email: str, device: str | None = None) -> None:
    """Signing in has worked: the failures of name and device count no more. Its address keeps its own."""
    for key in {key_of("account", email), keys(email, "", device)["account"]}:
        row = session.get(Attempts, key)
        if row is not None:
            session.delete(row)
