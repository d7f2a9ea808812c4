"""What was given back for correction: only that opens again, and only that changes.

What the applicant does about it is kept in a draft of the return's own until it is sent, so
that an upload is not lost to a mistake beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import Document, Permit
from tlkit.site.permits.applying.applicant import applicant_of
from tlkit.site.permits.applying.drafts import KEPT, answers_of, documents_of, save_documents, uploads_of
from tlkit.site.permits.applying.fields import Question, asked
from tlkit.site.permits.applying.fields.form import Answered
from tlkit.site.permits.applying.models import Application, Draft
from tlkit.site.permits.applying.papers import Slot, slots
from tlkit.site.permits.applying.pinned import documents_at
from tlkit.site.permits.applying.sections import Section, narrowed, sections
from tlkit.site.permits.applying.services import contact_of, keys_of, permit_of, village_of
from tlkit.site.permits.certificates.drafting import follow
from tlkit.site.shared import cases, uploads
from tlkit.site.shared.cases.opening import normal, write_search


@dataclass(frozen=True)
class Correction:
    """One return as its page needs it. `answers` are those sent, with what was corrected so far."""

    case: cases.Case
    application: Application
    draft: Draft
    permit: Permit
    note: str
    questions: tuple[Question, ...]
    slots: tuple[Slot, ...]
    answers: dict[str, Any]
    documents: dict[str, list[int]]


def draft_for(session: Session, application: Application, given: cases.CaseReturn, now: datetime) -> Draft:
    """The draft of a return, made at first need. No link leads to it: its name is no digest."""
    name = f"return-{given.id}"
    draft = session.scalar(select(Draft).where(Draft.token_hash == name))
    if draft is None:
        draft = Draft(
            token_hash=name,
            permit_digest=application.permit_digest,
            type=application.type,
            step="",
            content={},
            expires_at=now + KEPT,
        )
        session.add(draft)
        session.flush()
    return draft


def correction_of(
    session: Session,
    case: cases.Case,
    application: Application,
    given: cases.CaseReturn,
    draft: Draft,
    documents: Mapping[str, Document],
) -> Correction:
    """What opens again of a case that was given back."""
    permit, kind = permit_of(session, application), application.type
    documents = documents_at(session, application.permit_digest, documents)
    sent = application.answers
    given_now = {name: value for name, value in {**sent, **answers_of(draft)}.items() if value is not None}
    pages, answers = narrowed(sections(permit, kind, given_now), given_now)
    needed_before = {slot.id for slot in slots(permit, kind, sent, documents) if slot.required}
    return Correction(
        case,
        application,
        draft,
        permit,
        given.note,
        opened(pages, answers, asked_in(permit, kind, sent), given.fields),
        tuple(
            slot
            for slot in slots(permit, kind, answers, documents)
            if slot.id in given.documents or (slot.required and slot.id not in needed_before)
        ),
        answers,
        documents_of(draft),
    )


def asked_in(permit: Permit, kind: str, answers: Mapping[str, Any]) -> set[str]:
    """The questions that answers which were sent were given to."""
    pages, _ = narrowed(sections(permit, kind, answers), answers)
    return {each.id for page in pages for each in page.questions if asked(each, answers)}


def opened(
    pages: Sequence[Section], answers: Mapping[str, Any], before: set[str], fields: Sequence[str]
) -> tuple[Question, ...]:
    """The questions that were marked, those beside them that wait for their answer, and those that
    only the new answers ask for: of a company, say, for which somebody applies after all."""
    marked = set(fields)
    found: list[Question] = []
    for page in pages:
        for question in page.questions:
            if question.show_if and question.show_if[0] in marked:
                marked.add(question.id)
            if question.id in marked or (question.id not in before and asked(question, answers)):
                beside = question.show_if and any(each.id == question.show_if[0] for each in found)
                found.append(question if beside else replace(question, show_if=None))
    return tuple(found)


def names_of(
    session: Session,
    case: cases.Case,
    documents: Mapping[str, Document],
    fields: Sequence[str],
    papers: Sequence[str],
    lang: str,
) -> list[str]:
    """What was marked, in the names that the applicant knows."""
    application = session.scalars(select(Application).where(Application.case_id == case.id)).one()
    permit = permit_of(session, application)
    documents = documents_at(session, application.permit_digest, documents)
    pages = sections(permit, application.type, application.answers)
    labels = [each.label.in_(lang) for page in pages for each in page.questions if each.id in fields]
    held = slots(permit, application.type, application.answers, documents)
    return [*labels, *(slot.name.in_(lang) for slot in held if slot.id in papers)]


def keep(session: Session, correction: Correction, done: Answered, dropped: str, now: datetime) -> None:
    """Save what was answered so far, and let go of an upload, named `<paper>:<id>`.

    What was emptied is kept as None, so that it takes the place of what was sent.
    """
    draft, wrong = correction.draft, {name.partition(".")[0] for name in done.errors}
    read = {each.id: done.answers.get(each.id) for each in correction.questions if each.id not in wrong}
    draft.content = {**draft.content, "answers": {**answers_of(draft), **read}}
    slot, _, number = dropped.rpartition(":")
    held = correction.documents.get(slot, [])
    upload = next((each for each in uploads_of(session, draft).values() if str(each.id) == number), None)
    if upload is not None and upload.id in held:
        save_documents(draft, slot, [each for each in held if each != upload.id], now)
        uploads.discard(session, upload)


def send(session: Session, correction: Correction, now: datetime, by: cases.Actor = cases.RESIDENT) -> None:
    """Put in what was corrected, also into letters not signed yet, and let the clock go on.

    Raises OutOfOrder when the case was not given back. Files that were replaced stay with the
    case, for what an officer has seen must not vanish.
    """
    case, application = correction.case, correction.application
    answers = correction.answers
    application.answers = answers
    application.documents = {**application.documents, **correction.documents}
    applicant = applicant_of(answers)
    application.applicant = applicant.plain()
    kept = {number for ids in correction.documents.values() for number in ids}
    for number, upload in uploads_of(session, correction.draft).items():
        if number in kept:
            upload.owner = f"case:{case.id}"
        else:
            uploads.discard(session, upload)
    case.applicant_name = applicant.name
    case.contact = normal(contact_of(applicant))
    case.village = village_of(correction.permit, answers)
    case.district = case.village[:8] if case.village else None
    session.execute(delete(cases.CaseWord).where(cases.CaseWord.case_id == case.id))
    session.execute(delete(cases.CaseKey).where(cases.CaseKey.case_id == case.id))
    write_search(session, case, keys_of(applicant, answers))
    session.delete(correction.draft)
    cases.corrected(session, case, now, by)
    follow(session, case, now)
