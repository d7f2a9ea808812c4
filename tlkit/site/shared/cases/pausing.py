"""Stops the clock of a case and lets it go on.

Every function writes in the caller's transaction and records what it did, as those of `moves` do.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared.cases.actors import SYSTEM, Actor
from tlkit.site.shared.cases.failures import OutOfOrder
from tlkit.site.shared.cases.grounds import grounds_of, stopping
from tlkit.site.shared.cases.models import Case, CasePause
from tlkit.site.shared.cases.opening import NEVER, await_check, set_due
from tlkit.site.shared.cases.order import require
from tlkit.site.shared.cases.record import Detail, change, notify, record
from tlkit.site.shared.cases.registered import kind_of
from tlkit.site.shared.cases.standing import count_of


def pause(session: Session, case: Case, by: Actor, revision: int | None, now: datetime, ground: str) -> None:
    """Stop the clock on a ground that counts for the case. Raises `OutOfOrder` for any other."""
    require(case, "open")
    if ground not in stopping(case):
        raise OutOfOrder(
            Text("The clock cannot stop on this ground.", "Waktu tidak dapat dihentikan karena alasan ini.")
        )
    change(case, by, revision, now)
    stop(session, case, by, now, ground)


def wait(session: Session, case: Case, revision: int | None, now: datetime) -> None:
    """Stop the clock by itself where the open step waits for something by now."""
    ground = awaited(session, case)
    if ground is not None:
        pause(session, case, SYSTEM, revision, now, ground)


def begin_step(session: Session, case: Case, now: datetime) -> None:
    """The same for a step that begins in a change that has begun; or let the case rest there."""
    ground = awaited(session, case)
    if ground is not None:
        stop(session, case, SYSTEM, now, ground)
    elif case.state == "open" and (ground := kind_of(case).rests(session, case)) is not None:
        rest(session, case, now, ground)


def awaited(session: Session, case: Case) -> str | None:
    """The ground on which the open step itself stops the clock; None where it runs, or has stopped."""
    ground = kind_of(case).waits(session, case) if case.state == "open" else None
    return ground if ground in case.waits else None


def stop(session: Session, case: Case, by: Actor, now: datetime, ground: str) -> None:
    """Stop the clock in a change that has begun."""
    case.state = "paused"
    stand_still(case, now)
    session.add(CasePause(case_id=case.id, ground=ground, since=now))
    notify(session, case, "paused", now, {"ground": grounds_of(case)[ground].in_(case.language)})
    record(session, case, "case.paused", by, now, detail={"ground": ground})


def stand_still(case: Case, now: datetime) -> None:
    """Nothing falls due while the clock stands still. What was due before stays over: nobody undoes
    by a late pause what silence has granted."""
    if case.next_at >= now:
        case.next_at = NEVER


def rest(session: Session, case: Case, now: datetime, ground: str) -> None:
    """Count no more time of a case that stays open, and tell its applicant that it is ready."""
    case.next_at = NEVER
    session.add(CasePause(case_id=case.id, ground=ground, since=now))
    notify(session, case, "ready", now)
    record(session, case, "case.paused", SYSTEM, now, detail={"ground": ground})


def resume(
    session: Session, case: Case, by: Actor, revision: int | None, now: datetime, came: str | None = None
) -> None:
    """Let the clock go on; `came` is its ground where that for which it stood still has come."""
    require(case, "paused")
    change(case, by, revision, now)
    go_on(session, case, now)
    detail: Detail = {"came": came} if came else {}
    record(session, case, "case.resumed", by, now, detail=detail)


def go_on(session: Session, case: Case, now: datetime) -> None:
    """Open the case again, and say anew when it is due."""
    end_pauses(session, case, now)
    case.state = "open"
    count = count_of(session, case)
    if case.complete_at is None:
        await_check(case, now)
    elif count is not None:
        set_due(case, count, now)


def end_pauses(session: Session, case: Case, now: datetime) -> None:
    """Whatever held the clock holds it no longer."""
    query = select(CasePause).where(CasePause.case_id == case.id, CasePause.until.is_(None))
    for held in session.scalars(query):
        held.until = now
    session.flush()


def held_on(session: Session, case: Case) -> str | None:
    """The ground that holds the clock now; None while it runs."""
    query = select(CasePause.ground).where(CasePause.case_id == case.id, CasePause.until.is_(None))
    return session.scalar(query.order_by(CasePause.id.desc()).limit(1))
