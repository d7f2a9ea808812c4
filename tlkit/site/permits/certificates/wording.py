"""What a certificate says, from the application behind it. No NIK, NPWP or contact gets on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from tlkit.catalogue.model import Permit, Regulation
from tlkit.site.permits.applying.applicant import Applicant
from tlkit.site.permits.applying.applicant_questions import HOME
from tlkit.site.permits.applying.fields import Question, asked, show
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.sections import questions_of
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.shared.cases import Case

PRIVATE = {
    "nik", "npwp", "family-card", "phone", "email", "documents", "stamped-letter", "declaration", "point",
}  # fmt: skip
"""Kinds of answer that stay off the paper."""
HOLDER = {"nama_pemohon", "badan_nama"}
"""Answers that the paper has already, as its holder."""


@dataclass(frozen=True)
class Wording:
    """Holder and object, what else stands on the paper, and the law that it rests on."""

    permit: Permit
    title: str
    holder: str
    holder_kind: str
    object: str
    facts: tuple[tuple[str, str], ...]
    basis: tuple[str, ...]


def wording_of(session: Session, case: Case, regulations: Mapping[str, Regulation]) -> Wording:
    """The words of a case's certificate. Raises `NoResultFound` for a case without an application."""
    application = application_of(session, case)
    permit = permit_of(session, application)
    applicant = Applicant.of(application.applicant)
    title = permit.output.name if permit.output else permit.name.id
    if revokes(application):
        # What is taken back holds for no years.
        permit, title = replace(permit, output=None), f"Pencabutan {title}"
    return Wording(
        permit,
        title,
        applicant.name,
        applicant.kind,
        place_of(permit, application.answers) or permit.name.id,
        facts_of(permit, application.answers),
        basis_of(permit, regulations),
    )


def revokes(application: Application) -> bool:
    """Whether its letter takes a permit back, at its holder's wish, instead of granting one."""
    return application.type == "revocation"


def facts_of(permit: Permit, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Answers that belong on the paper, in the form's order; the rows of a group below each other."""
    return tuple(
        (question.label.id, shown if question.fields else one_line(shown))
        for question in map(without_private, questions_of(permit))
        if printed(question, answers) and (shown := show(question, answers.get(question.id), "id"))
    )


def without_private(question: Question) -> Question:
    """The question with no more in its rows than belongs on the paper."""
    return replace(question, fields=tuple(each for each in question.fields if each.type not in PRIVATE))


def printed(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether an answer stands on the paper."""
    return (
        question.type not in PRIVATE
        and (question.type != "group" or bool(question.fields))
        and question.id not in HOLDER
        and bool(answers.get(question.id))
        and asked(question, answers)
    )


def place_of(permit: Permit, answers: Mapping[str, Any]) -> str | None:
    """The place that the permit is for, in one line; None where it is for no place."""
    places = (question for question in questions_of(permit) if question.place and question.id != HOME)
    shown = (show(question, answers[question.id], "id") for question in places if answers.get(question.id))
    return next((one_line(text) for text in shown), None)


def basis_of(permit: Permit, regulations: Mapping[str, Regulation]) -> tuple[str, ...]:
    """The regulations in words, national ones first."""
    national = (
        f"{found.name} tentang {found.about}" + (f", {cited.article}" if cited.article else "")
        for cited in permit.legal_basis
        if (found := regulations.get(cited.regulation))
    )
    return (*national, *permit.local_regulation)


def one_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())
