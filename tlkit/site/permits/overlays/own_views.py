"""Adding a permit of the region's own, and giving it another name or sector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tlkit.catalogue import canonical, digest
from tlkit.errors import Text
from tlkit.site.backoffice import officers
from tlkit.site.permits import words
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.own import FIRST, NAMED, NEEDED, entry_of, id_of, input_of, named, typed_of
from tlkit.site.permits.overlays.planning import APPLIED, STALE, planned, said, typed_in
from tlkit.site.permits.overlays.views import told_of
from tlkit.site.releases import live
from tlkit.site.releases.desk import Unfit
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.pages import in_reader_language

MEANWHILE = Text(
    "A colleague changed this permit while you were working. Your words are still here: compare them "
    "with the permit's page, then see the plan again.",
    "Izin ini diubah rekan saat Anda bekerja. Ketikan Anda masih ada: bandingkan dengan halaman izinnya, "
    "lalu lihat rencana lagi.",
)


@blueprint.get("/tambah")
@officers("administrator")
def begin() -> str:
    """The form of a new permit."""
    return own_page(None, FIRST, {})


@blueprint.post("/tambah")
@officers("administrator")
def add() -> ResponseReturnValue:
    """Plan a new permit, or apply its plan."""
    typed = typed_in()
    return answer(None, id_of(typed, live().permits), typed)


@blueprint.get("/<permit_id>/keterangan")
@officers("administrator")
def rename(permit_id: str) -> str:
    """The form of a permit that the region has added."""
    said_then = own_of(permit_id)
    return own_page(permit_id, {**typed_of(said_then), "dilihat": state_of(said_then)}, {})


@blueprint.post("/<permit_id>/keterangan")
@officers("administrator")
def renamed(permit_id: str) -> ResponseReturnValue:
    """Plan another name or sector, or apply the plan."""
    typed, state = typed_in(), state_of(own_of(permit_id))
    if typed.get("dilihat") != state:
        wrong = {"name-id": in_reader_language(MEANWHILE)}
        return own_page(permit_id, {**typed, "dilihat": state}, wrong), 409
    return answer(permit_id, permit_id, typed)


def answer(known: str | None, permit_id: str, typed: Mapping[str, str]) -> ResponseReturnValue:
    """The form with its mistakes, the plan, or the permit's page once it was applied."""
    asked = NEEDED if known is None else NAMED
    empty = {name: in_reader_language(NEEDED[name]) for name in asked if not typed.get(name)}
    if empty:
        return own_page(known, typed, empty), 422
    plan = typed.get("rencana") or None
    try:
        entry = entry_of(permit_id, typed) if known is None else named(known, typed)
        done = planned("add", plan, entry=entry, new=known is None)
    except (Unfit, CutOff) as failure:
        return own_page(known, typed, refusals(failure)), 422
    if plan is not None and not done["stale"]:
        flash(in_reader_language(APPLIED))
        return redirect(url_for("permits.overlays.permit", permit_id=permit_id), 303)
    sent = {name: words for name, words in typed.items() if name not in ("csrf_token", "rencana")}
    page = render_template(
        "overlays/own_plan.html",
        known=known,
        sent=sent if known else {**sent, "id": permit_id},
        done=done,
        chosen=chosen_of(typed),
        stale=in_reader_language(STALE) if done["stale"] else "",
    )
    return page, 409 if done["stale"] else 200


def refusals(failure: Unfit | CutOff) -> dict[str, str]:
    """What the catalogue refuses, by input."""
    problems = failure.problems if isinstance(failure, Unfit) else []
    if not problems:
        return {"name-id": " ".join(said(failure))}
    return {input_of(path): in_reader_language(text) for path, text in problems}


def own_page(permit_id: str | None, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    """The form; `permit_id` is None for a new permit."""
    return render_template(
        "overlays/own.html", permit_id=permit_id, typed=typed, errors=errors, choices=choices()
    )


def choices() -> dict[str, list[tuple[str, str]]]:
    """What sector, agency and channel may be, in the reader's language."""
    now = live()
    tables = {"sector": now.sectors, "agency": now.agency_kinds, "channel": words.CHANNEL_CHOICES}
    return {
        part: [(key, in_reader_language(both)) for key, both in table.items()]
        for part, table in tables.items()
    }


def chosen_of(typed: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, in words."""
    return {part: dict(offered).get(typed.get(part, ""), "") for part, offered in choices().items()}


def own_of(permit_id: str) -> Mapping[str, Any]:
    """What was said of the region's own permit when it was added. Raises 404."""
    told = told_of(permit_id)
    if not told["own"]:
        abort(404)
    base: Mapping[str, Any] = told["base"]
    return base


def state_of(entry: Mapping[str, Any]) -> str:
    """What tells one wording of it from another."""
    return digest(canonical(typed_of(entry)))
