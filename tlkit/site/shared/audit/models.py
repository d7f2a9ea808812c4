"""The rows of the audit, and the row that says where the chain ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment


class AuditEvent(Base):
    """One thing done or seen. Numbered from 1 without a gap.

    `actor` is `officer:<account>`, `resident`, `system` or `cli`; `action` a slug such as
    `case.opened`; `digest` covers this row and the former one's digest.
    """

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128), index=True)
    # No foreign key: the audit outlives what it tells of.
    case_id: Mapped[int | None] = mapped_column(index=True)
    detail: Mapped[dict[str, str | int]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """Where the chain ends: how many rows there are, the last one's digest, and a seal over both."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
