"""`/petugas/privasi`: officers answer requests, and two of them decide what is destroyed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from flask import (
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from tlkit.errors import Text, TlkitError
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.privacy.blueprint import blueprint
from tlkit.site.shared import audit
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import BadReceipt, Case, by_receipt, parse
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.privacy import copying, deciding, destruction, requests
from tlkit.site.shared.privacy.deciding import Result
from tlkit.site.shared.privacy.models import PrivacyRequest
from tlkit.site.shared.privacy.requests import KINDS, Answered
from tlkit.site.shared.privacy.schedule import years_of
from tlkit.site.shared.service import Waiting

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
NO_WORDS = Text("Write the answer that the person gets.", "Tulis jawaban untuk orang yang meminta.")
NOTHING_CHOSEN = Text("Choose at least one file.", "Pilih paling sedikit satu berkas.")
RESULTS: dict[Result, Text] = {
    "first": Text(
        "Approved, waiting for a second officer: {}.", "Disetujui, menunggu petugas kedua: {} berkas."
    ),
    "destroyed": Text("Personal data destroyed: {}.", "Data pribadi dimusnahkan: {} berkas."),
    "own": Text(
        "You approved these already; the second approval must be another officer's: {}.",
        "Sudah Anda setujui; persetujuan kedua harus dari petugas lain: {} berkas.",
    ),
    "decided": Text("Decided by somebody else meanwhile: {}.", "Sudah diputuskan petugas lain: {} berkas."),
}
NO_CASE = Text(
    "There is no file with this receipt number, or its data were destroyed.",
    "Tidak ada berkas dengan nomor resi ini, atau datanya sudah dimusnahkan.",
)
KEPT = Text("Kept: {}.", "Tetap disimpan: {} berkas.")

DECIDES = ("administrator", "signer")
"""Who approves a destruction. An office with one administrator has its second in who signs."""


@blueprint.get("/petugas/privasi")
@officers("administrator", "auditor", "signer")
def desk() -> str:
    """What waits: requests with their hours, cases due for destruction by how many approvals they have.

    Requests are the administrator's; who only signs sees what is to be destroyed.
    """
    services = {each.cases.service for each in current_instance().services if each.cases}
    proposed, officer = destruction.proposed(), current_officer()
    answers = officer.holds("administrator") or officer.holds("auditor")
    return render_template(
        "privacy/desk.html",
        answers=answers,
        decides=any(officer.holds(role) for role in DECIDES),
        waiting=requests.open_requests() if answers else [],
        answered=requests.answered_requests() if answers else [],
        first=[each for each in proposed if each.approval is None],
        second=[each for each in proposed if each.approval is not None],
        decided=destruction.decided(),
        kinds=KINDS,
        now=current_instance().clock(),
        without_schedule=sorted(name for name in services if years_of(name) is None),
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
            forget_contact="forget-contact" in request.form,
        )
    except NoResultFound:
        abort(404)
    except Answered as error:
        flash(in_reader_language(error.message), "error")
    return redirect(url_for("privacy.request_", number=number), 303)


@blueprint.get("/petugas/privasi/<int(max=2147483647):number>/salinan")
@officers("administrator")
def copy(number: int) -> ResponseReturnValue:
    """Everything about a case, for its person who asked. That it was taken is recorded first."""
    row = db.session.get(PrivacyRequest, number)
    if row is None or row.kind != "access":
        abort(404)
    case = case_of(request.args.get("resi", "")[:40])
    if case is None:
        return shown(number, {"resi": in_reader_language(NO_CASE)}), 422
    audit.seen(actor=actor().audited, subject=f"privacy:{number}", action="privacy.copied", case_id=case.id)
    copied = copying.copy_of(db.session(), case, current_instance().clock())
    answer = Response(stream_with_context(copying.packed(copied)), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="salinan-{case.receipt}.zip"'
    return answer


def case_of(written: str) -> Case | None:
    """The case of a receipt however typed, while it knows its person."""
    try:
        found = by_receipt(db.session(), parse(written))
    except BadReceipt:
        return None
    return found if found is not None and found.erased_at is None else None


@blueprint.post("/petugas/privasi/pemusnahan")
@officers(*DECIDES)
def decide() -> ResponseReturnValue:
    """Approve the destruction of the chosen cases' personal data, or keep them with a reason."""
    ticked = request.form.getlist("shown" if "all" in request.form else "number")
    chosen = sorted({int(number) for number in ticked if NUMBER.fullmatch(number)})
    ground = request.form.get("ground", "").strip()[:500]
    try:
        if not chosen:
            flash(in_reader_language(NOTHING_CHOSEN), "error")
        elif request.form.get("decision") == "keep":
            keep(chosen, ground)
        else:
            approve(chosen, ground)
    except TlkitError as error:
        flash(in_reader_language(error.message), "error")
    return redirect(url_for("privacy.desk"), 303)


def keep(chosen: list[int], ground: str) -> None:
    """Keep cases, and say how many."""
    now = current_instance().clock()
    kept = sum(deciding.keep(number, ground=ground, by=actor(), now=now) for number in chosen)
    flash(in_reader_language(KEPT).format(kept))


def approve(chosen: list[int], ground: str) -> None:
    """Approve cases, each in a transaction of its own, and say what came of it."""
    now = current_instance().clock()
    found = Counter(deciding.approve(number, ground=ground, by=actor(), now=now) for number in chosen)
    for result, said in RESULTS.items():
        if found[result]:
            flash(in_reader_language(said).format(found[result]))


def shown(number: int, errors: dict[str, str]) -> str:
    row = db.session.get(PrivacyRequest, number)
    if row is None:
        abort(404)
    audit.seen(actor=f"officer:{current_officer().id}", subject=f"privacy:{number}", action="privacy.seen")
    case = case_of(row.about or "")
    return render_template(
        "privacy/request.html",
        asked=row,
        kinds=KINDS,
        errors=errors,
        now=current_instance().clock(),
        case=case,
        same_contact=case is not None and not row.contact.items().isdisjoint(case.contact.items()),
    )


def waiting(officer: Officer) -> Iterator[Waiting]:
    """Open requests for the administrator, and destructions for whoever has not approved them yet."""
    if officer.holds("administrator"):
        count, late = requests.waiting(current_instance().clock())
        if count:
            label = Text("Requests about personal data", "Permintaan data pribadi")
            yield Waiting("privacy.desk", "info", label, count, late)
    if any(officer.holds(role) for role in DECIDES) and (count := destruction.waiting_for(officer.id)):
        yield Waiting("privacy.desk", "clock", Text("Destructions to decide", "Usulan pemusnahan"), count)
