"""What the database keeps of the changes to the base that this region proposes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.site.shared.database import Base, Moment


class Proposal(Base):
    """One wish. `overlay` is its text: the region's overlay, of which only what is proposed is left.

    `field` is None where the whole permit is meant. `state` is a `ProposalState` of
    `tlkit.catalogue.messages`; `note` is the office's answer in words.
    """

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    permit_id: Mapped[str] = mapped_column(String(80), index=True)
    field: Mapped[str | None] = mapped_column(String(40))
    overlay: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(String(16), index=True)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None]
