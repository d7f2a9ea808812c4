"""The page of one case, its documents, and what is done to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from tlkit.errors import Text, TlkitError
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.headers import CONTENT_SECURITY_POLICY
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.permits.applying.shown import papers_shown
from tlkit.site.permits.casework import visiting, words
from tlkit.site.permits.casework.actions import ACTIONS
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.counter_lost import proofs_offered
from tlkit.site.permits.casework.deeds import Deed, Mistake
from tlkit.site.permits.casework.national import RESULTS
from tlkit.site.permits.casework.page import case_page
from tlkit.site.permits.casework.phrases import phrases
from tlkit.site.permits.casework.turns import WORKING, does
from tlkit.site.permits.sight import visible
from tlkit.site.permits.words import ROLES, TYPES, rupiah
from tlkit.site.releases import live
from tlkit.site.shared import audit, cases, uploads
from tlkit.site.shared.addresses import LARGEST
from tlkit.site.shared.cases import Case, Stale
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.typed import row_number
from tlkit.site.shared.uploads import RefusedUpload, Upload, taking_uploads
from tlkit.site.shared.uploads.services import Received, receive, receive_pictures

FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The policy of what stands in the viewer."""


@blueprint.get("/permohonan/<int:case_id>")
@officers(*WORKING)
def case(case_id: int) -> ResponseReturnValue:
    """One case: papers beside the checklist, answers, timeline, clock and messages."""
    found = visible(case_id)
    if answers(found):
        with writing() as session:
            cases.read_messages(session, session.get_one(Case, case_id), actor(), current_instance().clock())
        found = visible(case_id)
    return drawn(found)


def answers(found: Case) -> bool:
    """Whether a message to this case is the present officer's to read: others only look."""
    officer = current_officer()
    if officer.reads_only:
        return False
    theirs = does(officer, found.role, found.technical_agency) or found.assignee_id == officer.id
    return theirs or found.state == "closed"


def file_of(case_id: int, upload_id: int) -> Upload:
    """A file of a case that the officer may see; 404 for any other."""
    visible(case_id)
    owned = select(Upload).where(Upload.id == min(upload_id, LARGEST), Upload.owner == f"case:{case_id}")
    return db.session.scalar(owned) or abort(404)


def drawn(
    found: Case,
    *,
    typed: Mapping[str, Any] | None = None,
    done: str = "",
    mistake: Mistake | None = None,
    problem: Text | None = None,
    stale: bool = False,
) -> str:
    """The page of a case; after a failed action with what was typed, and what is wrong.

    However it comes about, the sight is recorded first.
    """
    officer, instance = current_officer(), current_instance()
    audit.seen(actor=actor().audited, subject=f"case:{found.id}", action="case.seen", case_id=found.id)
    return render_template(
        "casework/case.html",
        page=case_page(db.session(), found, officer, instance, current_language()),
        case=found,
        officer=officer,
        words=words,
        steps=ROLES,
        types=TYPES,
        advice=visiting.ADVICE,
        proofs=proofs_offered(),
        results=RESULTS,
        most_photos=visiting.MOST_PHOTOS,
        phrases=phrases(instance.path, current_language()),
        districts={district.code: district.name for district in instance.region.districts},
        typed=typed,
        done=done,
        errors={mistake.field: in_reader_language(mistake.message)} if mistake else {},
        problem=problem,
        stale=stale,
        today=instance.today(),
        when_of=datetime.fromisoformat,
        rupiah=rupiah,
    )


@blueprint.get("/permohonan/<int:case_id>/lihat/<int:upload_id>")
@officers(*WORKING)
def look(case_id: int, upload_id: int) -> ResponseReturnValue:
    """A file of a case for the viewer: a picture in a page as wide as the pane, a PDF as it is."""
    upload = file_of(case_id, upload_id)
    if upload.kind == "pdf":
        return redirect(url_for("permits.casework.document", case_id=case_id, upload_id=upload_id), 303)
    answer = make_response(render_template("casework/look.html", case_id=case_id, upload=upload))
    answer.headers["Content-Security-Policy"] = FRAMED
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@blueprint.get("/permohonan/<int:case_id>/berkas/<int:upload_id>")
@officers(*WORKING)
def document(case_id: int, upload_id: int) -> ResponseReturnValue:
    """A file of a case, shown in place."""
    upload = file_of(case_id, upload_id)
    audit.seen(
        actor=actor().audited,
        subject=f"upload:{upload_id}",
        action="document.seen",
        case_id=case_id,
    )
    return uploads.respond(upload)


@blueprint.post("/permohonan/<int:case_id>/<action>")
@officers(*WORKING)
@taking_uploads(visiting.PHOTO_BYTES, visiting.MOST_PHOTOS)
def act(case_id: int, action: str) -> ResponseReturnValue:
    """Do something to a case. What cannot be done leaves everything typed on the page."""
    visible(case_id)
    done = ACTIONS.get(action) or abort(404)
    try:
        received = files(request.files.getlist("foto")) + scan(request.files.getlist("pindaian"))
        with writing() as session:
            held = session.get_one(Case, case_id)
            said = done(session, held, deed_of(held, received))
    except Stale:
        return drawn(visible(case_id), typed=kept(), done=action, stale=True), 409
    except Mistake as wrong:
        return drawn(visible(case_id), typed=kept(), done=action, mistake=wrong), 422
    except RefusedUpload as refused:
        return drawn(
            visible(case_id), typed=kept(), done=action, mistake=Mistake(where(), refused.words)
        ), 422
    except TlkitError as error:
        return drawn(visible(case_id), typed=kept(), done=action, problem=error.message), 409
    flash(in_reader_language(said))
    return redirect(url_for("permits.casework.case", case_id=case_id), 303)


def files(sent: list[FileStorage]) -> list[Received]:
    """Photos of a visit, checked and sealed. Raises `RefusedUpload`; `Mistake` for too many."""
    given = [each for each in sent if each.filename]
    if len(given) > visiting.MOST_PHOTOS:
        most = visiting.MOST_PHOTOS
        raise Mistake("foto", Text(f"At most {most} photos.", f"Paling banyak {most} foto."))
    return [receive(each.stream, each.filename or "foto", limit=visiting.PHOTO_BYTES) for each in given]


def scan(sent: list[FileStorage]) -> list[Received]:
    """A letter that was scanned, or photographed page by page, as the one PDF that its holder gets.

    Raises `RefusedUpload`.
    """
    given = [each for each in sent if each.filename]
    if not given:
        return []
    try:
        pages = [(each.stream, each.filename or "surat") for each in given]
        return [receive_pictures(pages, limit=visiting.PHOTO_BYTES)]
    except RefusedUpload as refused:
        if refused.reason != "mixed" or len(given) > 1:
            raise
    given[0].stream.seek(0)
    return files(given)


def deed_of(held: Case, received: list[Received]) -> Deed:
    """What the present request wants to do."""
    session, instance = db.session(), current_instance()
    application = application_of(session, held)
    permit = permit_of(session, application)
    revision = row_number(request.form.get("revision", ""))
    return Deed(
        officer=current_officer(),
        form=request.form,
        revision=-1 if revision is None else revision,
        now=instance.clock(),
        region=instance.region,
        application=application,
        permit=permit,
        papers=papers_shown(permit, application, live().documents, current_language()),
        received=received,
    )


def where() -> str:
    """The input whose file was refused."""
    return "pindaian" if request.files.getlist("pindaian") else "foto"


def kept() -> dict[str, list[str]]:
    """What was typed, to stand in the form again."""
    return {name: values for name, values in request.form.lists() if name not in ("csrf_token", "revision")}
