"""Everything that one case's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import Permit
from tlkit.errors import Text
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.pinned import documents_at
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.permits.applying.shown import Shown, ShownPaper, answers_shown, papers_shown
from tlkit.site.permits.casework.colleagues import colleagues
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.casework.queue import Place
from tlkit.site.permits.casework.turns import does
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.fees.balance import Balance, assessment_of, balance_of
from tlkit.site.permits.fees.formula import computable, names_in
from tlkit.site.permits.fees.models import Assessment
from tlkit.site.releases import live
from tlkit.site.shared import notices
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.accounts.standins import away
from tlkit.site.shared.cases import (
    Case,
    CaseEvent,
    CaseMessage,
    CaseReturn,
    Standing,
    granted_by_silence,
    held_on,
    standing,
)
from tlkit.site.shared.cases.grounds import grounds_of, stopping
from tlkit.site.shared.cases.page import Shown as ShownPanel
from tlkit.site.shared.cases.page import shown
from tlkit.site.shared.cases.registered import kind_of
from tlkit.site.shared.cases.talk import messages_of
from tlkit.site.shared.cases.timeline import events_of, open_return
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.uploads import Upload
from tlkit.site.shared.workdays import Calendar


@dataclass(frozen=True)
class CasePage:
    """One case, as an officer sees it. `files` are all uploads of the case by id."""

    case: Case
    application: Application
    permit: Permit
    papers: Sequence[ShownPaper]
    answers: Sequence[Shown]
    files: Mapping[int, Upload]
    standing: Standing
    events: Sequence[CaseEvent]
    messages: Sequence[CaseMessage]
    works: Sequence[Work]
    returned: CaseReturn | None
    people: Mapping[int, str]
    colleagues: Sequence[tuple[int, str]]
    away: frozenset[int]
    panels: Sequence[ShownPanel]
    grounds: Mapping[str, Text]
    stopping: Mapping[str, Text]
    held: str | None
    letters: Mapping[str, Certificate]
    assessment: Assessment | None
    balance: Balance | None
    asked_numbers: Sequence[str]
    turn: bool
    place: Place
    silent: bool
    told: Sequence[notices.Fate]

    @property
    def unreached(self) -> bool:
        """Whether the last news reached the applicant on no way."""
        last = [each.state for each in self.told if each.written_at == self.told[-1].written_at]
        return bool(last) and set(last) <= {"failed", "skipped"}

    @property
    def given_papers(self) -> list[ShownPaper]:
        """The papers that must be there, and those that are."""
        return [paper for paper in self.papers if paper.required or paper.given]

    @property
    def other_papers(self) -> list[ShownPaper]:
        """Those that a condition asks for, and that were not handed in."""
        return [paper for paper in self.papers if not paper.required and not paper.given]

    @property
    def originals(self) -> frozenset[str]:
        """The papers of which the counter has seen the original."""
        return frozenset(each for work in self.works for each in work.content.get("seen", ()))

    @property
    def national(self) -> bool:
        """Whether the case is decided in a national system, and only followed here."""
        return any(work.kind == "national" for work in self.works)

    @property
    def signed_later(self) -> bool:
        """Whether the signature is still to come."""
        return any(step["role"] == "signer" for step in self.case.steps[self.case.position :])

    @property
    def first_file(self) -> Upload | None:
        """What the viewer shows first."""
        return next(
            (self.files[each] for paper in self.papers for each in paper.uploads if each in self.files), None
        )

    def latest(self, kind: str) -> Work | None:
        """The last work of a kind at the open step."""
        here = (kind, self.case.position)
        return next((work for work in reversed(self.works) if (work.kind, work.position) == here), None)


def case_page(session: Session, case: Case, officer: Officer, instance: Instance, lang: str) -> CasePage:
    """Gather the page of a case."""
    application = application_of(session, case)
    permit = permit_of(session, application)
    works = works_of(session, case)
    named = documents_at(session, application.permit_digest, live().documents)
    papers = papers_shown(permit, application, named, lang)
    uploads = {each for paper in papers for each in paper.uploads} | {
        each for work in works for each in work.uploads
    }
    others = colleagues(session, case)
    now, calendar = instance.clock(), Calendar.of(instance.region)
    formula = permit.fee.formula if permit.fee and computable(permit.fee.formula) else None
    return CasePage(
        case=case,
        application=application,
        permit=permit,
        papers=papers,
        answers=answers_shown(permit, application, lang),
        files={each.id: each for each in session.scalars(select(Upload).where(Upload.id.in_(uploads)))},
        standing=standing(case, calendar, now, session),
        events=events_of(session, case),
        messages=messages_of(session, case),
        works=works,
        returned=open_return(session, case),
        people=people(session, case, works),
        colleagues=others,
        away=away({each for each, _ in others} | {case.assignee_id or 0}, instance.today()),
        panels=shown(kind_of(case).officer_panels(case), case),
        grounds=grounds_of(case),
        stopping=stopping(case),
        held=held_on(session, case),
        letters={each.kind: each for each in session.scalars(letters_of(case))},
        assessment=assessment_of(session, case.id),
        balance=balance_of(session, case.id),
        asked_numbers=names_in(formula) if formula else (),
        turn=does(officer, case.role, case.technical_agency),
        # By its own time, also while the clock stands still: the next case is the one due after it.
        place=Place(case.due_at or case.check_due_at or case.next_at, case.id),
        silent=granted_by_silence(case, now),
        told=notices.fates(session, case.id),
    )


def letters_of(case: Case) -> Select[Certificate]:
    """The certificate and the refusal of a case."""
    return select(Certificate).where(Certificate.case_id == case.id)


def works_of(session: Session, case: Case) -> list[Work]:
    """What was written down at the case's steps, oldest first."""
    return list(session.scalars(select(Work).where(Work.case_id == case.id).order_by(Work.id)))


def people(session: Session, case: Case, works: Sequence[Work]) -> dict[int, str]:
    """The names of those who have or had the case."""
    numbers = {work.account_id for work in works} | {case.assignee_id}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(numbers - {None})))
    return {row.id: row.name for row in rows}
