"""What officers wrote down while they did their steps. It may name people, so it is sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment
from tlkit.site.shared.vault import SealedJSON


class Work(Base):
    """What came of one step, or of a part of it. Never changed: who corrects it adds another.

    `kind` is a key of `words.WORK`; what `content` holds depends on it. `uploads` are photos and
    scans; `position` is that of the step.
    """

    __tablename__ = "case_work"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    content: Mapped[dict[str, Any]] = mapped_column(SealedJSON("casework.work"))
    uploads: Mapped[list[int]] = mapped_column(JSON)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    done_at: Mapped[datetime] = mapped_column(Moment)
