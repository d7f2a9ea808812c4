"""What is done to a resident's account: each function one transaction, recorded in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from tlkit.errors import ConflictError, Text
from tlkit.site.residents import sessions
from tlkit.site.residents.contacts import Contact, kept_contact
from tlkit.site.residents.models import Resident, ResidentCase, ResidentSignIn
from tlkit.site.shared import audit
from tlkit.site.shared.accounts import attempts
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

MOST = 3
"""Accounts with the same contact. A password is compared this often whether or not there are any,
so that the time of an answer tells nothing."""

UNUSED = timedelta(days=2 * 365)
"""After so long without a sign-in an account is deleted."""

COLLECTS = exists().where(ResidentCase.resident_id == Resident.id)


FULL = Text(
    "There can be no other account with this number or e-mail. Use another one, or follow your files by "
    "receipt number.",
    "Tidak dapat dibuat akun lagi dengan nomor atau e-mail ini. Pakai yang lain, atau cek berkas dengan "
    "nomor resi.",
)


class Full(ConflictError):
    """There are `MOST` accounts with this contact, and each collects cases."""

    def __init__(self) -> None:
        super().__init__(FULL)


class Kept(NamedTuple):
    """An account's number and what is kept of its password."""

    id: int
    password: str


def accounts_of(contact: Contact) -> list[Kept]:
    """The accounts with a contact: those that collect cases first, then the newest."""
    query = select(Resident.id, Resident.password).where(Resident.contact_key == contact.key)
    rows = db.session.execute(query.order_by(COLLECTS.desc(), Resident.id.desc()).limit(MOST))
    return [Kept(*row) for row in rows]


def account_with(contact: Contact, password: str) -> int | None:
    """The account that contact and password open. Takes as long when there is none."""
    known = accounts_of(contact)
    tried: list[Kept | None] = [*known, *[None] * (MOST - len(known))]
    right = [each for each in tried if guard().right_password(each, password)]
    return right[0].id if right and right[0] else None


def sign_in(contact: Contact, password: str, address: str, now: datetime) -> int | None:
    """The account that contact and password open, or None, which counts as a failure."""
    found = account_with(contact, password)
    if found is None:
        attempts.failed(contact.name, network(address), now)
    return found


def register(contact: Contact, password: str, now: datetime) -> int:
    """A new account, or the one that contact and password open already. Raises `Full`.

    Nobody learns whether the contact has another account. It counts as a try: else passwords
    could be guessed here.
    """
    found = account_with(contact, password)
    if found is not None:
        return found
    hashed = guard().hashed(password)
    with writing() as session:
        attempts.count_failure(session, "account", attempts.key_of("account", contact.name), now)
        make_room(session, contact)
        return add(session, contact, hashed, "resident.registered", now)


def add(session: Session, contact: Contact, hashed: str, action: str, now: datetime) -> int:
    """Write a new account down."""
    made = Resident(contact=contact.value, contact_key=contact.key, password=hashed, created_at=now)
    session.add(made)
    session.flush()
    note(session, action, made.id, now)
    return made.id


def make_room(session: Session, contact: Contact) -> None:
    """Let the oldest account with this contact go that collects nothing, where there are too many."""
    rows = session.execute(
        select(Resident.id, COLLECTS).where(Resident.contact_key == contact.key).order_by(Resident.id)
    ).all()
    if len(rows) < MOST:
        return
    empty = next((number for number, collects in rows if not collects), None)
    if empty is None:
        raise Full
    session.execute(delete(Resident).where(Resident.id == empty))


def enter(resident: int, device: str, now: datetime, forgive: Contact | None = None) -> str:
    """Sign an account in on a phone; returns the token for its cookie.

    The failures of `forgive`, whose password was given, count no more; they do where others have
    an account with the same contact: one's own password would buy further guesses at theirs.
    """
    with writing() as session:
        token = sessions.begin(session, resident, device, now)
        if forgive is not None and len(accounts_of(forgive)) == 1:
            attempts.forget(session, forgive.name)
        note(session, "resident.signed-in", resident, now)
    return token


def sign_out(resident: int, only: int | None, but: int | None, now: datetime) -> None:
    """End sign-ins: one, all but one, or all."""
    with writing() as session:
        sessions.end(session, resident, now, only=only, but=but)
        note(session, "resident.signed-out", resident, now)


def delete_account(resident: int, now: datetime) -> None:
    """Delete an account with its list and its sign-ins. The cases stay."""
    with writing() as session:
        session.execute(delete(Resident).where(Resident.id == resident))
        note(session, "resident.deleted", resident, now)


def forget_contact(session: Session, contact: Mapping[str, str], now: datetime) -> None:
    """Delete every account with one of these contacts."""
    keys = [kept_contact(value).key for value in contact.values()]
    for resident in list(session.scalars(select(Resident.id).where(Resident.contact_key.in_(keys)))):
        session.execute(delete(Resident).where(Resident.id == resident))
        note(session, "resident.deleted", resident, now)


def network(address: str) -> str:
    """An address as residents' failures are counted for it, apart from the officers'."""
    return f"resident {address}"


def delete_unused() -> None:
    """Delete the accounts that nobody has used for `UNUSED`."""
    now = current_instance().clock()
    used = exists().where(ResidentSignIn.resident_id == Resident.id, ResidentSignIn.seen_at >= now - UNUSED)
    with writing() as session:
        query = select(Resident.id).where(Resident.created_at < now - UNUSED, ~used)
        for resident in list(session.scalars(query)):
            session.execute(delete(Resident).where(Resident.id == resident))
            note(session, "resident.unused", resident, now)


def note(session: Session, action: str, resident: int, now: datetime, case_id: int | None = None) -> None:
    audit.record(
        session, actor="resident", action=action, subject=f"resident:{resident}", case_id=case_id, now=now
    )
