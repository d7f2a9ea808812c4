"""The list of permits, and one permit: the centre's values beside the region's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tlkit.catalogue.diff import FIELDS
from tlkit.catalogue.policy import POLICIES
from tlkit.errors import Text
from tlkit.site.backoffice import current_officer, officers
from tlkit.site.permits.origins import FIELDS as LABELS
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.comparing import Pair, compared
from tlkit.site.permits.overlays.forms import FORMS
from tlkit.site.permits.overlays.listing import FILTERS, chosen, listed
from tlkit.site.permits.overlays.rows import LISTS
from tlkit.site.permits.overlays.shown import shown
from tlkit.site.releases import live
from tlkit.site.releases.desk import ask
from tlkit.site.shared.languages import current_language

READERS = ("administrator", "reviewer", "auditor")
OFFERED = "offered"
NAMES: Mapping[str, Text] = {
    **LABELS,
    OFFERED: Text("Offered in this region", "Dilayani daerah ini"),
    "name": Text("Name", "Nama"),
    "status": Text("Status", "Status"),
}
"""The fields that officers see; others say what the centre itself knows."""
REGIONAL_FIRST = (OFFERED, "decree", "fee", "technical_agency", "counter", "local_regulation")
ORDER = (*REGIONAL_FIRST, *(name for name in FIELDS if name in NAMES and name not in REGIONAL_FIRST))


@dataclass(frozen=True)
class Row:
    """One field: what the centre says, what the region says and why, and what waits."""

    field: str
    label: Text
    policy: str
    base: list[str]
    local: list[str] | None
    patch: Mapping[str, Any]
    expires: date | None
    verdict: str
    editable: bool
    pairs: Sequence[Pair] = ()


@blueprint.get("")
@officers(*READERS)
def catalogue() -> ResponseReturnValue:
    """Every permit by how it stands, what waits for a decision first."""
    which, query = request.args.get("lihat", "semua"), request.args.get("q", "").strip()[:100]
    waits = [(permit_id, field) for permit_id, field, _ in ask("waiting")["items"]]
    every = listed(live(), waits, current_language())
    found = chosen(every, which, query)
    return render_template(
        "overlays/catalogue.html",
        found=found,
        all=len(every),
        waits=sum(bool(one.conflicts) for one in every),
        which=which,
        query=query,
        filters=FILTERS,
        names=NAMES,
        may=current_officer().holds("administrator"),
    )


@blueprint.get("/<permit_id>")
@officers(*READERS)
def permit(permit_id: str) -> ResponseReturnValue:
    """One permit, field by field."""
    told = told_of(permit_id)
    return render_template("overlays/permit.html", **page_of(permit_id, told))


def told_of(permit_id: str) -> dict[str, Any]:
    """What is known of a permit. Raises 404 for one that neither the centre nor the region knows."""
    told = ask("look", permit=permit_id)
    if told["base"] is None and not told["patches"] and permit_id not in live().permits:
        abort(404)
    return told


def page_of(permit_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What a permit's pages show."""
    entry = live().permits.get(permit_id)
    words = told["base"]["name"] if told["base"] else {}
    return {
        "permit_id": permit_id,
        "name": words.get(current_language(), permit_id),
        "entry": entry,
        "own": told["own"],
        "rows": rows_of(told),
        "may": current_officer().holds("administrator"),
        "names": NAMES,
    }


def rows_of(told: Mapping[str, Any]) -> list[Row]:
    """The fields of a permit: what waits first, then the region's own, then the rest."""
    waiting = {item["field"]: item["verdict"] for item in told["waiting"]}
    gone = [name for name in told["patches"] if name not in ORDER]
    found = [row_of(name, told, waiting.get(name, "")) for name in (*ORDER, *gone)]
    return sorted(found, key=lambda row: not row.verdict)


def row_of(name: str, told: Mapping[str, Any], verdict: str) -> Row:
    """One field of a permit."""
    now, lang = live(), current_language()
    base = {OFFERED: True, **(told["base"] or {})}
    patch = told["patches"].get(name)
    local = None if patch is None else shown(name, patch["value"], now, lang)
    ends = (patch or {}).get("expires")
    return Row(
        name,
        NAMES.get(name, Text(name, name)),
        POLICIES.get(name, "overridable"),
        shown(name, base.get(name), now, lang),
        local,
        patch or {},
        date.fromisoformat(str(ends)) if ends else None,
        verdict,
        (name in FORMS or name in LISTS) and told["base"] is not None,
        compared(name, base.get(name) or [], patch["value"], now, lang)
        if verdict and patch is not None and name in LISTS
        else [],
    )
