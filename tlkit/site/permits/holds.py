"""Which permits somebody still waits for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.site.shared.cases.models import Case

SERVICE = "permits"
"""The service in whose name applications are opened."""


def with_open_cases(session: Session, permit_ids: Collection[str]) -> Iterable[str]:
    """Those of the permits for which an application is not closed."""
    waited = select(Case.kind).where(Case.service == SERVICE, Case.state != "closed")
    return session.scalars(waited.where(Case.kind.in_(permit_ids)).distinct()).all()
