"""Giving a field the region's value: typed, planned and shown, then applied; or settled, or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tlkit.region.model import Region
from tlkit.site.backoffice import actor, officers
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.forms import FORMS, Part, input_id, missing, typed_of, value_of
from tlkit.site.permits.overlays.list_views import change_list, open_list
from tlkit.site.permits.overlays.planning import (
    ABOUT,
    APPLIED,
    EMPTY,
    about_before,
    about_of,
    outcome,
    reason_lacks,
    said,
    typed_in,
)
from tlkit.site.permits.overlays.rows import LISTS
from tlkit.site.permits.overlays.views import OFFERED, page_of, told_of
from tlkit.site.releases import Live, live
from tlkit.site.releases.desk import Unfit, ask
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language


@blueprint.get("/<permit_id>/<field>")
@officers("administrator")
def edit(permit_id: str, field: str) -> ResponseReturnValue:
    """The form of one field."""
    told = editable(permit_id, field)
    if field in LISTS:
        return open_list(permit_id, field, told)
    return form_page(permit_id, field, told, typed_before(field, told))


@blueprint.post("/<permit_id>/<field>")
@officers("administrator")
def change(permit_id: str, field: str) -> ResponseReturnValue:
    """Plan what was typed, or apply what was planned."""
    told = editable(permit_id, field)
    typed = typed_in()
    withdrawn = "cabut" in typed
    if field in LISTS and not withdrawn:
        return change_list(permit_id, field, told, typed)
    empty = [] if withdrawn else needed(field, typed)
    if empty:
        return form_page(permit_id, field, told, typed, dict.fromkeys(empty, in_reader_language(EMPTY))), 422
    try:
        return outcome(permit_id, field, told, typed, None if withdrawn else patch_of(field, typed, told))
    except (Unfit, CutOff) as failure:
        return refused(permit_id, field, told, typed, failure)


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
    if (field not in FORMS and field not in LISTS) or told["base"] is None:
        abort(404)
    return told


def needed(field: str, typed: Mapping[str, str]) -> list[str]:
    """The inputs that are still empty and must not be."""
    empty = missing(field, typed)
    return [*empty, "reason"] if reason_lacks(field, typed) else empty


def patch_of(field: str, typed: Mapping[str, str], told: Mapping[str, Any]) -> dict[str, Any]:
    """The patch as it would stand in an overlay's file."""
    patch = told["patches"].get(field, {})
    before = patch.get("value", (told["base"] or {}).get(field))
    return {"value": value_of(field, typed, before), **about_of(typed)}


def typed_before(field: str, told: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the form at first: the region's value, else the centre's."""
    patch = told["patches"].get(field, {})
    value = patch.get("value", None if field == OFFERED else told["base"].get(field))
    return {**typed_of(field, value), **about_before(told, field)}


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


def refused(
    permit_id: str, field: str, told: Mapping[str, Any], typed: Mapping[str, str], failure: Unfit | CutOff
) -> ResponseReturnValue:
    """The form again with every mistake at its input, or the permit's page with what went wrong."""
    problems = failure.problems if isinstance(failure, Unfit) else []
    if not problems or field not in FORMS or "cabut" in typed:
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
