"""Applications filed at the counter: begun, saved as they are typed, filed once. The writes.

A walk-in's form is a draft like a resident's, with the checklist beside the answers. Where
every paper is there, filing it is the counter's check too, and the clock runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tlkit.catalogue.model import Document
from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.applicant_questions import PROXY, WHO
from tlkit.site.permits.applying.fields import Question
from tlkit.site.permits.applying.flow import Form
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.papers import Slot
from tlkit.site.permits.applying.sections import REMIND, sections
from tlkit.site.permits.applying.services import NewApplication, file_application, spend
from tlkit.site.permits.casework.models import Work
from tlkit.site.shared import cases
from tlkit.site.shared.cases import Actor, Case
from tlkit.site.shared.uploads.services import Received, file_away

MARK = "counter"
"""Where a draft of the counter keeps its checklist; a resident's has none."""

PHONE = "telepon"
PROXY_TITLE = Text("The proxy", "Penerima kuasa")
LABELS = {
    PROXY.id: Text("Does somebody act for the applicant?", "Apakah pemohon memberi kuasa kepada orang lain?"),
    "kuasa_nama": Text("Full name of the proxy", "Nama lengkap penerima kuasa"),
    "kuasa_nik": Text("NIK of the proxy", "NIK penerima kuasa"),
    "kuasa_telepon": Text("Phone number of the proxy", "Nomor telepon penerima kuasa"),
    "kuasa_email": Text("E-mail address of the proxy", "Alamat e-mail penerima kuasa"),
}
FIRST = {WHO.id: "person", PROXY.id: "no"}
"""What is taken for granted until the clerk says otherwise."""


def begin(session: Session, permit_digest: str, kind: str, now: datetime) -> str:
    """A new form for a walk-in; the secret in its address."""
    draft, token = drafts.begin(session, permit_digest, kind, now)
    draft.content = {"answers": FIRST, MARK: {"brought": [], "seen": []}}
    return token


def find(session: Session, token: str, now: datetime, *, lock: bool = False) -> Draft | None:
    """A form of the counter, also one that was filed; None for a resident's, and when its time is over."""
    draft = drafts.find(session, token, now, lock=lock)
    return draft if draft is not None and (draft.receipt or MARK in draft.content) else None


def form_of(session: Session, draft: Draft, named: Mapping[str, Document]) -> Form:
    """The whole form on one screen, where every condition is judged while one types.

    Who has no phone may still apply: they ask at the counter how it stands.
    """
    form = Form.of(session, draft, named)
    pages = tuple(
        replace(
            page,
            title=PROXY_TITLE if page.slug == "kuasa" else page.title,
            questions=tuple(spoken_of(each) for each in page.questions),
        )
        for page in sections(form.permit, form.kind, form.answers)
    )
    return replace(form, pages=pages)


def spoken_of(question: Question) -> Question:
    """The question as a clerk reads it: about the applicant, not to them."""
    if question.id == PHONE:
        return replace(question, required=False)
    label = LABELS.get(question.id)
    return replace(question, label=label, help=None) if label else question


def questions_of(form: Form) -> list[Question]:
    """Every question of the form, in its order."""
    return [question for page in form.pages for question in page.questions]


def checklist_of(draft: Draft) -> dict[str, list[str]]:
    """Which papers were `brought`, and of which the original was `seen`."""
    return dict(draft.content.get(MARK, {}))


def save(
    draft: Draft, kind: str, answers: Mapping[str, Any], brought: Sequence[str], seen: Sequence[str]
) -> None:
    """Keep what was typed and ticked so far."""
    checklist = {"brought": sorted({*brought, *seen}), "seen": sorted(set(seen))}
    draft.type = kind
    draft.content = {**draft.content, "answers": {**FIRST, **answers}, MARK: checklist}


def enter(session: Session, draft: Draft, slot: Slot, files: Sequence[Received], now: datetime) -> None:
    """Put scans of a paper into the form."""
    held = drafts.documents_of(draft).get(slot.id, [])
    ids = [file_away(session, file, now=now, owner=drafts.owner_of(draft)).id for file in files]
    drafts.save_documents(draft, slot.id, [*held, *ids], now)


def lacking(form: Form) -> list[Slot]:
    """The papers that must be there and are neither scanned nor shown."""
    brought = checklist_of(form.draft).get("brought", ())
    return [
        slot
        for slot in form.slots
        if slot.required and slot.id not in brought and not form.documents.get(slot.id)
    ]


def file_form(session: Session, form: Form, note: str, by: Actor, region: Region, now: datetime) -> Case:
    """File a form whose answers are right; papers that are lacking follow later.

    The caller holds the draft's row locked. With every paper there, the counter's step is done.
    """
    draft, complete = form.draft, not lacking(form)
    known = {slot.id for slot in form.slots}
    checklist = {name: [each for each in held if each in known] for name, held in checklist_of(draft).items()}
    declared = {key: value for key, value in form.answers.items() if isinstance(value, bool)}
    new = NewApplication(
        draft.permit_digest,
        draft.type,
        {key: value for key, value in form.answers.items() if key not in declared},
        {**dict.fromkeys(checklist["brought"], ()), **form.documents},
        region.languages[0],
        {REMIND.id: False, **declared},
    )
    case = file_application(session, new, by, region, now)
    spend(session, form, case, now)
    session.add(
        Work(
            case_id=case.id,
            position=0,
            kind="counter",
            content={**checklist, "note": note},
            uploads=[],
            account_id=by.account_id,
            done_at=now,
        )
    )
    if complete and case.role == "counter":
        cases.finish_step(session, case, by, case.revision, now)
    return case
