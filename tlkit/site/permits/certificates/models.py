"""What the database keeps of certificates and refusals, and the numbers given out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedJSON, SealedText

Kind = Literal["certificate", "refusal"]
Way = Literal["bsre", "wet"]


class Certificate(Base):
    """The decision on a case: a certificate, or a letter that refuses it. One of each kind at most.

    Without a number it is a draft; its text may change. With a number it waits for its signature,
    by `way`, and changes only with what the applicant corrects; a number once given is never given
    again. With `issued_at` it is signed, `file_id` is what was signed, and nothing of it changes
    but a revocation.

    `holder` and `object` are what the paper says; `details` what else stands on it, such as the
    ground of a refusal. `code` is what the QR leads to, random. `number_key` is the number in the
    form that look-ups use. `reminded` is the last reminder before the end that was sent, in days;
    0 where another certificate has taken its place.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", name="uq_certificate_case_id"),
        UniqueConstraint("kind", "year", "serial", name="uq_certificate_kind"),
        CheckConstraint("kind IN ('certificate', 'refusal')", name="kind"),
        CheckConstraint("way IN ('bsre', 'wet')", name="way"),
        CheckConstraint("way = 'bsre' OR NOT signature_verified", name="verified_only_bsre"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    kind: Mapped[str] = mapped_column(String(12))
    permit_id: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    number: Mapped[str | None] = mapped_column(String(120), unique=True)
    number_key: Mapped[str | None] = mapped_column(String(120), index=True)
    year: Mapped[int | None]
    serial: Mapped[int | None]
    code: Mapped[str] = mapped_column(String(24), unique=True)
    holder: Mapped[str] = mapped_column(SealedText("certificate.holder"))
    object: Mapped[str] = mapped_column(SealedText("certificate.object"))
    details: Mapped[dict[str, Any]] = mapped_column(SealedJSON("certificate.details"))
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    way: Mapped[str | None] = mapped_column(String(4))
    signature_verified: Mapped[bool] = mapped_column(default=False)
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signer_name: Mapped[str | None] = mapped_column(String(200))
    acting: Mapped[str | None] = mapped_column(String(4))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_reason: Mapped[str | None] = mapped_column(String(500))
    reminded: Mapped[int | None]
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012


class Numbering(Base):
    """The last number given out in a year, for each kind of paper that is numbered."""

    __tablename__ = "numbering"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
