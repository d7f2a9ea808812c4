"""Flask-Security, made for one application: passwords, one-time codes, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from secrets import token_urlsafe
from typing import Any, Protocol, cast

from flask import Flask, current_app
from flask_security import Security, SQLAlchemyUserDatastore, Totp

from tlkit.site.shared.accounts.hashing import Turns
from tlkit.site.shared.accounts.models import Account, AccountRole
from tlkit.site.shared.accounts.sessions import account_signed_in
from tlkit.site.shared.database import db

ARGON2 = {"argon2__memory_cost": 19 * 1024, "argon2__time_cost": 2, "argon2__parallelism": 1}
"""Argon2id at 19 MiB, two passes, one lane (OWASP's first choice): 27 ms of CPU a sign-in here."""

KEY = "tlkit.guard"


class Kept(Protocol):
    """Whatever a password opens: an officer's account, a resident's."""

    @property
    def password(self) -> str | None:
        """The hash that is kept; None before there is one."""


class Codes(Totp):
    """One-time codes that count once: the step of the last one is kept with the account."""

    def __init__(self, secrets: dict[int, str], issuer: str, now: Callable[[], datetime]) -> None:
        super().__init__(secrets, issuer)
        self._totp = self._totp.using(now=lambda: now().timestamp())

    def get_last_counter(self, user: Any) -> int | None:
        return cast("int | None", user.totp_counter)

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.totp_counter = tmatch.counter


class Guard:
    """Checks passwords and one-time codes for one application."""

    def __init__(self, security: Any, codes: Codes, turns: Turns) -> None:
        self.security = security
        self.codes = codes
        self.turns = turns

    @cached_property
    def nobody(self) -> str:
        """The hash that is compared where there is no account."""
        return cast(str, self.security.pwd_context.hash(token_urlsafe(32)))

    def hashed(self, password: str) -> str:
        """The hash to keep of a password."""
        return cast(str, self.turns.done(self.security.pwd_context.hash, password))

    def right_password(self, account: Kept | None, password: str) -> bool:
        """Whether this is the account's password. Takes as long where there is no account or password.

        Lets go of the database first: many may wait for their turn, and the pages need it meanwhile.
        """
        kept = account.password if account is not None else None
        db.session.rollback()
        right = self.turns.done(self.security.pwd_context.verify, password, kept or self.nobody)
        return bool(right) and kept is not None

    def right_code(self, account: Account, secret: str, code: str) -> bool:
        """Whether a one-time code is right now, or was up to 30 seconds ago; notes it as taken."""
        digits = "".join(code.split())
        if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
            return False
        return bool(self.codes.verify_totp(digits, secret, account, window=30))


def guard_accounts(app: Flask, secret: bytes, now: Callable[[], datetime]) -> None:
    """Wire Flask-Security into an application; `secret` seals the secrets of one-time codes."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=ARGON2,
        SECURITY_ANONYMOUS_USER_DISABLED=False,
        SECURITY_CLI_USERS_NAME=False,
        SECURITY_CLI_ROLES_NAME=False,
    )
    store = SQLAlchemyUserDatastore(db, Account, AccountRole)
    security = Security(app, store, register_blueprint=False)
    security.login_manager.user_loader(account_signed_in)
    security.login_manager.request_loader(lambda _request: None)
    be_quiet(app, security)
    instance = app.extensions["tlkit"]
    codes = Codes({1: secret.hex()}, instance.region.site.name, now)
    app.extensions[KEY] = Guard(security, codes, Turns(instance.var / "locks"))


def be_quiet(app: Flask, security: Any) -> None:
    """Let nobody be looked up unless a page asks.

    The libraries would do so at every request, for identity, cookie and template, and every
    published page would cost a query and vary by cookie.
    """
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    offered = app.template_context_processors[None]
    offered[:] = [each for each in offered if each.__module__ != "flask_login.utils"]


def guard() -> Guard:
    """The guard of the application that answers the present request."""
    return cast(Guard, current_app.extensions[KEY])
