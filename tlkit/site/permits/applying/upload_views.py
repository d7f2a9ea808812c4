"""The page of papers: what was uploaded, more of it, less of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import BinaryIO, cast

from flask import Response, abort, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from tlkit.errors import Text
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.fields import Setting, read_form, write_form
from tlkit.site.permits.applying.fields.base import please
from tlkit.site.permits.applying.flow import Form
from tlkit.site.permits.applying.page_views import following, page_of
from tlkit.site.permits.applying.pages import Inputs, as_raw, only
from tlkit.site.permits.applying.papers import MOST_MEGABYTES, Slot, missing_papers, upload_limit
from tlkit.site.permits.applying.views import blueprint, draft_of, form_of, gone
from tlkit.site.shared import uploads
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited
from tlkit.site.shared.uploads.services import Received, file_away, receive, receive_pictures

LARGEST = MOST_MEGABYTES * 1_000_000
AT_ONCE = 5
"""What one request may bring: files in memory, so their number and size are held down."""

PER_PAPER = 10
PREFIX = "berkas:"
"""How the name of a paper's input begins."""


@blueprint.post("/permohonan/<token>/berkas")
@uploads.taking_uploads(LARGEST, files=AT_ONCE)
@limited("1200 per hour", "applying.papers")
def papers(token: str) -> str | Answer:
    """Take what was uploaded, let go of what was removed, and go on when nothing is missing."""
    form = form_of(token)
    action, _, rest = request.form.get("aksi", "").partition(":")
    limit = upload_limit(current_instance().region, form.permit.id)
    errors = take_in(form.slots, limit, form.documents, partial(enter, token))
    if action == "buang":
        let_go(token, rest)
    save_stamps(token, form)
    if action == "nanti" and not errors:
        return redirect(url_for(".elsewhere", token=token), 303)
    return papers_page(token, errors, going_on=action == "lanjut")


def papers_page(token: str, errors: dict[str, Text], *, going_on: bool) -> str | Answer:
    """The page again; the next one where nothing is wrong and nothing is missing."""
    form = form_of(token)
    section = next(page for page in form.pages if page.kind == "papers")
    lacking = missing_papers(form.slots, form.documents) if going_on and not errors else []
    errors = {**errors, **{PREFIX + slot.id: needed(slot) for slot in lacking}}
    if going_on and not errors:
        return redirect(url_for(".page", token=token, slug=following(form, section)), 303)
    raw = write_form(section.questions, form.answers)
    return page_of(token, form, section, Inputs(raw, current_instance().region, errors))


def needed(slot: Slot) -> Text:
    return please(Text("Upload", "Unggah dulu"), slot.name)


def take_in(
    slots: Sequence[Slot],
    limit: int,
    held: Mapping[str, Sequence[int]],
    enter: Callable[[Slot, Sequence[Received]], None],
) -> dict[str, Text]:
    """Check, seal and enter every file that was sent; what was refused, by the name of its input."""
    errors: dict[str, Text] = {}
    for slot in slots:
        name = PREFIX + slot.id
        sent = [file for file in request.files.getlist(name) if file.filename]
        if not sent:
            continue
        if len(held.get(slot.id, ())) + len(sent) > PER_PAPER:
            errors[name] = too_many()
            continue
        try:
            enter(slot, received(sent, limit))
        except uploads.RefusedUpload as refused:
            errors[name] = refused.words
    return errors


def received(sent: Sequence[FileStorage], limit: int) -> list[Received]:
    """What was sent for one paper, sealed on disk: several photos become one PDF, each PDF stays itself."""
    if len(sent) > 1:
        try:
            pictures = [(stream_of(file), file.filename or "") for file in sent]
            return [receive_pictures(pictures, limit=limit)]
        except uploads.RefusedUpload as refused:
            if refused.reason != "mixed":
                raise
            for file in sent:
                file.stream.seek(0)
    return [receive(stream_of(file), file.filename or "", limit=limit) for file in sent]


def stream_of(file: FileStorage) -> BinaryIO:
    return cast(BinaryIO, file.stream)


def enter(token: str, slot: Slot, files: Sequence[Received]) -> None:
    """Put sealed files into the draft."""
    now = current_instance().clock()
    with writing() as work:
        draft = drafts.find(work, token, now, lock=True) or abort(gone())
        owner = drafts.owner_of(draft)
        ids = [file_away(work, file, now=now, owner=owner).id for file in files]
        drafts.save_documents(draft, slot.id, [*drafts.documents_of(draft).get(slot.id, ()), *ids], now)


def let_go(token: str, rest: str) -> None:
    """Remove one upload from the draft."""
    slot, _, number = rest.rpartition(":")
    now = current_instance().clock()
    with writing() as work:
        draft = drafts.find(work, token, now, lock=True) or abort(gone())
        held = drafts.documents_of(draft).get(slot, [])
        upload = next(
            (each for id_, each in drafts.uploads_of(work, draft).items() if str(id_) == number), None
        )
        if upload is None or upload.id not in held:
            return
        drafts.save_documents(draft, slot, [each for each in held if each != upload.id], now)
        uploads.discard(work, upload)


def save_stamps(token: str, form: Form) -> None:
    """How stamped letters were stamped, said beside their uploads."""
    section = next(page for page in form.pages if page.kind == "papers")
    instance = current_instance()
    raw = only(as_raw(request.form), section.questions)
    done = read_form(section.questions, raw, Setting(instance.region, instance.today()), form.answers)
    fields = [question.id for question in section.questions]
    with writing() as work:
        draft = drafts.find(work, token, instance.clock(), lock=True) or abort(gone())
        drafts.save_answers(
            draft, section.slug, drafts.sheet_of(draft, section.slug), fields, done.answers, instance.clock()
        )


def too_many() -> Text:
    return Text(
        f"At most {PER_PAPER} files for one paper. Remove one first.",
        f"Paling banyak {PER_PAPER} berkas untuk satu syarat. Buang salah satu dulu.",
    )


@blueprint.get("/permohonan/<token>/lihat/<upload_token>")
def look(token: str, upload_token: str) -> Response:
    """A file of one's own draft."""
    held = drafts.uploads_of(db.session(), draft_of(token)).values()
    found = next((upload for upload in held if upload.token == upload_token), None)
    return uploads.respond(found or abort(404))
