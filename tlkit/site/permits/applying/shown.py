"""An application in words, for its applicant and for officers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tlkit.catalogue.model import Document, Permit
from tlkit.site.permits.applying.fields import asked, show
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.papers import slots
from tlkit.site.permits.applying.sections import Section, sections


@dataclass(frozen=True)
class Shown:
    """One answer: the question, what was answered (lines apart), and the language of the question."""

    field_id: str
    label: str
    text: str
    lang: str


@dataclass(frozen=True)
class ShownPaper:
    """One kind of paper and the ids of what was uploaded for it; `given` also where it was only shown."""

    document_id: str
    name: str
    lang: str
    required: bool
    condition: str | None
    uploads: tuple[int, ...]
    given: bool


def answers_shown(permit: Permit, application: Application, lang: str) -> list[Shown]:
    """Every answer of an application, in the order of its pages."""
    answers = application.answers
    return [
        shown
        for page in sections(permit, application.type, answers)
        if page.kind == "questions"
        for shown in page_shown(page, answers, lang)
    ]


def page_shown(page: Section, answers: Mapping[str, Any], lang: str) -> list[Shown]:
    """The answers of one page; questions that were not asked are left out."""
    return [
        Shown(
            question.id,
            question.label.in_(lang),
            show(question, answers.get(question.id), lang),
            lang if question.spoken else "id",
        )
        for question in page.questions
        if asked(question, answers)
    ]


def papers_shown(
    permit: Permit, application: Application, documents: Mapping[str, Document], lang: str
) -> list[ShownPaper]:
    """Every paper that the application needs, with what was uploaded for it."""
    held = application.documents
    return [
        ShownPaper(
            slot.id,
            slot.name.in_(lang),
            lang if slot.spoken else "id",
            slot.required,
            slot.condition.in_(lang) if slot.condition else None,
            tuple(held.get(slot.id, ())),
            slot.id in held,
        )
        for slot in slots(permit, application.type, application.answers, documents)
    ]
