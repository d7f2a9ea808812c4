"""Links by which an officer sets a password: for a new account, or one that was reset."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tlkit.site.shared.accounts.models import Account, Invitation
from tlkit.site.shared.accounts.sessions import hash_of
from tlkit.site.shared.database import db

VALID_FOR = timedelta(hours=72)
"""How long an invitation can be taken up."""


def invite(session: Session, account: Account, now: datetime) -> str:
    """Make a link's token for an account; earlier links of it no longer work."""
    withdraw(session, account.id, now)
    token = token_urlsafe(32)
    session.add(Invitation(account_id=account.id, token=hash_of(token), expires_at=now + VALID_FOR))
    return token


def withdraw(session: Session, account_id: int, now: datetime) -> None:
    """Let no link of an account work any more."""
    open_ones = update(Invitation).where(Invitation.account_id == account_id, Invitation.used_at.is_(None))
    session.execute(open_ones.values(used_at=now).execution_options(synchronize_session=False))


def invited(token: str, now: datetime) -> Account | None:
    """The active account that a link is for; None when it is used, too old or made up."""
    query = (
        select(Account)
        .join(Invitation, Invitation.account_id == Account.id)
        .where(
            Invitation.token == hash_of(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
            Account.active,
        )
    )
    return db.session.scalars(query).first()


def waiting(now: datetime) -> frozenset[int]:
    """The accounts whose invitation can still be taken up."""
    query = select(Invitation.account_id).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    return frozenset(db.session.scalars(query))
