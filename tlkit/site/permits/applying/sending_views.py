"""A draft that is filled in: looked through, sent, and the receipt."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from tlkit.site.permits import words
from tlkit.site.permits.applying import drafts, services
from tlkit.site.permits.applying.checks import doubts
from tlkit.site.permits.applying.flow import REVIEW, Form
from tlkit.site.permits.applying.here import forget_here, here, remember
from tlkit.site.permits.applying.papers import missing_papers
from tlkit.site.permits.applying.shown import page_shown
from tlkit.site.permits.applying.views import blueprint, draft_of, gone
from tlkit.site.releases import live
from tlkit.site.shared import cases
from tlkit.site.shared.cases import phone
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import limited


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
        files=drafts.uploads_of(db.session(), form.draft),
        back=form.before(REVIEW),
    )


@blueprint.post("/permohonan/<token>/kirim")
@limited("300 per hour", "applying.send")
def send(token: str) -> Answer:
    """Send the application, once however often it is asked for."""
    instance = current_instance()
    with writing() as work:
        draft = drafts.find(work, token, instance.clock(), lock=True) or abort(gone())
        if draft.receipt is None:
            form = Form.of(work, draft, live().documents)
            if form.open_page is not None:
                return redirect(url_for(".page", token=token, slug=form.open_page.slug), 303)
            services.submit(work, form, instance.region, instance.clock(), current_language())
            remember(token, form.permit.id)
    return redirect(url_for(".sent", token=token), 303)


@blueprint.get("/permohonan/<token>/terkirim")
def sent(token: str) -> Answer:
    """The receipt, and what happens next.

    Only on the phone on which it was filled in, until it is taken off that: elsewhere, and for whoever
    finds the address later, the receipt opens with the applicant's contact as always.
    """
    draft = draft_of(token)
    if draft.receipt is None:
        return redirect(url_for(".resume", token=token), 303)
    if token not in here() and draft.receipt not in phone.receipts_here():
        return redirect(url_for("cases.find", resi=draft.receipt), 303)
    forget_here(token)
    case = cases.by_receipt(db.session(), draft.receipt)
    drawn = render_template(
        "applying/sent.html",
        permit=services.permit_of(db.session(), draft),
        receipt=draft.receipt,
        case=case,
        words=words,
        token=token,
        whatsapp=phone.whatsapp(case.contact if case else {}),
        track=url_for("cases.case", receipt=draft.receipt),
        check=url_for("cases.find", _external=True),
        pdf=url_for("permits.certificates.own_receipt", receipt=draft.receipt),
    )
    return phone.remember(make_response(drawn), draft.receipt)
