"""Sign-ins: one row for each device, so that each can be seen and ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from flask import session
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from tlkit.site.shared.accounts.models import Account, SignIn
from tlkit.site.shared.database import WRITE, db
from tlkit.site.shared.instance import current_instance

COOKIE = "sign_in"
"""The entry of the session cookie that names the sign-in."""

IDLE = timedelta(hours=2)
"""After so long without a request an officer signs in again."""

AT_MOST = timedelta(hours=12)
"""After so long an officer signs in again in any case: a working day."""

SEEN_EVERY = timedelta(minutes=5)
"""How exact `seen_at` is: not every look at a page is a write."""


def hash_of(token: str) -> str:
    """What the database keeps of a random token."""
    return sha256(token.encode()).hexdigest()


def begin(writer: Session, account: Account, device: str, address: str, now: datetime) -> str:
    """Add a sign-in; returns the token for its cookie."""
    token = token_urlsafe(32)
    writer.add(
        SignIn(
            account_id=account.id,
            token=hash_of(token),
            device=device[:64],
            address=address[:45],
            started_at=now,
            seen_at=now,
        )
    )
    return token


def account_signed_in(_name: str) -> Account | None:
    """The active account whose live sign-in the session cookie names, or None."""
    found = current_sign_in()
    if found is None or not found[1].active:
        return None
    return found[1]


def current_sign_in() -> tuple[SignIn, Account] | None:
    """The live sign-in of the present request and its account."""
    token = session.get(COOKIE)
    if not isinstance(token, str):
        return None
    now = current_instance().clock()
    query = (
        select(SignIn, Account)
        .join(Account, SignIn.account_id == Account.id)
        .where(SignIn.token == hash_of(token), *alive(now))
    )
    row = db.session.execute(query).first()
    if row is None:
        return None
    if now - row[0].seen_at > SEEN_EVERY:
        note_seen(row[0].id, now)
    return row[0], row[1]


def alive(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a sign-in that still counts."""
    return (SignIn.ended_at.is_(None), SignIn.seen_at > now - IDLE, SignIn.started_at > now - AT_MOST)


def note_seen(sign_in: int, now: datetime) -> None:
    """Write down that a device was here, in a transaction apart from the page's own."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(**{WRITE: True})
        with connection.begin():
            connection.execute(update(SignIn).where(SignIn.id == sign_in).values(seen_at=now))


def sign_ins(account_id: int, now: datetime) -> list[SignIn]:
    """Where an account is signed in, the last used first."""
    query = select(SignIn).where(SignIn.account_id == account_id, *alive(now))
    return list(db.session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


def end(
    writer: Session, account_id: int, now: datetime, *, only: int | None = None, but: int | None = None
) -> None:
    """End sign-ins of an account: all, `only` one, or all `but` one."""
    query = update(SignIn).where(SignIn.account_id == account_id, SignIn.ended_at.is_(None))
    if only is not None:
        query = query.where(SignIn.id == only)
    if but is not None:
        query = query.where(SignIn.id != but)
    writer.execute(query.values(ended_at=now).execution_options(synchronize_session=False))
