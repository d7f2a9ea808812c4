"""`/cek-status/<receipt>/perbaiki`: the applicant mends what an officer marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from tlkit.errors import Text
from tlkit.site.backoffice import actor, signed_in
from tlkit.site.permits.applying import corrections, drafts, services
from tlkit.site.permits.applying.corrections import Correction
from tlkit.site.permits.applying.fields import Setting, read_form, write_form
from tlkit.site.permits.applying.fields.form import Answered
from tlkit.site.permits.applying.pages import Inputs, as_raw, changed, mistakes, only
from tlkit.site.permits.applying.papers import Slot, upload_limit
from tlkit.site.permits.applying.upload_views import AT_ONCE, LARGEST, PREFIX, needed, take_in
from tlkit.site.permits.applying.views import blueprint
from tlkit.site.releases import live
from tlkit.site.shared import cases, uploads
from tlkit.site.shared.cases.phone import case_here, receipts_here
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited
from tlkit.site.shared.uploads.services import Received, file_away


@blueprint.get("/cek-status/<receipt>/perbaiki")
def correct(receipt: str) -> str | Answer:
    """What is to be mended, with the officer's note."""
    with writing() as work:
        found = open_correction(work, receipt)
        if not isinstance(found, Correction):
            return found
        inputs = Inputs(write_form(found.questions, found.answers), current_instance().region)
        return correction_page(work, found, inputs)


def open_correction(work: Session, receipt: str) -> Correction | Answer:
    """The return of a case that was opened on this phone; else where to go instead.

    The case stays locked until the transaction ends: two tabs mend it one after the other.
    """
    case = case_here(receipt)
    if case is None:
        return redirect(url_for("cases.find", resi=receipt), 303)
    work.refresh(case, with_for_update=True)
    given = cases.open_return(work, case) if case.state == "returned" else None
    if given is None:
        return redirect(url_for("cases.case", receipt=receipt), 303)
    application = services.application_of(work, case)
    draft = corrections.draft_for(work, application, given, current_instance().clock())
    return corrections.correction_of(work, case, application, given, draft, live().documents)


def correction_page(work: Session, found: Correction, inputs: Inputs) -> str:
    """The page as it is drawn."""
    return render_template(
        "applying/correct.html",
        found=found,
        permit=found.permit,
        inputs=inputs,
        wrongs=mistakes(found.questions, inputs.errors),
        files=drafts.uploads_of(work, found.draft),
        limit=upload_limit(current_instance().region, found.permit.id),
        receipt=found.case.receipt,
    )


@blueprint.post("/cek-status/<receipt>/perbaiki")
@uploads.taking_uploads(LARGEST, files=AT_ONCE)
@limited("600 per hour", "applying.correct")
def mend(receipt: str) -> str | Answer:
    """Keep what was mended; send it when it was asked for and nothing is open."""
    with writing() as work:
        found = open_correction(work, receipt)
        if not isinstance(found, Correction):
            return found
        papers, held, permit_id = found.slots, found.documents, found.permit.id
    limit = upload_limit(current_instance().region, permit_id)
    errors = take_in(papers, limit, held, partial(enter, receipt))
    action, _, rest = request.form.get("aksi", "").partition(":")
    with writing() as work:
        found = open_correction(work, receipt)
        if not isinstance(found, Correction):
            return found
        raw, _ = typed_in(found, action, rest)
        dropped = rest if action == "buang" else ""
        corrections.keep(work, found, read(found, raw), dropped, current_instance().clock())
    return finish(receipt, errors, action, rest)


def typed_in(found: Correction, action: str, rest: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """What was sent for the questions that are open, and how many rows their tables show."""
    return changed(only(as_raw(request.form), found.questions), action, rest)


def read(found: Correction, raw: dict[str, list[str]]) -> Answered:
    """What came of the questions that are open."""
    instance = current_instance()
    return read_form(found.questions, raw, Setting(instance.region, instance.today()), found.answers)


def finish(receipt: str, errors: dict[str, Text], action: str, rest: str) -> str | Answer:
    """Send what is whole; else the page again with what is still open, also what was opened just now."""
    with writing() as work:
        found = open_correction(work, receipt)
        if not isinstance(found, Correction):
            return found
        raw, rows = typed_in(found, action, rest)
        if action == "kirim":
            missing = [slot for slot in found.slots if not found.documents.get(slot.id)]
            errors |= read(found, raw).errors | {PREFIX + slot.id: needed(slot) for slot in missing}
        if action == "kirim" and not errors:
            corrections.send(work, found, current_instance().clock(), who(receipt))
            return redirect(url_for("cases.case", receipt=receipt), 303)
        return correction_page(work, found, Inputs(raw, current_instance().region, errors, rows))


def who(receipt: str) -> cases.Actor:
    """The applicant; or the officer who corrects it together with them at the counter."""
    at_the_counter = receipt not in receipts_here() and signed_in() is not None
    return actor() if at_the_counter else cases.RESIDENT


def enter(receipt: str, slot: Slot, files: Sequence[Received]) -> None:
    """Put sealed files into the draft of the return."""
    now = current_instance().clock()
    with writing() as work:
        found = open_correction(work, receipt)
        if not isinstance(found, Correction):
            abort(409)
        owner = drafts.owner_of(found.draft)
        ids = [file_away(work, file, now=now, owner=owner).id for file in files]
        drafts.save_documents(found.draft, slot.id, [*found.documents.get(slot.id, ()), *ids], now)
