"""What was in force when, by whom, and the way back to it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.edit_views import said
from tlkit.site.permits.overlays.views import READERS
from tlkit.site.releases.desk import Unfit, ask
from tlkit.site.releases.history import history
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.audit.models import AuditEvent
from tlkit.site.shared.database import db
from tlkit.site.shared.pages import in_reader_language

SHOWN = 200
"""Lines of the history on the page."""
CAUSES = {
    "start": Text("First start", "Mulai pertama"),
    "release": Text("Release of the centre", "Rilis pusat"),
    "overlay": Text("Change by the region", "Perubahan daerah"),
    "rollback": Text("Went back", "Kembali ke yang lama"),
    "day": Text("Its day had come", "Tiba waktunya"),
}
SERVER = Text("On the server", "Lewat server")
BACK = Text("What was in force then is in force again.", "Yang berlaku saat itu kini berlaku lagi.")


@blueprint.get("/riwayat")
@officers(*READERS)
def past() -> ResponseReturnValue:
    """Everything that was in force, the newest first."""
    lines = history()[:SHOWN]
    may = current_officer().holds("administrator")
    return render_template(
        "overlays/past.html",
        lines=lines,
        who=who_did([line.generation for line in lines]),
        causes=CAUSES,
        may=may,
    )


@blueprint.post("/riwayat/kembali")
@officers("administrator")
def go_back() -> ResponseReturnValue:
    """Put an earlier generation in force again."""
    to = request.form.get("generasi", "")
    if not (to.isascii() and to.isdigit() and 0 < int(to) < 2**31):
        abort(404)
    try:
        ask("rollback", to=int(to), by=actor().audited)
        flash(in_reader_language(BACK))
    except (Unfit, CutOff) as failure:
        flash(" ".join(said(failure)), "error")
    return redirect(url_for("permits.overlays.past"), 303)


def who_did(generations: list[int]) -> dict[int, str]:
    """Who put each generation in force, as far as the audit tells."""
    subjects = [f"generation:{generation}" for generation in generations]
    query = select(AuditEvent.subject, AuditEvent.actor).where(AuditEvent.subject.in_(subjects))
    found = {int(subject.partition(":")[2]): done_by for subject, done_by in db.session.execute(query)}
    numbers = {int(one.partition(":")[2]) for one in found.values() if one.startswith("officer:")}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(numbers)))
    names = {f"officer:{id_}": name for id_, name in rows}
    server = in_reader_language(SERVER)
    return {generation: names.get(done_by, server) for generation, done_by in found.items()}
