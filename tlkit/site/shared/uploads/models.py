"""What the database knows of a file that is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedText

FileKind = Literal["pdf", "jpeg", "png"]


class Upload(Base):
    """One file, sealed under `var/uploads/` by its token.

    `size` (bytes) and `digest` (SHA-256) are those of what is kept, which for a picture is
    not what was sent. `shown_name` is for display only. `owner` says what it belongs to, such
    as `draft:12`; one with no owner is swept after a day.
    """

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[FileKind] = mapped_column(String(8))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    shown_name: Mapped[str] = mapped_column(SealedText("upload.name"))
    pages: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    owner: Mapped[str] = mapped_column(String(64), default="", index=True)
