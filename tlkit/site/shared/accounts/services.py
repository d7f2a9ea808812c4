"""What is done to accounts: each function one transaction, recorded in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_urlsafe

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.site.shared import audit
from tlkit.site.shared.accounts import attempts, invitations, sessions
from tlkit.site.shared.accounts.invitations import Invited
from tlkit.site.shared.accounts.models import Account, AccountRole, Leave, Substitute
from tlkit.site.shared.accounts.officer import ROLES, Acting
from tlkit.site.shared.database import db, writing

IDLE = frozenset({"administrator", "auditor"})
"""Roles that no case waits for."""


class Refused(TlkitError):
    """A change to an account that cannot be made; `field` is the one to mend."""

    exit_code = ExitCode.INPUT

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Particulars:
    """What an administrator says of an officer."""

    email: str
    name: str
    roles: frozenset[str]
    agency: str | None = None
    title: str | None = None
    nip: str | None = None
    acting: Acting | None = None


def normal_email(text: str) -> str:
    """The one form of an e-mail address under which an account is found."""
    return text.strip().lower()


def account_of(email: str) -> Account | None:
    """The account of an e-mail address, however it is written."""
    return db.session.scalars(select(Account).where(Account.email == normal_email(email))).first()


def officers_listed() -> list[Account]:
    """All officers, those who may sign in first, by name."""
    query = select(Account)
    return list(
        db.session.scalars(query.order_by(Account.active.desc(), func.lower(Account.name), Account.id))
    )


def add_officer(said: Particulars, by: str, now: datetime) -> Invited:
    """Make an account and its invitation. Raises `Refused`."""
    check(said)
    with writing() as session:
        if session.scalars(select(Account.id).where(Account.email == said.email)).first():
            raise Refused("email", Text("There is an account with this e-mail already.",
                                        "Sudah ada akun dengan e-mail ini."))  # fmt: skip
        account = Account(email=said.email, name=said.name, created_at=now, recovery=[])
        put(account, said)
        session.add(account)
        session.flush()
        invited = invitations.invite(session, account, now)
        note(session, by, "account.invited", account.id, now)
        return invited


def change_officer(account_id: int, said: Particulars, active: bool, by: str, now: datetime) -> None:
    """Write down what is new about an officer. One who may not sign in is signed out. Raises `Refused`."""
    check(said)
    with writing() as session:
        account = session.get_one(Account, account_id)
        taken = select(Account.id).where(Account.email == said.email, Account.id != account_id)
        if session.scalars(taken).first():
            raise Refused("email", Text("Another account has this e-mail.", "E-mail ini dipakai akun lain."))
        put(account, said)
        account.email, account.name, account.active = said.email, said.name, active
        session.flush()
        refuse_nobody_in_charge(session)
        if not active:
            sessions.end(session, account_id, now)
            invitations.withdraw(session, account_id, now)
        note(session, by, "account.changed", account_id, now)


def disable_officer(account_id: int, by: str, now: datetime) -> None:
    """Let an officer no longer sign in. Raises `Refused` for the last administrator."""
    with writing() as session:
        session.get_one(Account, account_id).active = False
        session.flush()
        refuse_nobody_in_charge(session)
        sessions.end(session, account_id, now)
        invitations.withdraw(session, account_id, now)
        note(session, by, "account.disabled", account_id, now)


def put(account: Account, said: Particulars) -> None:
    """Copy an officer's particulars into the account."""
    account.agency, account.title, account.nip, account.acting = (
        said.agency,
        said.title,
        said.nip,
        said.acting,
    )
    kept = [role for role in account.roles if role.name in said.roles]
    new = sorted(said.roles - {role.name for role in kept})
    account.roles = [*kept, *(AccountRole(name=name) for name in new)]


def check(said: Particulars) -> None:
    """Raises `Refused` for particulars that cannot be."""
    local, at, host = said.email.partition("@")
    if not (local and at and "." in host) or " " in said.email or len(said.email) > 254:
        raise Refused("email", Text("Write an e-mail address such as name@office.go.id.",
                                    "Tulis alamat e-mail, misalnya nama@kantor.go.id."))  # fmt: skip
    if not said.name.strip() or len(said.name) > 200:
        raise Refused("name", Text("Write the officer's name.", "Tulis nama petugas."))
    if not said.roles or not said.roles <= ROLES.keys():
        raise Refused("roles", Text("Choose at least one role.", "Pilih paling sedikit satu peran."))
    if said.nip and not (len(said.nip) == 18 and said.nip.isascii() and said.nip.isdigit()):
        raise Refused("nip", Text("A NIP has 18 digits.", "NIP terdiri dari 18 angka."))


