"""Tells holders, who asked for it, that a certificate runs out: 90, 30 and 7 days before."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tlkit.site.permits import words
from tlkit.site.permits.applying.consents import wants_reminders
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.certificates.record import flush
from tlkit.site.shared import notices
from tlkit.site.shared.addresses import home_address
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job

STAGES = (90, 30, 7)
"""Days before the end."""
EVERY = 6 * 3600
MOST = 500
"""Certificates that one run looks after; the next one goes on."""


def remind() -> None:
    """Write the notices that are due now, each once, however many processes run this."""
    for number in due(db.session()):
        try:
            with writing() as session:
                remind_of(session, number)
        except StaleDataError:
            continue  # another process was faster


def due(session: Session) -> list[int]:
    """The certificates in force of which a stage has come that was not looked after yet."""
    today = current_instance().today()
    come = (
        and_(
            Certificate.valid_until <= today + timedelta(days=stage),
            or_(Certificate.reminded.is_(None), Certificate.reminded > stage),
        )
        for stage in STAGES
    )
    query = (
        select(Certificate.id)
        .where(
            Certificate.kind == "certificate",
            Certificate.issued_at.is_not(None),
            Certificate.revoked_at.is_(None),
            Certificate.valid_until >= today,
            or_(*come),
        )
        .order_by(Certificate.valid_until, Certificate.id)
        .limit(MOST)
    )
    return list(session.scalars(query))


def remind_of(session: Session, number: int) -> None:
    """Look after one certificate: note the stage, and tell its holder if that was wanted."""
    made = session.get_one(Certificate, number)
    today, until = current_instance().today(), made.valid_until
    if until is None or made.issued_on is None:
        return
    stage = min(each for each in STAGES if until <= today + timedelta(days=each))
    if made.reminded is not None and made.reminded <= stage:
        return
    made.reminded = stage
    session.flush()
    case = session.get_one(Case, made.case_id)
    in_time = until - timedelta(days=stage) >= made.issued_on
    if case.erased_at is None and in_time and wants_reminders(session, case):
        tell(session, made, case, (until - today).days)


def tell(session: Session, made: Certificate, case: Case, days: int) -> None:
    """Write the notice. A site without a domain is named instead of a link to it."""
    assert made.valid_until is not None
    home = home_address()
    notices.send(
        session,
        case_id=case.id,
        recipient=case.contact,
        template="expiring",
        values={
            "title": made.title,
            "number": made.number or "",
            "until": words.day(made.valid_until, case.language),
            "days": str(days),
            "renew": f"{home}/izin/{made.permit_id}" if home else current_instance().region.site.name,
        },
        language=case.language,
        now=current_instance().clock(),
    )


def remind_no_more(session: Session, made: Certificate) -> None:
    """Look after no further stage of a certificate: another takes its place."""
    made.reminded = 0
    flush(session, made)


REMIND_HOLDERS = Job("certificates.remind", remind, every=EVERY)
