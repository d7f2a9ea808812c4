"""What the database keeps of catalogues. Releases, overlays and activations stay as they were written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tlkit.site.shared.database import Base, Moment


class Release(Base):
    """One version of the base catalogue.

    `source` is `kit` for the packaged reference and `office` for what the office signed.
    An `urgent` release passes a freeze.
    """

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("source", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    notes: Mapped[str | None]
    effective_from: Mapped[date | None]
    urgent: Mapped[bool] = mapped_column(server_default=false())
    stored_at: Mapped[datetime] = mapped_column(Moment)


class OverlayRevision(Base):
    """One state of the region's own changes over the base."""

    __tablename__ = "overlay_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    stored_at: Mapped[datetime] = mapped_column(Moment)


class PermitVersion(Base):
    """One permit as it was in force, once for each content; applications refer to it."""

    __tablename__ = "permit_version"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    permit_id: Mapped[str] = mapped_column(String(64), index=True)
    agency: Mapped[str] = mapped_column(String(64), index=True)
    sector: Mapped[str] = mapped_column(String(64), index=True)
    days: Mapped[int | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class Activation(Base):
    """A pair of release and overlay that was put in force; its number is the generation.

    `until` is the first day on which the same pair would give another catalogue, and
    `cause` one of `CAUSES` in `tlkit.site.releases.activate`.
    """

    __tablename__ = "activation"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    overlay_id: Mapped[int] = mapped_column(ForeignKey("overlay_revision.id"))
    activated_at: Mapped[datetime] = mapped_column(Moment)
    digest: Mapped[str] = mapped_column(String(64))
    until: Mapped[date | None]
    cause: Mapped[str] = mapped_column(String(16), server_default="start")

    release: Mapped[Release] = relationship(lazy="raise")
    overlay: Mapped[OverlayRevision] = relationship(lazy="raise")


class ActivationPermit(Base):
    """Which version of a permit an activation put in force, where in the list, and its origins."""

    __tablename__ = "activation_permit"

    activation_id: Mapped[int] = mapped_column(ForeignKey("activation.id"), primary_key=True)
    permit_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    permit_digest: Mapped[str] = mapped_column(ForeignKey("permit_version.digest"))
    position: Mapped[int]
    offered: Mapped[bool]
    origin: Mapped[dict[str, str]] = mapped_column(JSON)


class Pointer(Base):
    """The one row that names the activation in force."""

    __tablename__ = "pointer"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    activation_id: Mapped[int] = mapped_column(ForeignKey("activation.id"))


class Waiting(Base):
    """A release that was accepted and comes in force on a later day; the row goes when it does."""

    __tablename__ = "waiting"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True, autoincrement=False)


class Contact(Base):
    """The one row that says when the office was last heard from, and until when that counts."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heard_at: Mapped[datetime] = mapped_column(Moment)
    fresh_until: Mapped[datetime] = mapped_column(Moment)
