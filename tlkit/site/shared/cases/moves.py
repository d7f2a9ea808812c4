"""Takes a case from step to step, back to the applicant, and to its end.

Every function writes in the caller's transaction and records what it did. `revision` is the one
that the person saw; a newer one raises `Stale`. What is not allowed now raises `OutOfOrder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared.cases.actors import RESIDENT, Actor
from tlkit.site.shared.cases.failures import OutOfOrder
from tlkit.site.shared.cases.models import Case, CasePause, CaseReturn
from tlkit.site.shared.cases.opening import start_clock
from tlkit.site.shared.cases.order import CLOSED, require
from tlkit.site.shared.cases.pausing import begin_step, end_pauses, go_on, held_on, stand_still
from tlkit.site.shared.cases.record import Detail, change, notify, record
from tlkit.site.shared.cases.registered import kind_of
from tlkit.site.shared.cases.spoken import promised

Outcome = Literal["granted", "refused", "withdrawn"]


def finish_step(
    session: Session, case: Case, by: Actor, revision: int | None, now: datetime, note: str | None = None
) -> None:
    """Finish the open step and go on to the next; after the last one the case is closed as granted.

    The next step is nobody's in particular; where it waits for something that the case has among its
    grounds, the clock stops by itself. Raises `OutOfOrder` where the service demands more first.
    The first finished step of the counter says that the file is complete: the clock starts.
    """
    require(case, "open")
    demanded = kind_of(case).demand(session, case)
    if demanded is not None:
        raise OutOfOrder(demanded)
    change(case, by, revision, now)
    if held_on(session, case) is not None:
        go_on(session, case, now)  # it rested, and is open
    done = case.steps[case.position]
    if case.complete_at is None:
        start_clock(case, now)
        notify(session, case, "complete", now, {"due": promised(case)})
    detail: Detail = {"position": case.position, "role": str(done["role"])}
    case.position += 1
    case.assignee_id = None
    last = case.position == len(case.steps)
    case.role = None if last else str(case.steps[case.position]["role"])
    record(session, case, "step.finished", by, now, detail=detail, note=note)
    if last:
        end(session, case, by, now, "granted", None)
    else:
        begin_step(session, case, now)


def give_back(
    session: Session,
    case: Case,
    by: Actor,
    revision: int | None,
    now: datetime,
    fields: Sequence[str],
    documents: Sequence[str],
    note: str,
) -> CaseReturn:
    """Give the case back to the applicant, who corrects only these fields and documents; the clock stops."""
    require(case, "open")
    if not fields and not documents:
        raise OutOfOrder(
            Text("Mark at least one answer or document.", "Tandai paling sedikit satu isian atau dokumen.")
        )
    change(case, by, revision, now)
    case.state = "returned"
    stand_still(case, now)
    given = CaseReturn(
        case_id=case.id, fields=list(fields), documents=list(documents), note=note,
        account_id=by.account_id, returned_at=now,
    )  # fmt: skip
    session.add_all([given, CasePause(case_id=case.id, ground="returned", since=now)])
    notify(session, case, "returned", now)
    detail = {"fields": len(fields), "documents": len(documents)}
    record(session, case, "case.returned", by, now, detail=detail, note=note)
    return given


def corrected(
    session: Session, case: Case, now: datetime, by: Actor = RESIDENT, revision: int | None = None
) -> None:
    """The applicant has corrected what was given back: the same step goes on, and so does the clock
    unless the step waits for something."""
    require(case, "returned")
    change(case, by, revision, now)
    query = select(CaseReturn).where(CaseReturn.case_id == case.id, CaseReturn.corrected_at.is_(None))
    for given in session.scalars(query):
        given.corrected_at = now
    go_on(session, case, now)
    record(session, case, "case.corrected", by, now)
    begin_step(session, case, now)


def assign(
    session: Session, case: Case, to: int | None, by: Actor, revision: int | None, now: datetime
) -> None:
    """Give the case to one officer, or to nobody in particular."""
    if case.state == "closed":
        raise OutOfOrder(CLOSED)
    change(case, by, revision, now)
    case.assignee_id = to
    record(session, case, "case.assigned", by, now, detail={"to": to or 0}, public=False)


def let_go(session: Session, account_id: int, by: Actor, now: datetime) -> None:
    """Give the open cases of an officer who works here no more to nobody in particular."""
    theirs = select(Case).where(Case.assignee_id == account_id, Case.state != "closed").order_by(Case.id)
    for case in session.scalars(theirs).all():
        assign(session, case, None, by, None, now)


def close(
    session: Session,
    case: Case,
    by: Actor,
    revision: int | None,
    now: datetime,
    outcome: Outcome,
    note: str | None = None,
) -> None:
    """End the case before its last step, as refused or withdrawn, or as granted on another way."""
    if case.state == "closed":
        raise OutOfOrder(CLOSED)
    change(case, by, revision, now)
    end_pauses(session, case, now)
    end(session, case, by, now, outcome, note)


def end(session: Session, case: Case, by: Actor, now: datetime, outcome: Outcome, note: str | None) -> None:
    """Close the case in a change that has begun."""
    case.state, case.outcome, case.closed_at, case.role = "closed", outcome, now, None
    case.next_at = now
    notify(session, case, outcome, now)
    record(session, case, "case.closed", by, now, detail={"outcome": outcome}, note=note)