def refuse_nobody_in_charge(session: Session) -> None:
    """Somebody must be left who can let people in."""
    query = (
        select(func.count())
        .select_from(Account)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(Account.active, AccountRole.name == "administrator")
    )
    if not session.scalar(query):
        words = Text(
            "Nobody would be administrator any more. Make somebody else one first.",
            "Tidak akan ada administrator lagi. Jadikan orang lain administrator dulu.",
        )
        raise Refused("roles", words)


def reset(account_id: int, by: str, now: datetime) -> Invited:
    """Take away password and codes, sign out everywhere; returns a fresh invitation."""
    with writing() as session:
        account = session.get_one(Account, account_id)
        account.password, account.totp, account.totp_counter, account.recovery = None, None, None, []
        account.active = True
        account.fs_uniquifier = token_urlsafe(32)
        sessions.end(session, account_id, now)
        attempts.forget(session, account.email)
        invited = invitations.invite(session, account, now)
        note(session, by, "account.reset", account_id, now)
        return invited


def set_password(account_id: int, hashed: str, by: str, now: datetime, but: int | None = None) -> None:
    """Keep a new password; every other sign-in (all but number `but`) ends."""
    with writing() as session:
        account = session.get_one(Account, account_id)
        account.password = hashed
        invitations.withdraw(session, account_id, now)
        sessions.end(session, account_id, now, but=but)
        note(session, by, "account.password-set", account_id, now)


def take_up(token: str, hashed: str, now: datetime) -> bool:
    """Keep the password of somebody who was invited. False when the link has just been used."""
    with writing() as session:
        account_id = invitations.spend(session, token, now)
        if account_id is None:
            return False
        session.get_one(Account, account_id).password = hashed
        sessions.end(session, account_id, now)
        note(session, f"officer:{account_id}", "account.password-set", account_id, now)
        return True


def sign_out(account_id: int, only: int | None, but: int | None, by: str, now: datetime) -> None:
    """End sign-ins: one, all but one, or all."""
    with writing() as session:
        sessions.end(session, account_id, now, only=only, but=but)
        note(session, by, "account.signed-out", account_id, now)


def add_absence(
    account_id: int, since: date, until: date, stand_in: int | None, by: str, now: datetime
) -> None:
    """Write down leave, and who does the work meanwhile. Raises `Refused`."""
    if until < since:
        raise Refused(
            "until", Text("The last day comes before the first.", "Hari terakhir mendahului hari pertama.")
        )
    if stand_in == account_id:
        raise Refused("stand_in", Text("Choose somebody else.", "Pilih orang lain."))
    with writing() as session:
        if stand_in is not None:
            refuse_unfit(session.get_one(Account, account_id), session.get_one(Account, stand_in))
        session.add(Leave(account_id=account_id, since=since, until=until))
        if stand_in is not None:
            session.add(Substitute(account_id=stand_in, for_id=account_id, since=since, until=until))
        note(session, by, "account.absence-added", account_id, now)


def refuse_unfit(absent: Account, stand_in: Account) -> None:
    """Who stands in can do the other's work: a substitute gets cases, and no role with them."""
    if not stand_in.active:
        raise Refused("stand_in", Text("This officer may not sign in.", "Petugas ini tidak boleh masuk."))
    if stand_in.agency not in (None, absent.agency):
        raise Refused(
            "stand_in",
            Text(
                f"{stand_in.name} belongs to another agency and does not see these cases.",
                f"{stand_in.name} dari dinas lain dan tidak melihat berkas ini.",
            ),
        )
    lacking = [ROLES[name] for name in ROLES if name in absent.role_names - stand_in.role_names - IDLE]
    if lacking:
        raise Refused(
            "stand_in",
            Text(
                f"{stand_in.name} lacks a role for this work: {', '.join(each.en for each in lacking)}. "
                "Give it first, or choose somebody else.",
                f"{stand_in.name} belum punya peran untuk pekerjaan ini: "
                f"{', '.join(each.id for each in lacking)}. Beri dulu perannya, atau pilih orang lain.",
            ),
        )


def remove_absence(account_id: int, leave_id: int, by: str, now: datetime) -> None:
    """Take back a leave and the substitute of the same days."""
    with writing() as session:
        leave = session.get(Leave, leave_id)
        if leave is None or leave.account_id != account_id:
            return
        same = select(Substitute).where(
            Substitute.for_id == account_id, Substitute.since == leave.since, Substitute.until == leave.until
        )
        for row in [leave, *session.scalars(same)]:
            session.delete(row)
        note(session, by, "account.absence-removed", account_id, now)


def note(session: Session, by: str, action: str, account_id: int, now: datetime) -> None:
    audit.record(session, actor=by, action=action, subject=f"account:{account_id}", now=now)
