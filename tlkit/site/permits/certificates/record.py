"""What every change of a certificate leaves behind: its row, and a row of the audit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.shared import audit
from tlkit.site.shared.cases import Actor, Stale


def flush(session: Session, made: Certificate) -> None:
    """Write it. Raises `Stale` when somebody else was faster."""
    try:
        session.flush()
    except StaleDataError:
        raise Stale(made.case_id) from None


def written(session: Session, made: Certificate, by: Actor, action: str, now: datetime) -> None:
    """The audit's row about a change."""
    audit.record(
        session,
        actor=by.audited,
        action=action,
        subject=f"certificate:{made.id}",
        case_id=made.case_id,
        now=now,
    )
