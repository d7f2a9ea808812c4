"""What was in force when, by whom, and the way back to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.planning import said
from tlkit.site.permits.overlays.views import NAMES, READERS
from tlkit.site.releases import live
from tlkit.site.releases.desk import Unfit, ask
from tlkit.site.releases.history import history
from tlkit.site.releases.telling import MORE, told_in
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.audit.models import AuditEvent
from tlkit.site.shared.database import db
from tlkit.site.shared.languages import current_language
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
WHOLE = Text("the permit", "izin ini")
HOW = {
    "added": Text("added", "ditambahkan"),
    "set": Text("set by the region", "diisi daerah"),
    "changed": Text("changed", "diubah"),
    "withdrawn": Text("withdrawn", "dicabut"),
}
SERVER = Text("On the server", "Lewat server")
BACK = Text("What was in force then is in force again.", "Yang berlaku saat itu kini berlaku lagi.")


@blueprint.get("/riwayat")
@officers(*READERS)
def past() -> ResponseReturnValue:
    """Everything that was in force, the newest first."""
    lines = history()[:SHOWN]
    may = current_officer().holds("administrator")
    events = events_of([line.generation for line in lines])
    return render_template(
        "overlays/past.html",
        lines=lines,
        who=who_did(events),
        did={generation: list(in_words(event)) for generation, event in events.items()},
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


def events_of(generations: list[int]) -> dict[int, AuditEvent]:
    """What the audit tells of each generation."""
    subjects = [f"generation:{generation}" for generation in generations]
    query = select(AuditEvent).where(AuditEvent.subject.in_(subjects))
    return {int(event.subject.partition(":")[2]): event for event in db.session.scalars(query)}


def who_did(events: Mapping[int, AuditEvent]) -> dict[int, str]:
    """Who put each generation in force."""
    officers_there = {event.actor for event in events.values() if event.actor.startswith("officer:")}
    numbers = {int(one.partition(":")[2]) for one in officers_there}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(numbers)))
    names = {f"officer:{id_}": name for id_, name in rows}
    server = in_reader_language(SERVER)
    return {generation: names.get(event.actor, server) for generation, event in events.items()}


def in_words(event: AuditEvent) -> Iterator[str]:
    """What a change of the region's did, a sentence for each field."""
    for one in told_in(event.detail):
        permit = live().permits.get(one.permit_id)
        name = permit.permit.name.in_(current_language()) if permit else one.permit_id
        field = NAMES.get(one.field, WHOLE if not one.field else Text(one.field, one.field))
        did = f"{name}: {in_reader_language(field)} {in_reader_language(HOW[one.how])}"
        yield f"{did} ({one.rows})" if one.rows else did
    if more := event.detail.get(MORE):
        yield in_reader_language(Text(f"and {more} more", f"dan {more} lagi"))
