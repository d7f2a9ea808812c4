"""Accounts and what hangs on them."""

from __future__ import annotations

from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tlkit.site.shared.database import Base, Moment


class AccountRole(Base, RoleMixin):
    """One role of one account; `name` is a key of `ROLES`."""

    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(32), primary_key=True)


class Account(Base, UserMixin):
    """An officer who can sign in. Never deleted: what they did stays theirs; `active` ends their access.

    `kind` is the same for all: residents' accounts have tables of their own, and SQLite drops no
    column that a rule of the table names.
    `email` is kept in lower case. `password` is a hash, None until the invitation is taken up.
    `totp` is sealed, None until a first code has been given; `totp_counter` is the step of the
    last code taken, so that none counts twice. `recovery` holds the hashes of the codes left.
    """

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("kind IN ('officer', 'resident')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    nip: Mapped[str | None] = mapped_column(String(18))
    title: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(8), default="officer")
    agency: Mapped[str | None] = mapped_column(String(64))
    active: Mapped[bool] = mapped_column(default=True)
    acting: Mapped[str | None] = mapped_column(String(4))
    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: token_urlsafe(32))
    totp: Mapped[str | None] = mapped_column(String(1024))
    totp_counter: Mapped[int | None]
    recovery: Mapped[list[Any]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(Moment)
    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]
        lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def role_names(self) -> frozenset[str]:
        return frozenset(role.name for role in self.roles)


class SignIn(Base):
    """One device on which an account is signed in, until `ended_at`. `token` is a hash of the cookie's."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45))
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    account: Mapped[Account] = relationship(lazy="raise")


class Attempts(Base):
    """Failures in a row under one key (an account name or an address, as a keyed hash)."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)


class Invitation(Base):
    """A link by which an account gets its (new) password; `token` is a hash of the link's."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class Substitute(Base):
    """`account_id` does the work of `for_id` too, from one day to another, both included."""

    __tablename__ = "substitute"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    for_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    since: Mapped[date]
    until: Mapped[date]


class Leave(Base):
    """Days on which an account is away, both included."""

    __tablename__ = "leave"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    since: Mapped[date]
    until: Mapped[date]
