"""The officer of a demonstration site: every role, and a password that only this machine knows."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from tlkit.errors import Text, TlkitError
from tlkit.site.shared.accounts.entering import ALPHABET
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.accounts.models import Account, AccountRole
from tlkit.site.shared.accounts.officer import ROLES
from tlkit.site.shared.database import db, writing

EMAIL = "petugas@contoh.example"
NAME = "Petugas Percobaan"


@dataclass(frozen=True)
class DemoOfficer:
    """How to sign in on a demonstration site."""

    email: str
    password: str
    key: str
    """The key of the one-time codes, as an authenticator app takes it."""


def demo_file(var: Path) -> Path:
    return var / "secrets" / "demo-officer.json"


def demo_officer(var: Path) -> DemoOfficer | None:
    """The demonstration's officer, or None where there is none."""
    try:
        return DemoOfficer(**json.loads(demo_file(var).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def make_demo_officer(var: Path, now: datetime) -> DemoOfficer:
    """Make the demonstration's officer, unless there is one; the password stands in a file under `var`."""
    known = demo_officer(var)
    account = db.session.scalars(select(Account).where(Account.email == EMAIL)).first()
    if known is not None and account is not None:
        return known
    made, secret = fresh_officer()
    hashed = guard().hashed(made.password)
    with writing() as session:
        account = session.scalars(select(Account).where(Account.email == EMAIL)).first()
        if account is None:
            account = Account(email=EMAIL, name=NAME, created_at=now, recovery=[])
            account.roles = [AccountRole(name=name) for name in ROLES if name != "auditor"]
            session.add(account)
        account.password, account.totp, account.totp_counter = hashed, secret, None
    keep(demo_file(var), made)
    return made


def fresh_officer() -> tuple[DemoOfficer, str]:
    """A new password and key; the key sealed too, as the account keeps it."""
    words = ["".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4)]
    sealed = guard().codes.generate_totp_secret()
    return DemoOfficer(EMAIL, "-".join(words), guard().codes.get_totp_b32_key(sealed)), sealed


def keep(file: Path, officer: DemoOfficer) -> None:
    """Write the file so that only the site's own user can read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump(asdict(officer), opened)
    fresh.replace(file)


def code_now(account: Account) -> str:
    """The one-time code of an account at this moment. Raises `TlkitError` for one without codes."""
    if not account.totp:
        raise TlkitError(
            Text(
                f"{account.email} has no one-time codes yet.",
                f"{account.email} belum memakai kode sekali pakai.",
            ),
            Text("They begin with the first sign-in.", "Kode dimulai saat masuk pertama kali."),
        )
    return guard().codes.generate_totp_password(account.totp)
