"""`/petugas/privasi`: officers answer requests and decide what is destroyed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.privacy.blueprint import blueprint
from tlkit.site.shared import audit
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.privacy import destruction, requests
from tlkit.site.shared.privacy.models import PrivacyRequest
from tlkit.site.shared.privacy.requests import KINDS, Answered
from tlkit.site.shared.privacy.schedule import years_of
from tlkit.site.shared.service import Waiting

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
NO_WORDS = Text("Write the answer that the person gets.", "Tulis jawaban untuk orang yang meminta.")
NO_GROUND = Text(
    "Write the ground, for instance the number of the decree.",
    "Tulis dasarnya, misalnya nomor surat keputusan.",
)
NOTHING_CHOSEN = Text("Choose at least one file.", "Pilih paling sedikit satu berkas.")


@blueprint.get("/petugas/privasi")
@officers("administrator", "auditor")
def desk() -> str:
    """What waits: requests with their hours, cases due for destruction."""
    services = [name for name in current_instance().region.services if years_of(name) is None]
    return render_template(
        "privacy/desk.html",
        waiting=requests.open_requests(),
        answered=requests.answered_requests(),
        proposed=destruction.proposed(),
        decided=destruction.decided(),
        kinds=KINDS,
        now=current_instance().clock(),
        without_schedule=services,
    )


@blueprint.get("/petugas/privasi/<int(max=2147483647):number>")
@officers("administrator", "auditor")
def request_(number: int) -> ResponseReturnValue:
    """One request. That it was seen is recorded before it is shown."""
    return shown(number, {})


@blueprint.post("/petugas/privasi/<int(max=2147483647):number>")
@officers("administrator")
def answer(number: int) -> ResponseReturnValue:
    """Answer a request."""
    words = request.form.get("words", "").strip()[:4000]
    if not words:
        return shown(number, {"words": in_reader_language(NO_WORDS)}), 422
    try:
        requests.answer(
            number,
            granted=request.form.get("state") == "granted",
            words=words,
            by=actor(),
            now=current_instance().clock(),
            erase="erase" in request.form,
        )
    except Answered as error:
        flash(in_reader_language(error.message), "error")
    return redirect(url_for("privacy.request_", number=number), 303)


@blueprint.post("/petugas/privasi/pemusnahan")
@officers("administrator")
def decide() -> ResponseReturnValue:
    """Destroy the chosen cases' personal data, or keep them with a reason."""
    chosen = {int(number) for number in request.form.getlist("number") if NUMBER.fullmatch(number)}
    ground = request.form.get("ground", "").strip()[:500]
    if not chosen or not ground:
        flash(in_reader_language(NO_GROUND if chosen else NOTHING_CHOSEN), "error")
    elif request.form.get("decision") == "keep":
        for number in sorted(chosen):
            destruction.keep(number, ground=ground, by=actor(), now=current_instance().clock())
    else:
        destruction.destroy(chosen, ground=ground, by=actor(), now=current_instance().clock())
    return redirect(url_for("privacy.desk"), 303)


def shown(number: int, errors: dict[str, str]) -> str:
    row = db.session.get(PrivacyRequest, number)
    if row is None:
        abort(404)
    audit.seen(actor=f"officer:{current_officer().id}", subject=f"privacy:{number}", action="privacy.seen")
    return render_template(
        "privacy/request.html", asked=row, kinds=KINDS, errors=errors, now=current_instance().clock()
    )


def waiting(officer: Officer) -> Iterator[Waiting]:
    """Open requests, for the administrator's start page."""
    if not officer.holds("administrator"):
        return
    count, late = requests.waiting(current_instance().clock())
    if count:
        label = Text("Requests about personal data", "Permintaan data pribadi")
        yield Waiting("privacy.desk", "info", label, count, late)
