"""What the database keeps of a resident's account: how it is entered, and which cases it collects."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedText


class Resident(Base):
    """An account: a phone number or e-mail in its normal form, and a password's hash. Nothing else.

    Nobody proves that a contact is theirs, so several accounts may have the same one, each under
    a password of its own: whoever writes down somebody else's number takes nothing from them and
    learns nothing. Numbers are never used again; links and the audit name accounts by them.
    """

    __tablename__ = "resident"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    contact: Mapped[str] = mapped_column(SealedText("resident.contact"))
    contact_key: Mapped[str] = mapped_column(String(64), index=True)
    password: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(Moment)


class ResidentCase(Base):
    """A case that an account collects: its owner showed receipt and contact once."""

    __tablename__ = "resident_case"

    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    added_at: Mapped[datetime] = mapped_column(Moment)


class ResidentSignIn(Base):
    """One phone on which an account is signed in, until `ended_at`. `token` is a hash of the cookie's."""

    __tablename__ = "resident_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
