"""A form filled in from the certificate that is to be renewed, changed or copied.

The number hangs on a wall and neighbours know a phone number: the answers of the old
application are given only to whoever knows the NIK in it too, and it is one and the same
answer whichever of the three does not fit.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tlkit.catalogue.model import Permit
from tlkit.site.permits.applying.applicant_questions import BODY, COMPANY, PERSON, PROXY, PROXY_PERSON, WHO
from tlkit.site.permits.applying.fields import Question
from tlkit.site.permits.applying.fields.base import digits
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.sections import FORMER, PAPERS, questions_of
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.permits.certificates.finding import certificate_of_holder, find_certificate
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.shared import audit
from tlkit.site.shared.cases import Case

OWN = (WHO, *PERSON, *COMPANY, *BODY)
"""What every form asks about the applicant; who acts for them may be another this time."""


@dataclass(frozen=True)
class Former:
    """What a resident typed about the certificate that they hold."""

    number: str = ""
    contact: str = ""
    nik: str = ""

    @property
    def given(self) -> bool:
        """Whether anything was typed."""
        return bool(self.number or self.contact or self.nik)


def former_answers(session: Session, permit: Permit, former: Former, now: datetime) -> dict[str, Any] | None:
    """The answers that a new form takes over; None where what was typed fits no certificate of `permit`.

    The sight of them is entered in the audit, in the caller's transaction.
    """
    made = certificate_of_holder(session, former.number, former.contact)
    application = application_behind(session, made, permit, digits(former.nik))
    if made is None or made.number is None or application is None:
        return None
    audit.record(
        session,
        actor="resident",
        action="application.reused",
        subject=f"case:{made.case_id}",
        case_id=made.case_id,
        now=now,
    )
    return carried(permit_of(session, application), permit, application.answers, made.number)


def carried(old: Permit, new: Permit, answers: Mapping[str, Any], number: str) -> dict[str, Any]:
    """The answers whose question is the same in both versions, and the number where it is asked for."""
    then, now = shapes(old), shapes(new)
    kept = {key: value for key, value in answers.items() if key in now and then.get(key) == now[key]}
    return {**kept, **{question.id: number for question in former_questions(new)}}


def former_questions(permit: Permit) -> list[Question]:
    """What asks for the number of an earlier certificate."""
    return [each for each in questions_of(permit) if each.id.endswith(FORMER) and each.type == "text"]


def application_behind(
    session: Session, made: Certificate | None, permit: Permit, nik: str
) -> Application | None:
    """The application that a certificate of this permit came from, where its applicant has this NIK."""
    if made is None or made.permit_id != permit.id:
        return None
    application = application_of(session, session.get_one(Case, made.case_id))
    held = str(application.answers.get("nik", ""))
    return application if held and hmac.compare_digest(held.encode(), nik.encode()) else None


def former_of(session: Session, application: Application) -> Certificate | None:
    """The certificate whose number an application names: of the same permit and applicant, else None."""
    permit, nik = permit_of(session, application), str(application.answers.get("nik", ""))
    for question in former_questions(permit):
        made = find_certificate(session, str(application.answers.get(question.id, "")))
        if application_behind(session, made, permit, nik) not in (None, application):
            return made
    return None


def shapes(permit: Permit) -> dict[str, tuple[object, ...]]:
    """What an answer to each question looks like, by its id."""
    return {each.id: shape(each) for each in kept_questions((*OWN, *questions_of(permit)))}


def kept_questions(questions: Iterable[Question]) -> list[Question]:
    """Those whose answers can be used again: no papers, no declarations, nothing about a proxy."""
    proxy = {PROXY.id, *(each.id for each in PROXY_PERSON)}
    return [each for each in questions if each.type not in (*PAPERS, "declaration") and each.id not in proxy]


def shape(question: Question) -> tuple[object, ...]:
    values = tuple(option.value for option in question.options)
    return question.type, question.place, values, tuple((each.id, shape(each)) for each in question.fields)
