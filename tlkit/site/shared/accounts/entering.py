"""Signing in: password, then one-time code, then a sign-in of this device."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tlkit.site.shared import audit
from tlkit.site.shared.accounts import attempts, sessions
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.services import account_of, normal_email
from tlkit.site.shared.database import db, writing

RECOVERY_CODES = 8
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits that nobody takes for one another."""


@dataclass(frozen=True)
class Origin:
    """Where an attempt comes from: an address, and the device's secret where it is familiar to the name."""

    address: str
    device: str | None = None


def first_step(email: str, password: str, origin: Origin, now: datetime) -> Account | None:
    """The active account whose e-mail and password these are, or None, which counts as a failure."""
    account = account_of(email)
    known = account if account is not None and account.active else None
    if known is not None:
        db.session.expunge(known)  # what was read lasts until the code is asked for
    if guard().right_password(known, password):
        return known
    attempts.failed(normal_email(email), origin.address, now, origin.device)
    return None


def second_step(account: Account, code: str, origin: Origin, now: datetime) -> bool:
    """Whether a one-time or recovery code is right; takes it, so that it is right only once."""
    with writing() as session:
        fresh = session.get_one(Account, account.id, with_for_update=True, populate_existing=True)
        if fresh.totp and (guard().right_code(fresh, fresh.totp, code) or take_recovery(fresh, code)):
            return True
    attempts.failed(account.email, origin.address, now, origin.device)
    return False


def take_recovery(account: Account, code: str) -> bool:
    """Strike a recovery code off the list. False when it is not on it."""
    given = recovery_hash(account, code)
    left = [kept for kept in account.recovery if not secrets.compare_digest(kept, given)]
    taken = len(left) < len(account.recovery)
    account.recovery = left
    return taken


def recovery_hash(account: Account, code: str) -> str:
    """What is kept of a recovery code: it has 60 random bits, so a plain hash is enough."""
    plain = "".join(each for each in code.lower() if each in ALPHABET)
    return sha256(f"{account.fs_uniquifier}\0{plain}".encode()).hexdigest()


def begin_codes(account: Account, secret: str, code: str, origin: Origin, now: datetime) -> list[str] | None:
    """Tie an account to a one-time secret, proven by a first code; returns its recovery codes.

    None when the code is wrong, or the account is tied to one already.
    """
    with writing() as session:
        fresh = session.get_one(Account, account.id, with_for_update=True, populate_existing=True)
        fresh.totp_counter = None
        if fresh.totp is None and guard().right_code(fresh, secret, code):
            fresh.totp = secret
            codes = give_recovery(fresh)
            audit.record(session, actor=f"officer:{fresh.id}", action="account.codes-begun",
                         subject=f"account:{fresh.id}", now=now)  # fmt: skip
            return codes
    attempts.failed(account.email, origin.address, now, origin.device)
    return None


def new_recovery(account_id: int, now: datetime) -> list[str]:
    """Fresh recovery codes; the old ones no longer work."""
    with writing() as session:
        account = session.get_one(Account, account_id)
        codes = give_recovery(account)
        audit.record(session, actor=f"officer:{account_id}", action="account.recovery-renewed",
                     subject=f"account:{account_id}", now=now)  # fmt: skip
        return codes


def give_recovery(account: Account) -> list[str]:
    codes = ["-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
             for _ in range(RECOVERY_CODES)]  # fmt: skip
    account.recovery = [recovery_hash(account, code) for code in codes]
    return codes


def enter(account: Account, device: str, origin: Origin, now: datetime) -> str:
    """Sign an account in on a device; returns the token for its cookie."""
    with writing() as session:
        token = sessions.begin(session, account, device, origin.address, now)
        attempts.forget(session, account.email, origin.device)
        audit.record(session, actor=f"officer:{account.id}", action="account.signed-in",
                     subject=f"account:{account.id}", now=now)  # fmt: skip
        return token
