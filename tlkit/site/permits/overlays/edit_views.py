"""Giving a field the region's value: typed, planned and shown, then applied; or settled, or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tlkit.catalogue.policy import POLICIES
from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.site.backoffice import actor, officers
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.forms import FORMS, Part, input_id, missing, typed_of, value_of
from tlkit.site.permits.overlays.shown import shown
from tlkit.site.permits.overlays.views import NAMES, OFFERED, page_of, told_of
from tlkit.site.releases import Live, live
from tlkit.site.releases.desk import Unfit, ask
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language

ABOUT = ("reason", "legal_basis", "owner", "expires")
"""What is said about a value."""
EMPTY = Text("This is missing. Fill it in.", "Ini belum diisi. Isi dahulu.")
APPLIED = Text(
    "Applied. The site follows within seconds.", "Diterapkan. Situs menyusul dalam hitungan detik."
)
STALE = Text(
    "Something else came in force meanwhile. Look at the new plan, then apply it.",
    "Sementara itu ada perubahan lain yang berlaku. Lihat rencana yang baru, lalu terapkan.",
)


@blueprint.get("/<permit_id>/<field>")
@officers("administrator")
def edit(permit_id: str, field: str) -> ResponseReturnValue:
    """The form of one field."""
    told = editable(permit_id, field)
    return form_page(permit_id, field, told, typed_before(field, told))


@blueprint.post("/<permit_id>/<field>")
@officers("administrator")
def change(permit_id: str, field: str) -> ResponseReturnValue:
    """Plan what was typed, or apply what was planned."""
    told = editable(permit_id, field)
    typed = {name: value.strip()[:4000] for name, value in request.form.items()}
    withdrawn = "cabut" in typed
    empty = [] if withdrawn else needed(field, typed)
    if empty:
        return form_page(permit_id, field, told, typed, dict.fromkeys(empty, in_reader_language(EMPTY))), 422
    patch = None if withdrawn else patch_of(field, typed, told)
    digest = typed.get("rencana") or None
    try:
        done = planned(permit_id, field, patch, digest)
    except (Unfit, CutOff) as failure:
        return refused(permit_id, field, told, typed, failure)
    if digest is not None and not done["stale"]:
        flash(in_reader_language(APPLIED))
        return redirect(url_for("permits.overlays.permit", permit_id=permit_id), 303)
    return plan_page(permit_id, field, told, typed, done), 409 if done["stale"] else 200


@blueprint.post("/<permit_id>/<field>/putuskan")
@officers("administrator")
def decide(permit_id: str, field: str) -> ResponseReturnValue:
    """Settle a conflict: keep the region's value, or take the centre's."""
    choice = request.form.get("pilihan", "")
    if choice not in ("keep", "take"):
        abort(404)
    reason = request.form.get("reason", "").strip()[:1000] or None
    told_of(permit_id)
    try:
        ask("decide", permit=permit_id, field=field, choice=choice, reason=reason, by=actor().audited)
        flash(in_reader_language(APPLIED))
    except (Unfit, CutOff) as failure:
        flash(" ".join(said(failure)), "error")
    return redirect(url_for("permits.overlays.permit", permit_id=permit_id), 303)


def editable(permit_id: str, field: str) -> dict[str, Any]:
    """What is known of a permit whose field can be given a value. Raises 404."""
    told = told_of(permit_id)
    if field in told["patches"] and "cabut" in request.form:
        return told
    if field not in FORMS or told["base"] is None:
        abort(404)
    return told


def planned(
    permit_id: str, field: str, patch: Mapping[str, Any] | None, digest: str | None
) -> dict[str, Any]:
    """What a change does; done where a digest is given that still fits. Raises `Unfit` and `CutOff`."""
    named = {"permit": permit_id, "field": field, "patch": patch, "by": actor().audited}
    try:
        return {**ask("edit", plan=digest, **named), "stale": False}
    except Unfit as failure:
        if not failure.stale:
            raise
    return {**ask("edit", plan=None, **named), "stale": True}


def needed(field: str, typed: Mapping[str, str]) -> list[str]:
    """The inputs that are still empty and must not be."""
    empty = missing(field, typed)
    return empty if POLICIES.get(field) == "regional" or typed.get("reason") else [*empty, "reason"]


def patch_of(field: str, typed: Mapping[str, str], told: Mapping[str, Any]) -> dict[str, Any]:
    """The patch as it would stand in an overlay's file."""
    patch = told["patches"].get(field, {})
    before = patch.get("value", (told["base"] or {}).get(field))
    about = {name: typed[name] for name in ABOUT if typed.get(name)}
    return {"value": value_of(field, typed, before), **about}


def typed_before(field: str, told: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the form at first: the region's value, else the centre's."""
    patch = told["patches"].get(field, {})
    value = patch.get("value", None if field == OFFERED else told["base"].get(field))
    return {**typed_of(field, value), **{name: str(patch.get(name) or "") for name in ABOUT}}


def form_page(
    permit_id: str,
    field: str,
    told: Mapping[str, Any],
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
) -> str:
    """The form of a field."""
    now, region = live(), current_instance().region
    inputs = [(part, input_id(part), choices(part, now, region)) for part in FORMS[field]]
    page = page_of(permit_id, told)
    row = next(row for row in page["rows"] if row.field == field)
    return render_template(
        "overlays/edit.html", **page, row=row, inputs=inputs, typed=typed, errors=errors or {}
    )


def choices(part: Part, now: Live, region: Region) -> list[tuple[str, str]]:
    """What a choice offers, in the reader's language."""
    found = part.options(now, region) if part.options else {}
    return [(key, in_reader_language(words)) for key, words in found.items()]


def plan_page(
    permit_id: str, field: str, told: Mapping[str, Any], typed: Mapping[str, str], done: Mapping[str, Any]
) -> str:
    """What a change would do, and the button that does it."""
    now, lang = live(), current_language()
    changes = [
        (
            NAMES.get(one["field"], Text(one["field"], one["field"])),
            shown(one["field"], one["before"], now, lang),
            shown(one["field"], one["after"], now, lang),
        )
        for one in done["changes"]
        if one["id"] == permit_id
    ]
    page = page_of(permit_id, told)
    row = next(row for row in page["rows"] if row.field == field)
    sent = {name: value for name, value in typed.items() if name not in ("csrf_token", "rencana")}
    return render_template(
        "overlays/plan.html",
        **page,
        row=row,
        changes=changes,
        sent=sent,
        done=done,
        stale=in_reader_language(STALE) if done["stale"] else "",
    )


def refused(
    permit_id: str, field: str, told: Mapping[str, Any], typed: Mapping[str, str], failure: Unfit | CutOff
) -> ResponseReturnValue:
    """The form again with every mistake at its input, or the permit's page with what went wrong."""
    problems = failure.problems if isinstance(failure, Unfit) else []
    if not problems or field not in FORMS:
        flash(" ".join(said(failure)), "error")
        return redirect(url_for("permits.overlays.permit", permit_id=permit_id), 303)
    errors = {place_of(field, path): in_reader_language(text) for path, text in problems}
    return form_page(permit_id, field, told, typed, errors), 422


def place_of(field: str, path: str) -> str:
    """The input to which a mistake belongs."""
    last = path.rpartition(".")[2]
    if last in ABOUT:
        return last
    known = {input_id(part): part for part in FORMS[field]}
    return next((id_ for id_, part in known.items() if part.name and part.name == last), next(iter(known)))


def said(failure: Unfit | CutOff) -> list[str]:
    """What went wrong and what to do, in the reader's language."""
    return [in_reader_language(text) for text in (failure.message, failure.hint) if text is not None]
