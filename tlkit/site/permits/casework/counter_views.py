"""The counter: find the permit, fill in its form on one screen, file it, print the receipt."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits import words
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.pages import Inputs, changed, mistakes
from tlkit.site.permits.applying.papers import Slot, upload_limit
from tlkit.site.permits.applying.pinned import digest_in_force
from tlkit.site.permits.applying.sections import types_of
from tlkit.site.permits.applying.services import permit_of
from tlkit.site.permits.applying.upload_views import PREFIX, take_in
from tlkit.site.permits.casework import counter
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.counter_form import Sent, missing, saved, without
from tlkit.site.permits.certificates.papers import promise
from tlkit.site.releases import LivePermit, live
from tlkit.site.shared import audit, cases, uploads
from tlkit.site.shared.cases.sight import sees
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.uploads.services import Received

AT_ONCE = 6
LARGEST = 10_000_000
LONGEST = 100
CLERKS = ("front-desk",)


@blueprint.get("/loket")
@officers(*CLERKS)
def desk() -> ResponseReturnValue:
    """The permits, to choose one; the other things that people come to the counter for."""
    asked, lang = request.args.get("q", "").strip()[:LONGEST], current_language()
    hits = live().search(asked, lang) if asked else None
    numbers = [hit.id for hit in hits.permits] if hits else sorted(live().permits, key=partial(name, lang))
    return render_template(
        "casework/counter.html",
        asked=asked,
        entries=[entry for each in numbers if (entry := live().permits.get(each)) and served(entry)],
        ended=hits.tombstones if hits else (),
        channels=words.CHANNELS,
    )


def name(lang: str, permit_id: str) -> str:
    return live().permits[permit_id].permit.name.in_(lang)


def served(entry: LivePermit) -> bool:
    """Whether this clerk takes a permit: offered, not on its way out, and not another agency's."""
    region, permit = current_instance().region, entry.permit
    agency, technical = region.agency_for(permit.agency), region.agency_for(permit.technical_agency or "")
    theirs = sees(current_officer(), agency.id if agency else None, technical.id if technical else None)
    return theirs and entry.offered and permit.status == "active"


@blueprint.post("/loket")
@officers(*CLERKS)
def take() -> ResponseReturnValue:
    """A new form for the permit that was chosen."""
    entry = live().permits.get(request.form.get("izin", ""))
    if entry is None or not served(entry) or entry.permit.channel == "national":
        abort(404)
    with writing() as session:
        digest = digest_in_force(session, live(), entry.permit.id)
        token = counter.begin(session, digest, types_of(entry.permit)[0], current_instance().clock())
    return redirect(url_for("permits.casework.walk_in", token=token), 303)


@blueprint.get("/loket/<token>")
@officers(*CLERKS)
def walk_in(token: str) -> ResponseReturnValue:
    """The form of a walk-in, as far as it was filled in."""
    draft = counter.find(db.session(), token, current_instance().clock()) or abort(gone())
    if draft.receipt:
        return redirect(url_for("permits.casework.filed", token=token), 303)
    return drawn(token, None)


@blueprint.post("/loket/<token>")
@officers(*CLERKS)
@uploads.taking_uploads(LARGEST, files=AT_ONCE)
def fill_in(token: str) -> ResponseReturnValue:
    """Save what was typed, take in what was scanned; file it when asked to and nothing is wrong."""
    now, (action, _, rest) = current_instance().clock(), request.form.get("aksi", "").partition(":")
    sent = saved(token, now) or abort(gone())
    if sent.receipt:
        return redirect(url_for("permits.casework.filed", token=token), 303)
    limit = upload_limit(current_instance().region, sent.permit_id)
    refused = take_in(sent.slots, limit, sent.documents, partial(scanned, token))
    if action == "buang":
        without(token, rest, now)
    if action != "kirim":
        return drawn(token, sent, refused, change=(action, rest))
    wrong = {**sent.errors, **refused}
    note = request.form.get("catatan", "").strip()[:500]
    form = counter.form_of(db.session(), found(token), live().documents)
    if not request.form.get("menyusul"):
        wrong.update(missing(counter.lacking(form)))
    elif counter.lacking(form) and not note:
        wrong["catatan"] = Text("Write which papers follow, and when.", "Tulis berkas apa yang menyusul.")
    if wrong:
        return drawn(token, sent, wrong), 422
    filed_once(token, note)
    return redirect(url_for("permits.casework.filed", token=token), 303)


def filed_once(token: str, note: str) -> None:
    """File the form, unless it was filed meanwhile."""
    instance = current_instance()
    now = instance.clock()
    with writing() as session:
        draft = counter.find(session, token, now, lock=True) or abort(gone())
        if draft.receipt is None:
            form = counter.form_of(session, draft, live().documents)
            counter.file_form(session, form, note, actor(), instance.region, now)


def scanned(token: str, slot: Slot, files: list[Received]) -> None:
    """Put what was scanned into the form."""
    now = current_instance().clock()
    with writing() as session:
        draft = counter.find(session, token, now, lock=True) or abort(gone())
        counter.enter(session, draft, slot, files, now)


def found(token: str) -> Any:
    """The form of an address, as it is now."""
    db.session.expire_all()
    return counter.find(db.session(), token, current_instance().clock()) or abort(gone())


def drawn(
    token: str,
    sent: Sent | None,
    wrong: dict[str, Text] | None = None,
    *,
    change: tuple[str, str] = ("", ""),
) -> str:
    """The form, with what was typed, what is wrong, and after a search or a row more or fewer.

    Each sight of it is recorded first.
    """
    instance = current_instance()
    draft = found(token)
    audit.seen(actor=actor().audited, action="draft.seen", subject=f"draft:{draft.id}")
    form = counter.form_of(db.session(), draft, live().documents)
    questions, errors = counter.questions_of(form), wrong or {}
    raw, rows = changed((sent or Sent.of(questions, form.answers)).raw, *change)
    return render_template(
        "casework/counter_form.html",
        token=token,
        form=form,
        permit=form.permit,
        kinds=[(kind, words.TYPES[kind]) for kind in types_of(form.permit)],
        inputs=Inputs(raw, instance.region, errors, rows),
        wrongs=mistakes(questions, errors),
        checklist=counter.checklist_of(draft),
        files=drafts.uploads_of(db.session(), draft),
        limit=upload_limit(instance.region, form.permit.id),
        later=bool(request.form.get("menyusul")),
        note=request.form.get("catatan", "")[:500],
        prefix=PREFIX,
    )


@blueprint.get("/loket/<token>/selesai")
@officers(*CLERKS)
def filed(token: str) -> ResponseReturnValue:
    """The receipt number, by when it is done, and the slips to print."""
    draft = found(token)
    if draft.receipt is None:
        return redirect(url_for("permits.casework.walk_in", token=token), 303)
    case = cases.by_receipt(db.session(), draft.receipt) or abort(404)
    audit.seen(actor=actor().audited, subject=f"case:{case.id}", action="case.seen", case_id=case.id)
    return render_template(
        "casework/counter_done.html",
        case=case,
        permit=permit_of(db.session(), draft),
        promised=promise(case, current_language()),
    )


def gone() -> Response:
    """The form is no longer kept."""
    return Response(render_template("casework/counter_gone.html"), 410, mimetype="text/html")
