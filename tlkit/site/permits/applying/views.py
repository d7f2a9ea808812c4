"""One draft by its link: gone on with here or on another phone, taken off this one, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from tlkit.site.permits import words
from tlkit.site.permits.applying import drafts, services
from tlkit.site.permits.applying.flow import REVIEW, Form
from tlkit.site.permits.applying.here import is_wiped, remember, welcome, wipe
from tlkit.site.permits.applying.models import Draft
from tlkit.site.releases import live
from tlkit.site.shared.cases import phone
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

blueprint = Blueprint("applying", __name__)


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    """No browser and no proxy keeps a page that holds answers."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def draft_of(token: str) -> Draft:
    """The draft of a link. A page that says what to do where there is none any more (410), or where it
    was taken off this phone (403)."""
    if is_wiped(token):
        abort(Response(render_template("applying/gone.html", wiped=True), 403, mimetype="text/html"))
    return drafts.find(db.session(), token, current_instance().clock()) or abort(gone())


def gone() -> Answer:
    return Response(render_template("applying/gone.html", wiped=False), 410, mimetype="text/html")


def unsent(token: str) -> Draft:
    """The draft of a link. One that was sent leads on to its receipt."""
    draft = draft_of(token)
    if draft.receipt:
        abort(redirect(url_for(".sent", token=token), 303))
    return draft


def form_of(token: str) -> Form:
    """The form of a link that was not sent yet, as far as it is filled in."""
    return Form.of(db.session(), unsent(token), live().documents)


@blueprint.get("/permohonan/<token>")
def resume(token: str) -> Answer:
    """On with the first page that is not done; this is the link for another phone."""
    welcome(token)
    form = form_of(token)
    remember(token, form.permit.id)
    return redirect(
        url_for(".page", token=token, slug=form.open_page.slug if form.open_page else REVIEW), 303
    )


@blueprint.get("/permohonan/<token>/lanjut")
def elsewhere(token: str) -> str | Answer:
    """The link by which to go on, here or on another phone."""
    draft = unsent(token)
    return render_template(
        "applying/later.html",
        token=token,
        permit=services.permit_of(db.session(), draft),
        link=url_for(".resume", token=token, _external=True),
        until=draft.expires_at,
        words=words,
        whatsapp=phone.whatsapp(numbers_of(drafts.answers_of(draft))),
    )


def numbers_of(answers: Mapping[str, Any]) -> dict[str, str]:
    """The phone numbers that a draft knows by now."""
    proxy = answers.get("kuasa_telepon") if answers.get("dikuasakan") == "yes" else None
    return {"phone": answers.get("telepon") or "", "proxy_phone": proxy or ""}


@blueprint.post("/permohonan/<token>/lepas")
def off_this_phone(token: str) -> Answer:
    """Take the link off this phone; the draft itself waits for whoever has the link."""
    draft = drafts.find(db.session(), token, current_instance().clock())
    wipe(token)
    permit = services.permit_of(db.session(), draft or abort(gone()))
    return redirect(url_for("permits.permit", permit_id=permit.id), 303)


@blueprint.post("/permohonan/<token>/hapus")
def delete(token: str) -> Answer:
    """Remove the draft with everything in it."""
    wipe(token)
    with writing() as work:
        draft = drafts.find(work, token, current_instance().clock(), lock=True) or abort(gone())
        permit = services.permit_of(work, draft)
        if draft.receipt is None:
            drafts.forget(work, draft)
    return redirect(url_for("permits.permit", permit_id=permit.id), 303)
