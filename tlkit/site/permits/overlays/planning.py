"""What every form of a field has in common: planned by the job process, shown, then applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tlkit.catalogue import canonical, digest
from tlkit.catalogue.policy import POLICIES
from tlkit.errors import Text
from tlkit.site.backoffice import actor
from tlkit.site.permits.overlays.comparing import compared
from tlkit.site.permits.overlays.rows import LISTS
from tlkit.site.permits.overlays.shown import shown
from tlkit.site.permits.overlays.views import NAMES, page_of
from tlkit.site.releases import live
from tlkit.site.releases.desk import Unfit, ask
from tlkit.site.shared.aside import CutOff
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
LONGEST = 4000
LONGEST_ROW = 40_000
"""Characters of a row as the page was opened with it."""


def typed_in() -> dict[str, str]:
    """What a form sent, without what is around the words."""
    return {
        name: value.replace("\r\n", "\n").strip()[: LONGEST_ROW if name.endswith("-isi") else LONGEST]
        for name, value in request.form.items()
    }


def seen(told: Mapping[str, Any], field: str) -> str:
    """What tells one state of a field from another: the centre's value and the region's."""
    return digest(canonical([(told["base"] or {}).get(field), told["patches"].get(field)]))


def about_of(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed about a value."""
    return {name: typed[name] for name in ABOUT if typed.get(name)}


def about_before(told: Mapping[str, Any], field: str) -> dict[str, str]:
    """What stands about a value at first."""
    patch = told["patches"].get(field, {})
    return {name: str(patch.get(name) or "") for name in ABOUT}


def reason_lacks(field: str, typed: Mapping[str, str]) -> bool:
    """Whether a reason is needed and not given."""
    return POLICIES.get(field) != "regional" and not typed.get("reason")


def planned(act: str, digest_of_plan: str | None, **named: Any) -> dict[str, Any]:
    """What a change does; done where a digest is given that still fits. Raises `Unfit` and `CutOff`."""
    words = {**named, "by": actor().audited}
    try:
        return {**ask(act, plan=digest_of_plan, **words), "stale": False}
    except Unfit as failure:
        if not failure.stale:
            raise
    return {**ask(act, plan=None, **words), "stale": True}


def outcome(
    permit_id: str,
    field: str,
    told: Mapping[str, Any],
    typed: Mapping[str, str],
    patch: Mapping[str, Any] | None,
) -> ResponseReturnValue:
    """The plan of a change to a field, or the way back after it was applied. Raises `Unfit`, `CutOff`."""
    plan = typed.get("rencana") or None
    done = planned("edit", plan, permit=permit_id, field=field, patch=patch)
    if plan is not None and not done["stale"]:
        flash(in_reader_language(APPLIED))
        return redirect(url_for("permits.overlays.permit", permit_id=permit_id), 303)
    return plan_page(permit_id, field, told, typed, done), 409 if done["stale"] else 200


def plan_page(
    permit_id: str, field: str, told: Mapping[str, Any], typed: Mapping[str, str], done: Mapping[str, Any]
) -> str:
    """What a change would do, and the button that does it."""
    now, lang = live(), current_language()
    changes = [
        {
            "label": NAMES.get(one["field"], Text(one["field"], one["field"])),
            "before": shown(one["field"], one["before"], now, lang),
            "after": shown(one["field"], one["after"], now, lang),
            "pairs": compared(one["field"], one["before"] or [], one["after"] or [], now, lang)
            if one["field"] in LISTS
            else [],
        }
        for one in done["changes"]
        if one["id"] == permit_id
    ]
    page = page_of(permit_id, told)
    row = next(row for row in page["rows"] if row.field == field)
    sent = {name: value for name, value in typed.items() if name not in ("csrf_token", "rencana", "lakukan")}
    return render_template(
        "overlays/plan.html",
        **page,
        row=row,
        changes=changes,
        sent=sent,
        done=done,
        stale=in_reader_language(STALE) if done["stale"] else "",
    )


def said(failure: Unfit | CutOff) -> list[str]:
    """What went wrong and what to do, in the reader's language."""
    problems = [text for _, text in failure.problems] if isinstance(failure, Unfit) else []
    return [in_reader_language(text) for text in (failure.message, failure.hint, *problems) if text]
