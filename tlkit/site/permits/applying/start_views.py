"""`/izin/<id>/ajukan`: what to have at hand, which kind of application it is, and a new draft."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from tlkit.site.permits import words
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.fields.base import LONGEST_LINE, typed
from tlkit.site.permits.applying.here import here, remember
from tlkit.site.permits.applying.pages import as_raw
from tlkit.site.permits.applying.pinned import digest_in_force, permit_at
from tlkit.site.permits.applying.renewing import Former, former_answers
from tlkit.site.permits.applying.sections import types_of
from tlkit.site.permits.applying.views import blueprint
from tlkit.site.permits.page import papers_by_type
from tlkit.site.releases import LivePermit, live
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited


@blueprint.get("/izin/<permit_id>/ajukan")
def start(permit_id: str) -> str | Answer:
    """What to have at hand, and which kind of application it is."""
    entry = live().permits.get(permit_id) or abort(404)
    if not entry.opens_here:
        return redirect(url_for("permits.permit", permit_id=permit_id, _anchor="di-mana"), 303)
    return start_page(entry)


@blueprint.post("/izin/<permit_id>/ajukan")
@limited("300 per hour", "applying.begin")
def begin(permit_id: str) -> str | Answer:
    """A new draft, with the answers of an earlier application where its holder asks for them."""
    entry = live().permits.get(permit_id) or abort(404)
    if not entry.opens_here:
        return redirect(url_for("permits.permit", permit_id=permit_id, _anchor="di-mana"), 303)
    kinds = types_of(entry.permit)
    kind = request.form.get("jenis", kinds[0] if len(kinds) == 1 else "")
    former = former_typed()
    if kind not in kinds:
        return start_page(entry, former=former, unchosen=True)
    token = begun(entry, kind, former)
    if token is None:
        return start_page(entry, kind=kind, former=former, unknown=True)
    return redirect(url_for(".resume", token=token), 303)


def former_typed() -> Former:
    """What was typed about an earlier certificate."""
    raw = as_raw(request.form)
    parts = (typed(raw, name)[:LONGEST_LINE] for name in ("nomor_lama", "kontak_lama", "nik_lama"))
    return Former(*parts)


def begun(entry: LivePermit, kind: str, former: Former) -> str | None:
    """The link of a new draft; None where it was to be filled in from a certificate that is not found."""
    now = current_instance().clock()
    answers = {}
    with writing() as work:
        digest = digest_in_force(work, live(), entry.permit.id)
        if kind != "new" and former.given:
            found = former_answers(work, permit_at(work, digest), former, now)
            if found is None:
                return None
            answers = found
        draft, token = drafts.begin(work, digest, kind, now)
        if answers:
            draft.content = {"answers": answers}
    remember(token, entry.permit.id)
    return token


def begun_here(entry: LivePermit) -> list[str]:
    """The links of the drafts for this permit that can be gone on with on this phone."""
    now = current_instance().clock()
    found = (
        (token, drafts.find(db.session(), token, now))
        for token, id_ in here().items()
        if id_ == entry.permit.id
    )
    return [token for token, draft in found if draft is not None and draft.receipt is None]


def start_page(entry: LivePermit, **more: Any) -> str:
    """The page as it is drawn."""
    kinds = types_of(entry.permit)
    return render_template(
        "applying/start.html",
        permit=entry.permit,
        kinds=[(kind, words.TYPES[kind]) for kind in kinds],
        papers=papers_by_type(entry.permit, live()),
        words_types=words.TYPES,
        begun=begun_here(entry),
        **{"unchosen": False, "unknown": False, "kind": "", "former": Former(), **more},
    )
