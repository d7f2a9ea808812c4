"""The resident's pages of one draft: answer page by page, review, send, go on elsewhere."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from tlkit.site.permits import words
from tlkit.site.permits.applying import drafts, services
from tlkit.site.permits.applying.checks import doubts
from tlkit.site.permits.applying.fields import Setting, read_form, write_form
from tlkit.site.permits.applying.fields.address import found_villages
from tlkit.site.permits.applying.flow import REVIEW, Form
from tlkit.site.permits.applying.here import forget_here, remember
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.pages import Inputs, as_raw, mistakes, only, without_row
from tlkit.site.permits.applying.papers import missing_papers, upload_limit
from tlkit.site.permits.applying.sections import Section
from tlkit.site.permits.applying.shown import page_shown
from tlkit.site.releases import live
from tlkit.site.shared import cases, uploads
from tlkit.site.shared.cases import phone
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import limited

blueprint = Blueprint("applying", __name__)


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    """No browser and no proxy keeps a page that holds answers."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def draft_of(token: str, *, lock: bool = False) -> Draft:
    """The draft of a link. A page that says what to do (410) where there is none any more."""
    found = drafts.find(db.session(), token, current_instance().clock(), lock=lock)
    return found or abort(gone())


def gone() -> Answer:
    return Response(render_template("applying/gone.html"), 410, mimetype="text/html")


@blueprint.get("/permohonan/<token>")
def resume(token: str) -> Answer:
    """On with the first page that is not done; this is the link for another phone."""
    draft = draft_of(token)
    if draft.receipt:
        return redirect(url_for(".sent", token=token), 303)
    form = Form.of(db.session(), draft, live().documents)
    remember(token, form.permit.id)
    return redirect(
        url_for(".page", token=token, slug=form.open_page.slug if form.open_page else REVIEW), 303
    )


@blueprint.get("/permohonan/<token>/<slug>")
def page(token: str, slug: str) -> str | Answer:
    """One page with what was answered, or the review of all."""
    draft = draft_of(token)
    if draft.receipt:
        return redirect(url_for(".sent", token=token), 303)
    form = Form.of(db.session(), draft, live().documents)
    if not form.reachable(slug):
        return redirect(url_for(".resume", token=token), 303)
    if slug == REVIEW:
        return review_page(token, form)
    section = form.page(slug) or abort(404)
    return page_of(
        token, form, section, Inputs(write_form(section.questions, form.answers), current_instance().region)
    )


def page_of(token: str, form: Form, section: Section, inputs: Inputs, **more: Any) -> str:
    """A page as it is drawn."""
    return render_template(
        f"applying/{section.kind}.html",
        token=token,
        form=form,
        permit=form.permit,
        section=section,
        inputs=inputs,
        wrongs=mistakes(section.questions, inputs.errors),
        sheet=drafts.sheet_of(form.draft, section.slug),
        back=form.before(section.slug),
        returns=request.values.get("kembali") == REVIEW,
        limit=upload_limit(current_instance().region, form.permit.id),
        files=files_of(form) if section.kind == "papers" else {},
        **more,
    )


def files_of(form: Form) -> dict[int, uploads.Upload]:
    """The uploads of a draft, by id."""
    return drafts.uploads_of(db.session(), form.draft)


@blueprint.post("/permohonan/<token>/<slug>")
def save(token: str, slug: str) -> str | Answer | tuple[str, int]:
    """Save one page and go on; or draw it again with what to mend, nothing lost."""
    draft = draft_of(token)
    if draft.receipt:
        return redirect(url_for(".sent", token=token), 303)
    form = Form.of(db.session(), draft, live().documents)
    section = form.page(slug) or abort(404)
    raw = only(as_raw(request.form), section.questions)
    action, _, rest = request.form.get("aksi", "").partition(":")
    if action in ("cari", "tambah", "hapus"):
        return changed_page(token, form, section, raw, action, rest)
    return answered(token, form, section, raw, later=action == "nanti")


def changed_page(
    token: str, form: Form, section: Section, raw: dict[str, list[str]], action: str, rest: str
) -> str:
    """The same page after a search, or with a row more or fewer; nothing is judged yet."""
    name, _, number = rest.partition(":")
    rows = {}
    if action == "hapus":
        raw = without_row(raw, name, number)
    elif action == "tambah" and number.isascii() and number.isdigit() and len(number) <= 2:
        rows[name] = int(number)
    return page_of(token, form, section, Inputs(raw, current_instance().region, rows=rows))


