"""Writes down what was done to a case: one line of the timeline, one audit row, the notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.exc import StaleDataError

from tlkit.site.shared import audit, notices
from tlkit.site.shared.cases.actors import Actor
from tlkit.site.shared.cases.failures import Stale
from tlkit.site.shared.cases.models import Case, CaseEvent

Detail = Mapping[str, str | int]
NOTHING: Detail = {}
PROXY = "proxy_"
"""How the names of a proxy's contacts begin, beside the applicant's own."""

EventKind = Literal[
    "case.opened", "case.complete", "step.finished", "case.returned", "case.corrected", "case.paused",
    "case.resumed", "case.assigned", "case.closed", "message.sent", "receipt.sent", "contact.changed",
    "consent.given", "consent.withdrawn", "person.erased", "case.recounted",
]  # fmt: skip


def change(case: Case, by: Actor, revision: int | None, now: datetime) -> None:
    """Begin a change by someone who saw `revision` of the case. Raises `Stale` when there is a newer one.

    None stands for a change that holds whatever happened meanwhile.
    """
    number, session = case.id, object_session(case)
    if session is None or (revision is not None and case.revision != revision):
        raise Stale(number)
    case.revision += 1
    case.changed_at, case.changed_by = now, by.name or by.kind
    try:
        # At once: from here on the row is ours, and whoever comes second fails here and nowhere else.
        session.flush()
    except StaleDataError:
        raise Stale(number) from None


def record(
    session: Session,
    case: Case,
    kind: EventKind,
    by: Actor,
    now: datetime,
    *,
    detail: Detail = NOTHING,
    note: str | None = None,
    public: bool = True,
) -> None:
    """Write the change, its line of the timeline and, last, its audit row."""
    session.add(
        CaseEvent(
            case_id=case.id, kind=kind, at=now, actor=by.kind, account_id=by.account_id, actor_name=by.name,
            detail=dict(detail), note=note or None, public=public,
        )
    )  # fmt: skip
    session.flush()
    audit.record(
        session,
        actor=by.audited,
        action=kind,
        subject=f"case:{case.id}",
        case_id=case.id,
        detail=detail,
        now=now,
    )


def notify(
    session: Session,
    case: Case,
    template: str,
    now: datetime,
    values: Mapping[str, str] | None = None,
    *,
    to: Mapping[str, str] | None = None,
) -> None:
    """Write the applicant, and who acts for them, a notice.

    Call it before `record`, which takes the audit's lock.
    """
    for recipient in people_of(case.contact) if to is None else [to]:
        notices.send(
            session,
            case_id=case.id,
            recipient=recipient,
            template=template,
            values={"receipt": case.receipt, "title": case.title, **(values or {})},
            language=case.language,
            now=now,
        )


def people_of(contact: Mapping[str, str]) -> list[dict[str, str]]:
    """Everybody who is told: the applicant by `phone` and `email`, a proxy by the same after `PROXY`."""
    applicant = {name: value for name, value in contact.items() if not name.startswith(PROXY)}
    proxy = {name.removeprefix(PROXY): value for name, value in contact.items() if name.startswith(PROXY)}
    return [applicant, proxy] if proxy else [applicant]
