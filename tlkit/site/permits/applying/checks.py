"""What is worth a second look, though it may be right, and how far an application has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tlkit.errors import Text
from tlkit.site.permits.applying.fields import asked
from tlkit.site.permits.applying.fields.identity import contradicts
from tlkit.site.permits.applying.papers import Slot, missing_papers
from tlkit.site.permits.applying.sections import Section


def doubts(answers: Mapping[str, Any]) -> list[Text]:
    """Things that seldom fit together: said before sending, never a reason to refuse."""
    nik, born = answers.get("nik"), answers.get("tanggal_lahir")
    if not nik or not born or not contradicts(nik, date.fromisoformat(born)):
        return []
    return [
        Text(
            "The NIK says another date of birth than you do. Look again; if both are right, go on.",
            "Tanggal lahir di NIK berbeda dari isian Anda. Periksa lagi; bila keduanya benar, lanjutkan.",
        )
    ]


def is_complete(
    section: Section,
    answers: Mapping[str, Any],
    documents: Mapping[str, Sequence[int]],
    asked_for: Sequence[Slot],
) -> bool:
    """Whether nothing that must be answered on a page is open."""
    if section.kind == "papers":
        return not missing_papers(asked_for, documents)
    known = dict(answers)
    for question in section.questions:
        if not asked(question, known):
            known.pop(question.id, None)
        elif question.required and known.get(question.id) in (None, False):
            return False
    return True


def first_open(
    pages: Sequence[Section],
    answers: Mapping[str, Any],
    documents: Mapping[str, Sequence[int]],
    asked_for: Sequence[Slot],
) -> Section | None:
    """The first page that is not complete; None when all are."""
    return next((page for page in pages if not is_complete(page, answers, documents, asked_for)), None)
