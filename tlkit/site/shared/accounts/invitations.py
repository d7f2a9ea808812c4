"""Links by which an officer sets a password: for a new account, or one that was reset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tlkit.site.shared import notices
from tlkit.site.shared.accounts.models import Account, Invitation
from tlkit.site.shared.accounts.sessions import hash_of
from tlkit.site.shared.addresses import home_address
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance

VALID_FOR = timedelta(hours=72)
"""How long an invitation can be taken up."""
HOURS = int(VALID_FOR.total_seconds() // 3600)


@dataclass(frozen=True)
class Invited:
    """An invitation as it can be told once. `link` begins with the site's address where that is known.

    `mailed` says whether the same link waits in the outbox for the account's e-mail.
    """

    account_id: int
    link: str
    mailed: bool


def invite(session: Session, account: Account, now: datetime) -> Invited:
    """Make a link for an account, and mail it where mail is set up; earlier links no longer work."""
    withdraw(session, account.id, now)
    token, home = token_urlsafe(32), home_address()
    session.add(Invitation(account_id=account.id, token=hash_of(token), expires_at=now + VALID_FOR))
    link = f"{home or ''}/petugas/undangan/{token}"
    mailed = home is not None and notices.reaches("email")
    if mailed:
        mail(session, account, link, now)
    return Invited(account.id, link, mailed)


def mail(session: Session, account: Account, link: str, now: datetime) -> None:
    """Write the mail with a link, in the region's first language: nobody knows the officer's yet."""
    notices.send(
        session,
        recipient={"email": account.email},
        template="invitation",
        values={"name": account.name, "link": link, "hours": str(HOURS)},
        language=current_instance().region.languages[0],
        now=now,
    )


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


def spend(session: Session, token: str, now: datetime) -> int | None:
    """Use a link up; the account it is for, None when somebody was faster or its time is over."""
    link = update(Invitation).where(
        Invitation.token == hash_of(token), Invitation.used_at.is_(None), Invitation.expires_at > now
    )
    used = session.execute(link.values(used_at=now).returning(Invitation.account_id))
    return used.scalar()


def waiting(now: datetime) -> frozenset[int]:
    """The accounts whose invitation can still be taken up."""
    query = select(Invitation.account_id).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    return frozenset(db.session.scalars(query))
