"""Destroying a case's personal data: two officers approve, either may keep it, and nothing is left behind."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tlkit.errors import Text, TlkitError
from tlkit.site.shared import audit
from tlkit.site.shared.cases import SYSTEM, Actor, Case, erase_person
from tlkit.site.shared.cases.registered import kind_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.privacy.models import Approval, Destruction

Result = Literal["first", "own", "destroyed", "decided"]
"""What came of an approval: it was the first, the officer's own was there already, it was the
second and destroyed, or somebody had decided before."""


class ServiceOff(TlkitError):
    """The service that keeps a case's papers is off, so they cannot be destroyed with it."""

    def __init__(self, service: str) -> None:
        super().__init__(
            Text(f"The service “{service}” is off; its papers cannot be destroyed.",
                 f"Layanan “{service}” sedang tidak aktif; berkasnya tidak dapat dimusnahkan."),
            Text("Turn it on in region.yaml, then try again.", "Aktifkan di region.yaml, lalu coba lagi."),
        )  # fmt: skip


class NoGround(TlkitError):
    """Nobody has said yet on what ground a case is destroyed, or kept."""

    def __init__(self) -> None:
        super().__init__(
            Text("Write the ground, for instance the number of the decree.",
                 "Tulis dasarnya, misalnya nomor surat keputusan."),
        )  # fmt: skip


def approve(number: int, *, ground: str, by: Actor, now: datetime) -> Result:
    """An officer's approval of a proposal, whose second one destroys, in the same transaction.

    The first one says the `ground`. Raises `NoGround`, `ServiceOff`, and `ValueError` for who has
    no account: an approval is somebody's.
    """
    if by.account_id is None:
        raise ValueError("only an officer approves a destruction")
    with writing() as session:
        row = session.get(Destruction, number, with_for_update=True)
        if row is None or row.state != "proposed":
            return "decided"
        given = session.scalars(select(Approval).where(Approval.destruction_id == number)).all()
        if any(each.account_id == by.account_id for each in given):
            return "own"
        row.ground = row.ground or ground
        if not row.ground:
            raise NoGround
        mine = Approval(destruction_id=number, account_id=by.account_id, name=by.name, approved_at=now)
        session.add(mine)
        written(session, row, "approved", by, now)
        if not given:
            return "first"
        conclude(session, row, "destroyed", by, now)
        forget(session, row, by, now)
    return "destroyed"


def keep(number: int, *, ground: str, by: Actor, now: datetime) -> bool:
    """Leave a proposed case as it is, and say why. False when it was decided meanwhile. Raises `NoGround`."""
    if not ground:
        raise NoGround
    with writing() as session:
        row = session.get(Destruction, number, with_for_update=True)
        if row is None or row.state != "proposed":
            return False
        row.ground = ground
        conclude(session, row, "kept", by, now)
    return True


def conclude(
    session: Session, row: Destruction, state: Literal["kept", "destroyed"], by: Actor, now: datetime
) -> None:
    row.state = state
    row.decided_at, row.decided_by, row.decided_name = now, by.account_id, by.name
    written(session, row, state, by, now)


def forget(session: Session, row: Destruction, by: Actor, now: datetime) -> None:
    """Take the person out of a case and out of what its service keeps. Raises `ServiceOff`."""
    case = session.get_one(Case, row.case_id)
    forget_papers(session, row, case, now)
    erase_person(session, case, now, by)


def forget_papers(session: Session, row: Destruction, case: Case, now: datetime) -> None:
    """What the service keeps; `finished_at` is set once nothing of the person has to stay."""
    erase = kind_of(case).erase
    if erase is None:
        raise ServiceOff(case.service)
    if erase(session, case, now):
        row.finished_at = now
        written(session, row, "finished", SYSTEM, now)


def forget_rest() -> int:
    """Destroy what had to stay when its case was destroyed and may go now. Returns how many are finished."""
    unfinished = select(Destruction.id).where(
        Destruction.state == "destroyed", Destruction.finished_at.is_(None)
    )
    return sum(forget_rest_of(number) for number in db.session.scalars(unfinished).all())


def forget_rest_of(number: int) -> bool:
    try:
        with writing() as session:
            row = session.get_one(Destruction, number, with_for_update=True)
            forget_papers(session, row, session.get_one(Case, row.case_id), current_instance().clock())
            return row.finished_at is not None
    except (ServiceOff, StaleDataError):
        return False  # tomorrow again


def written(session: Session, row: Destruction, what: str, by: Actor, now: datetime) -> None:
    """The audit's row."""
    audit.record(
        session, actor=by.audited, action=f"destruction.{what}", subject=f"case:{row.case_id}",
        case_id=row.case_id, now=now,
    )  # fmt: skip


FORGET = Job("privacy.forget", forget_rest, every=24 * 3600.0)
