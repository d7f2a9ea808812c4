"""A use of data that an applicant may want or not: nothing depends on it; taken back at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.sections import REMIND
from tlkit.site.permits.applying.services import application_of
from tlkit.site.shared.cases import RESIDENT, Case, Panel
from tlkit.site.shared.cases.record import EventKind, record
from tlkit.site.shared.database import db


def wants_reminders(session: Session, case: Case) -> bool:
    """Whether the applicant wants to be reminded before the permit ends."""
    given = session.scalar(select(Application.consents).where(Application.case_id == case.id))
    return bool((given or {}).get(REMIND.id))


def set_reminders(session: Session, case: Case, wanted: bool, now: datetime) -> None:
    """Keep what the applicant wants from now on, and write it down; the same once more changes nothing."""
    application = application_of(session, case)
    if bool(application.consents.get(REMIND.id)) == wanted:
        return
    application.consents = {**application.consents, REMIND.id: wanted}
    kind: EventKind = "consent.given" if wanted else "consent.withdrawn"
    record(session, case, kind, RESIDENT, now, detail={"use": REMIND.id}, public=False)


def panels(case: Case) -> Iterator[Panel]:
    """The choice, as long as there may be a permit to be reminded of."""
    if case.outcome in (None, "granted"):
        values = {"wanted": wants_reminders(db.session(), case)}
        yield Panel(Text("Reminder", "Pengingat"), "applying/reminder.html", values, 60)
