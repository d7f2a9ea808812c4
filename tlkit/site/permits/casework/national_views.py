"""The counter's form for what a national system decides."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from tlkit.catalogue.model import Permit
from tlkit.errors import Text
from tlkit.site.backoffice import actor, officers
from tlkit.site.permits.applying.applicant_questions import PERSON
from tlkit.site.permits.applying.fields import Question, Setting, read_form
from tlkit.site.permits.applying.fields.base import Option
from tlkit.site.permits.applying.pages import Inputs, as_raw, mistakes, only
from tlkit.site.permits.applying.pinned import digest_in_force
from tlkit.site.permits.casework import national
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.counter_views import CLERKS, served
from tlkit.site.releases import live
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

ASKED = ("nama_pemohon", "nik", "telepon", "email")
NUMBER = Question(
    "nomor_nasional",
    "text",
    Text("Number that the system gave", "Nomor permohonan dari sistem itu"),
)
RESULT = Question(
    "hasil",
    "choice",
    Text("Result", "Hasilnya"),
    options=tuple(Option(key, text) for key, text in national.RESULTS.items()),
)
DAY = Question("tanggal", "date", Text("Day of this result", "Tanggal hasil itu"))
NOTE = Question("catatan", "long-text", Text("Note", "Catatan"), required=False)
QUESTIONS = (
    *(replace(each, help=None) if each.id == "telepon" else each for each in PERSON if each.id in ASKED),
    NUMBER,
    RESULT,
    DAY,
    NOTE,
)
LONGEST = {NUMBER.id: 64, NOTE.id: 500}


def entry_of(permit_id: str) -> tuple[Permit, str]:
    """A permit of a national system, and that system's name. Raises 404."""
    entry = live().permits.get(permit_id)
    if entry is None or not served(entry) or entry.permit.channel != "national":
        abort(404)
    system = live().systems.get(entry.permit.national.system) if entry.permit.national else None
    return entry.permit, system.name.id if system else "Sistem nasional"


@blueprint.get("/loket/nasional/<permit_id>")
@officers(*CLERKS)
def national_form(permit_id: str) -> ResponseReturnValue:
    """What to fill in."""
    today = current_instance().today().isoformat()
    return drawn(permit_id, Inputs({DAY.id: [today]}, current_instance().region))


@blueprint.post("/loket/nasional/<permit_id>")
@officers(*CLERKS)
def national_file(permit_id: str) -> ResponseReturnValue:
    """Record it; what was typed stands there again when something is wrong."""
    permit, system = entry_of(permit_id)
    instance = current_instance()
    raw = only(as_raw(request.form), QUESTIONS)
    done = read_form(QUESTIONS, raw, Setting(instance.region, instance.today()), {})
    if DAY.id in done.answers and done.answers[DAY.id] > instance.today().isoformat():
        done.errors[DAY.id] = national.LATER
    for name, most in LONGEST.items():
        if len(done.answers.get(name, "")) > most:
            done.errors[name] = Text(
                f"Write at most {most} characters.", f"Tulis paling banyak {most} huruf."
            )
    if done.errors:
        return drawn(permit_id, Inputs(raw, instance.region, done.errors)), 422
    given, now = done.answers, instance.clock()
    told = national.Told(
        system,
        given[NUMBER.id],
        given[RESULT.id],
        date.fromisoformat(given[DAY.id]),
        given.get(NOTE.id, ""),
    )
    answers = {"jenis_pemohon": "person"} | {name: given[name] for name in ASKED if name in given}
    sheet = request.form.get("lembar", "")[:64]
    try:
        with writing() as session:
            digest = digest_in_force(session, live(), permit.id)
            national.file_told(session, sheet, digest, answers, told, actor(), instance.region, now)
    except IntegrityError:
        db.session.rollback()
    case = national.filed_from(db.session(), sheet) or abort(409)
    return redirect(url_for("permits.casework.case", case_id=case.id), 303)


def drawn(permit_id: str, inputs: Inputs) -> str:
    """The page."""
    permit, system = entry_of(permit_id)
    return render_template(
        "casework/counter_national.html",
        permit=permit,
        system=system,
        questions=QUESTIONS,
        inputs=inputs,
        wrongs=mistakes(QUESTIONS, inputs.errors),
        sheet=request.form.get("lembar", "")[:64] or secrets.token_hex(12),
    )
