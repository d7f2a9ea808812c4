"""What the database keeps of applications: those begun, and those sent. Every answer is sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedJSON


class Application(Base):
    """What an applicant sent, with the version of the permit that it answers to.

    `applicant` says who applies (see `applying.applicant.Applicant`), `answers` holds values
    by field id, `documents` the uploads by document id (none: the paper was shown at the
    counter, not scanned). `consents` are the declarations and optional consents that were
    given, under the privacy notice `notice_version`.
    """

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), unique=True)
    permit_digest: Mapped[str] = mapped_column(ForeignKey("permit_version.digest"), index=True)
    type: Mapped[str] = mapped_column(String(16))
    applicant: Mapped[dict[str, Any]] = mapped_column(SealedJSON("application.applicant"))
    answers: Mapped[dict[str, Any]] = mapped_column(SealedJSON("application.answers"))
    documents: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    notice_version: Mapped[str] = mapped_column(String(32))
    consents: Mapped[dict[str, bool]] = mapped_column(JSON)
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012


class Draft(Base):
    """An application that is being filled in, reached by a link that expires.

    The link's secret stands here only as a digest. `receipt` is set once it was sent, so
    that sending it again leads to the same receipt.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    permit_digest: Mapped[str] = mapped_column(ForeignKey("permit_version.digest"))
    type: Mapped[str] = mapped_column(String(16))
    step: Mapped[str] = mapped_column(String(48))
    content: Mapped[dict[str, Any]] = mapped_column(SealedJSON("draft"))
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    revision: Mapped[int] = mapped_column()
    receipt: Mapped[str | None] = mapped_column(String(16))

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012
