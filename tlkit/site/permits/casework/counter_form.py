"""What a clerk typed into the one screen of the counter: read, kept, and drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.applicant_questions import PROXY, WHO
from tlkit.site.permits.applying.fields import Question, Setting, read_form, write_form
from tlkit.site.permits.applying.fields.base import please
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.pages import as_raw, only
from tlkit.site.permits.applying.papers import Slot
from tlkit.site.permits.applying.sections import types_of
from tlkit.site.permits.applying.services import permit_of
from tlkit.site.permits.applying.upload_views import PREFIX
from tlkit.site.permits.casework import counter
from tlkit.site.releases import live
from tlkit.site.shared import uploads
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance


@dataclass(frozen=True)
class Sent:
    """What was sent and what came of it. `receipt` is set where the form was filed already."""

    raw: dict[str, list[str]]
    errors: Mapping[str, Text] = field(default_factory=dict)
    slots: Sequence[Slot] = ()
    documents: Mapping[str, Sequence[int]] = field(default_factory=dict)
    permit_id: str = ""
    receipt: str | None = None

    @classmethod
    def of(cls, questions: Sequence[Question], answers: Mapping[str, Any]) -> Sent:
        """What stands in the inputs of a form that is opened."""
        return cls(write_form(questions, answers))


def saved(token: str, now: datetime) -> Sent | None:
    """Keep everything that can be read of what was sent; None where there is no such form."""
    with writing() as session:
        draft = counter.find(session, token, now, lock=True)
        if draft is None or draft.receipt:
            return Sent({}, receipt=draft.receipt) if draft else None
        return read(session, draft)


def read(session: Session, draft: Draft) -> Sent:
    """Read the form that the clerk's choices make: its kind, who applies, whether for somebody else."""
    instance, all_of_it = current_instance(), as_raw(request.form)
    kinds, asked = types_of(permit_of(session, draft)), request.form.get("jenis", draft.type)
    chosen = read_form((WHO, PROXY), all_of_it, Setting(instance.region, instance.today()), {})
    brought, seen = request.form.getlist("dibawa"), request.form.getlist("asli")
    counter.save(draft, asked if asked in kinds else draft.type, chosen.answers, brought, seen)
    form = counter.form_of(session, draft, live().documents)
    questions = counter.questions_of(form)
    raw = only(all_of_it, questions)
    done = read_form(questions, raw, Setting(instance.region, instance.today()), {})
    counter.save(draft, draft.type, done.answers, brought, seen)
    return Sent(raw, done.errors, form.slots, form.documents, form.permit.id)


def without(token: str, rest: str, now: datetime) -> None:
    """Let go of a scan, named `<paper>:<id>`."""
    slot, _, number = rest.rpartition(":")
    with writing() as session:
        draft = counter.find(session, token, now, lock=True)
        held = drafts.documents_of(draft).get(slot, []) if draft else []
        scans = drafts.uploads_of(session, draft) if draft else {}
        scan = next((scans[each] for each in held if str(each) == number and each in scans), None)
        if draft is not None and scan is not None:
            drafts.save_documents(draft, slot, [each for each in held if each != scan.id], now)
            uploads.discard(session, scan)


def missing(lacking: Sequence[Slot]) -> dict[str, Text]:
    """What to say of papers that are neither scanned nor shown, by the name of their input."""
    verb = Text("Scan or tick", "Pindai atau centang")
    return {PREFIX + slot.id: please(verb, slot.name) for slot in lacking}
