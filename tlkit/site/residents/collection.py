"""The cases of an account: put in, let go, listed with what is asked of their applicant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.residents.models import Resident, ResidentCase, ResidentSignIn
from tlkit.site.residents.services import note
from tlkit.site.shared.cases import RESIDENT, Case, Part, kind_of, unread
from tlkit.site.shared.cases.page import correction_of
from tlkit.site.shared.cases.telling import moment, state_of
from tlkit.site.shared.database import db, writing


@dataclass(frozen=True)
class Collected:
    """One case of the list: `asked` is what its applicant is to do now, `news` counts unread messages."""

    case: Case
    state: Text
    asked: tuple[Text, ...]
    news: int


def put_in(resident: int, case_id: int, now: datetime) -> None:
    """Have an account collect a case. Once more changes nothing."""
    with writing() as session:
        owner = session.get(Resident, resident, with_for_update=True)
        if owner is None or session.get(ResidentCase, (resident, case_id)) is not None:
            return
        session.add(ResidentCase(resident_id=resident, case_id=case_id, added_at=now))
        session.flush()
        note(session, "resident.case-added", resident, now, case_id)


def let_go(resident: int, receipt: str, now: datetime) -> None:
    """Take a case out of an account. The case stays as it is."""
    with writing() as session:
        case_id = session.scalar(select(Case.id).where(Case.receipt == receipt))
        row = session.get(ResidentCase, (resident, case_id)) if case_id is not None else None
        if row is not None:
            session.delete(row)
            session.flush()
            note(session, "resident.case-removed", resident, now, case_id)


def collects(resident: int, receipt: str) -> bool:
    """Whether the case of a receipt is in an account."""
    query = exists().where(
        ResidentCase.resident_id == resident, ResidentCase.case_id == Case.id, Case.receipt == receipt
    )
    return bool(db.session.scalar(select(query)))


def cases_of(resident: int) -> list[Case]:
    """The cases of an account, the last put in first."""
    query = select(Case).join(ResidentCase, ResidentCase.case_id == Case.id)
    mine = query.where(ResidentCase.resident_id == resident, Case.erased_at.is_(None))
    return list(db.session.scalars(mine.order_by(ResidentCase.added_at.desc(), Case.id.desc())))


def listed(case: Case) -> Collected:
    """A case as the list shows it."""
    session = db.session()
    mended = correction_of(session, case)
    asked = [Text(f"Correct: {name}", f"Perbaiki: {name}") for name in (mended.names if mended else ())]
    asked += [ask.text for ask in kind_of(case).asks(case)]
    return Collected(case, state_of(case), tuple(asked), unread(session, case, RESIDENT))


def copy(session: Session, case: Case, lang: str) -> list[Part]:
    """What is kept of the accounts with one of the case's own contacts that collect it."""
    query = (
        select(Resident, ResidentCase.added_at)
        .join(ResidentCase, ResidentCase.resident_id == Resident.id)
        .where(ResidentCase.case_id == case.id)
        .order_by(Resident.id)
    )
    lines = [
        line
        for resident, added in session.execute(query)
        if resident.contact in case.contact.values()
        for line in lines_of(session, resident, added, lang)
    ]
    return [Part(Text("Your account", "Akun Anda"), lines)]


def lines_of(session: Session, resident: Resident, added: datetime, lang: str) -> Iterator[tuple[str, str]]:
    """One account, in lines of name and value."""
    yield Text("Account", "Akun").in_(lang), resident.contact
    yield Text("Made", "Dibuat").in_(lang), moment(resident.created_at, lang)
    yield Text("This file was put in", "Berkas ini dimasukkan").in_(lang), moment(added, lang)
    query = select(ResidentSignIn).where(ResidentSignIn.resident_id == resident.id)
    for each in session.scalars(query.order_by(ResidentSignIn.id)):
        yield Text("Signed in", "Masuk").in_(lang), f"{moment(each.started_at, lang)}, {each.device}"


def forget(session: Session, case: Case) -> None:
    """Take a case whose person is erased out of every account."""
    session.execute(delete(ResidentCase).where(ResidentCase.case_id == case.id))