def answered(
    token: str, form: Form, section: Section, raw: dict[str, list[str]], *, later: bool
) -> str | Answer | tuple[str, int]:
    """Save what can be saved of a page, and go where that leads."""
    instance = current_instance()
    setting = Setting(instance.region, instance.today())
    known = {
        key: value for key, value in form.answers.items() if key not in {q.id for q in section.questions}
    }
    done = read_form(section.questions, raw, setting, known)
    sheet = drafts.Sheet(request.form.get("lembar", ""), request.form.get("tanda", ""))
    fields = [question.id for question in section.questions]
    try:
        with writing() as work:
            draft = drafts.find(work, token, instance.clock(), lock=True) or abort(gone())
            drafts.save_answers(draft, section.slug, sheet, fields, done.answers, instance.clock())
    except drafts.Elsewhere:
        return conflict_page(token, form, section, raw), 409
    if later:
        return redirect(url_for(".elsewhere", token=token), 303)
    form = Form.of(db.session(), draft_of(token), live().documents)
    if done.errors:
        return page_of(token, form, section, Inputs(raw, instance.region, done.errors))
    return redirect(url_for(".page", token=token, slug=following(form, section)), 303)


def following(form: Form, section: Section) -> str:
    """Back to the review where one came from it and nothing is open; else the next page."""
    if request.form.get("kembali") == REVIEW:
        return form.open_page.slug if form.open_page else REVIEW
    return form.after(section.slug)


def conflict_page(token: str, form: Form, section: Section, raw: dict[str, list[str]]) -> str:
    """Both versions of a page, to choose from."""
    lang, region = current_language(), current_instance().region
    mine = read_form(
        section.questions, raw, Setting(region, current_instance().today()), form.answers
    ).answers
    fresh = Form.of(db.session(), draft_of(token), live().documents)
    return render_template(
        "applying/conflict.html",
        token=token,
        permit=form.permit,
        section=section,
        raw=raw,
        mine=page_shown(section, mine, lang),
        saved=page_shown(section, fresh.answers, lang),
        sheet=drafts.sheet_of(fresh.draft, section.slug),
    )


def review_page(token: str, form: Form) -> str:
    """Everything that was answered, to look through before it is sent."""
    lang = current_language()
    return render_template(
        "applying/review.html",
        token=token,
        form=form,
        permit=form.permit,
        type_label=words.TYPES[form.kind],
        shown=[
            (each, page_shown(each, form.answers, lang)) for each in form.pages if each.kind == "questions"
        ],
        doubts=doubts(form.answers),
        missing=missing_papers(form.slots, form.documents),
        files=files_of(form),
        back=form.before(REVIEW),
    )


@blueprint.post("/permohonan/<token>/kirim")
@limited("60 per hour", "applying.send")
def send(token: str) -> Answer:
    """Send the application, once however often it is asked for."""
    instance = current_instance()
    with writing() as work:
        draft = drafts.find(work, token, instance.clock(), lock=True) or abort(gone())
        if draft.receipt is None:
            form = Form.of(work, draft, live().documents)
            if form.open_page is not None:
                return redirect(url_for(".page", token=token, slug=form.open_page.slug), 303)
            services.submit(work, draft, instance.region, instance.clock(), current_language())
    return redirect(url_for(".sent", token=token), 303)


@blueprint.get("/permohonan/<token>/terkirim")
def sent(token: str) -> Answer:
    """The receipt, and what happens next."""
    draft = draft_of(token)
    if draft.receipt is None:
        return redirect(url_for(".resume", token=token), 303)
    case = cases.by_receipt(db.session(), draft.receipt)
    drawn = render_template(
        "applying/sent.html",
        permit=services.permit_of(db.session(), draft),
        receipt=draft.receipt,
        case=case,
        words=words,
        token=token,
        track=url_for("cases.case", receipt=draft.receipt),
        check=url_for("cases.find", _external=True),
        pdf=url_for("permits.certificates.own_receipt", receipt=draft.receipt),
    )
    return phone.remember(make_response(drawn), draft.receipt)


@blueprint.get("/permohonan/<token>/lanjut")
def elsewhere(token: str) -> str | Answer:
    """The link by which to go on, here or on another phone."""
    draft = draft_of(token)
    form = Form.of(db.session(), draft, live().documents)
    return render_template(
        "applying/later.html",
        token=token,
        permit=form.permit,
        link=url_for(".resume", token=token, _external=True),
        until=draft.expires_at,
        words=words,
    )


@blueprint.post("/permohonan/<token>/lepas")
def off_this_phone(token: str) -> Answer:
    """Take the link off this phone; the draft itself waits for whoever has the link."""
    draft = draft_of(token)
    form = Form.of(db.session(), draft, live().documents)
    forget_here(token)
    return redirect(url_for("permits.permit", permit_id=form.permit.id), 303)


@blueprint.post("/permohonan/<token>/hapus")
def delete(token: str) -> Answer:
    """Remove the draft with everything in it."""
    with writing() as work:
        draft = drafts.find(work, token, current_instance().clock(), lock=True) or abort(gone())
        permit = services.permit_of(work, draft)
        if draft.receipt is None:
            drafts.forget(work, draft)
    forget_here(token)
    return redirect(url_for("permits.permit", permit_id=permit.id), 303)


@blueprint.get("/permohonan/desa")
@limited("120 per minute", "applying.villages")
def villages() -> Response:
    """Villages that a few letters can mean, for the search that answers while one types."""
    found = found_villages(current_instance().region, request.args.get("q", "")[:100])
    return jsonify([{"code": each.code, "path": each.path} for each in found])
