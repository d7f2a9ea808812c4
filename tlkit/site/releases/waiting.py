"""Releases that were accepted and come in force on a later day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tlkit.catalogue.versions import order
from tlkit.region.model import Region
from tlkit.site.releases.candidate import Stored
from tlkit.site.releases.models import Release, Waiting
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance


@dataclass(frozen=True)
class Awaited:
    """A release that waits for its day."""

    id: int
    version: str
    stored: Stored
    effective_from: date | None
    urgent: bool


def first_day(effective_from: date | None, urgent: bool, region: Region, today: date) -> date:
    """The first day, from today on, on which a release may be in force: none in a freeze, unless urgent."""
    day = max(today, effective_from or today)
    while not urgent and (freeze := region.frozen(day)) is not None:
        day = freeze.until + timedelta(days=1)
    return day


def awaited() -> list[Awaited]:
    """Every release that waits, the oldest version first."""
    rows = db.session.execute(
        select(
            Release.id,
            Release.version,
            Release.source,
            Release.digest,
            Release.effective_from,
            Release.urgent,
        ).join(Waiting, Waiting.release_id == Release.id)
    ).all()
    found = [
        Awaited(row.id, row.version, Stored(row.source, row.digest), row.effective_from, row.urgent)
        for row in rows
    ]
    return sorted(found, key=lambda one: order(one.version))


def due(instance: Instance) -> Awaited | None:
    """The newest release whose day has come."""
    today = instance.today()
    come = [
        one for one in awaited() if first_day(one.effective_from, one.urgent, instance.region, today) <= today
    ]
    return come[-1] if come else None


def wait(session: Session, release: Release) -> None:
    """Let a stored release wait for its day."""
    if session.get(Waiting, release.id) is None:
        session.add(Waiting(release_id=release.id))


def end_waiting(session: Session, version: str) -> None:
    """A version comes in force: neither it nor an older one waits any longer."""
    rows = session.execute(
        select(Release.id, Release.version).join(Waiting, Waiting.release_id == Release.id)
    )
    past = [row.id for row in rows if order(row.version) <= order(version)]
    session.execute(delete(Waiting).where(Waiting.release_id.in_(past)))
