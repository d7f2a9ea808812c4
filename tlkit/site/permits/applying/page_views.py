"""A draft page by page: each is answered, saved and gone on from."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from tlkit.region.villages import found_villages
from tlkit.site.permits.applying import drafts, services
from tlkit.site.permits.applying.fields import Setting, read_form, write_form
from tlkit.site.permits.applying.flow import REVIEW, Form
from tlkit.site.permits.applying.pages import Inputs, as_raw, changed, mistakes, only
from tlkit.site.permits.applying.papers import upload_limit
from tlkit.site.permits.applying.sections import Section
from tlkit.site.permits.applying.sending_views import review_page
from tlkit.site.permits.applying.shown import page_shown
from tlkit.site.permits.applying.views import blueprint, form_of, gone
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import limited


@blueprint.get("/permohonan/<token>/<slug>")
def page(token: str, slug: str) -> str | Answer:
    """One page with what was answered, or the review of all."""
    form = form_of(token)
    if not form.reachable(slug):
        return redirect(url_for(".resume", token=token), 303)
    if slug == REVIEW:
        return review_page(token, form)
    section = form.page(slug) or abort(404)
    raw = {**write_form(section.questions, form.answers), **drafts.typed_in(form.draft, slug)}
    return page_of(token, form, section, Inputs(raw, current_instance().region))


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
        files=drafts.uploads_of(db.session(), form.draft) if section.kind == "papers" else {},
        **more,
    )


@blueprint.post("/permohonan/<token>/<slug>")
def save(token: str, slug: str) -> str | Answer | tuple[str, int]:
    """Save one page and go on; or draw it again with what to mend, nothing lost."""
    form = form_of(token)
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
    raw, rows = changed(raw, action, rest)
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
    wrong = {name.partition(".")[0] for name in done.errors}
    typed = {name: values for name, values in raw.items() if name.partition(".")[0] in wrong}
    try:
        with writing() as work:
            draft = drafts.find(work, token, instance.clock(), lock=True) or abort(gone())
            drafts.save_answers(draft, section.slug, sheet, fields, done.answers, instance.clock(), typed)
            if section.kind == "declarations":
                services.note_notice(work, draft, instance.clock())
    except drafts.Elsewhere:
        return conflict_page(token, form, section, raw), 409
    if later:
        return redirect(url_for(".elsewhere", token=token), 303)
    form = form_of(token)
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
    fresh = form_of(token)
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


@blueprint.get("/permohonan/desa")
@limited("600 per minute", "applying.villages")
def villages() -> Response:
    """Villages that a few letters can mean, for the search that answers while one types."""
    found = found_villages(current_instance().region, request.args.get("q", "")[:100])
    return jsonify([{"code": each.code, "path": each.path} for each in found])
