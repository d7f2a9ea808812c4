"""The counter's page for somebody who lost their receipt."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers, signed_in
from tlkit.site.permits.applying.fields import Question, Setting, read_form
from tlkit.site.permits.applying.pages import as_raw
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.counter_lost import (
    PROOFS,
    change_contact,
    found_by_nik,
    note_identified,
    proofs_offered,
    send_again,
)
from tlkit.site.permits.casework.counter_views import CLERKS
from tlkit.site.permits.sight import visible
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.typed import row_number

IDENTIFIED = "loket"
"""Where the clerk's signed cookie keeps whose cases may be shown, and until when."""

OPEN_FOR = timedelta(minutes=15)
NIK = (Question("nik", "nik", Text("NIK", "NIK")),)
REACH = (
    Question("telepon", "phone", Text("Phone number", "Nomor telepon"), required=False),
    Question("email", "email", Text("E-mail address", "Alamat e-mail"), required=False),
)
NO_PROOF = Text("Say how you checked who it is.", "Pilih cara Anda memeriksa orangnya.")
NOT_FOUND = Text(
    "No application has this NIK. Look again at the digits.",
    "Tidak ada permohonan dengan NIK ini. Periksa lagi angkanya.",
)


@blueprint.get("/loket/resi")
@officers(*CLERKS)
def lost() -> ResponseReturnValue:
    """The form, or the cases of the person who was identified a moment ago."""
    return drawn(identified())


@blueprint.post("/loket/resi")
@officers(*CLERKS)
@limited("200 per hour", "loket-resi")
def identify() -> ResponseReturnValue:
    """Find the cases of a person whose identity was checked."""
    instance, proof = current_instance(), request.form.get("bukti", "")
    done = read_form(NIK, as_raw(request.form), Setting(instance.region, instance.today()), {})
    errors = {name: in_reader_language(text) for name, text in done.errors.items()}
    if proof not in PROOFS:
        errors["bukti"] = in_reader_language(NO_PROOF)
    if errors:
        return drawn((), errors=errors), 422
    now = instance.clock()
    with writing() as work:
        found = found_by_nik(work, done.answers["nik"], proof, current_officer(), actor(), now)
        numbers = [case.id for case in found]
    show_here(numbers, now)
    if not numbers:
        return drawn((), errors={"nik": in_reader_language(NOT_FOUND)}), 422
    return redirect(url_for("permits.casework.lost"), 303)


@blueprint.post("/loket/resi/selesai")
@officers(*CLERKS)
def finished() -> ResponseReturnValue:
    """The person has gone: their cases are no longer shown."""
    session.pop(IDENTIFIED, None)
    return redirect(url_for("permits.casework.desk"), 303)


@blueprint.post("/loket/resi/<int:case_id>/kirim")
@officers(*CLERKS)
def resend(case_id: int) -> ResponseReturnValue:
    """The receipt number to the contact that is known."""
    mine(case_id)
    with writing() as work:
        send_again(work, work.get_one(Case, case_id), actor(), current_instance().clock())
    flash(in_reader_language(Text("The receipt number was sent.", "Nomor resi dikirim.")))
    return redirect(url_for("permits.casework.lost"), 303)


@blueprint.post("/loket/resi/<int:case_id>/kontak")
@officers(*CLERKS)
def contact(case_id: int) -> ResponseReturnValue:
    """Another contact, from now on."""
    mine(case_id)
    instance, typed = current_instance(), as_raw(request.form)
    done = read_form(REACH, typed, Setting(instance.region, instance.today()), {})
    errors = {f"{name}-{case_id}": in_reader_language(text) for name, text in done.errors.items()}
    if not errors and not done.answers:
        nothing = Text("Write a phone number or an e-mail address.", "Isi nomor telepon atau alamat e-mail.")
        errors[f"telepon-{case_id}"] = in_reader_language(nothing)
    if errors:
        return drawn(identified(), errors=errors), 422
    given = {"phone": done.answers.get("telepon", ""), "email": done.answers.get("email", "")}
    revision = row_number(request.form.get("revision", ""))
    with writing() as work:
        case = work.get_one(Case, case_id)
        change_contact(work, case, given, actor(), -1 if revision is None else revision, instance.clock())
    said = Text("The contact was changed; both were told.", "Kontak diubah; keduanya sudah dikabari.")
    flash(in_reader_language(said))
    return redirect(url_for("permits.casework.lost"), 303)


@blueprint.post("/loket/perbaiki/<int:case_id>")
@officers(*CLERKS)
def mend_here(case_id: int) -> ResponseReturnValue:
    """Open what was returned, to be corrected at the counter together with the person it is about."""
    case, proof, now = visible(case_id), request.form.get("bukti", ""), current_instance().clock()
    if proof not in PROOFS:
        flash(in_reader_language(NO_PROOF), "error")
        return redirect(url_for("permits.casework.case", case_id=case_id), 303)
    with writing() as work:
        note_identified(work, [case], proof, actor(), now)
    show_here([case_id], now)
    return redirect(url_for("permits.applying.correct", receipt=case.receipt), 303)


def show_here(numbers: list[int], now: datetime) -> None:
    """Let this clerk see the cases of somebody who was identified, for a while."""
    until = (now + OPEN_FOR).isoformat()
    session[IDENTIFIED] = {"by": current_officer().id, "cases": numbers, "until": until}


def opens(receipt: str) -> bool:
    """Whether the present reader is a clerk whose visitor was identified, and this is a case of theirs."""
    return IDENTIFIED in session and receipt in {case.receipt for case in identified()}


def identified() -> tuple[Case, ...]:
    """The cases of the person at the counter, as long as that is not long ago."""
    held, officer = session.get(IDENTIFIED), signed_in()
    if not isinstance(held, dict) or officer is None or held["by"] != officer.id:
        return ()
    if datetime.fromisoformat(held["until"]) < current_instance().clock():
        return ()
    return tuple(db.session.scalars(select(Case).where(Case.id.in_(held["cases"])).order_by(Case.id.desc())))


def mine(case_id: int) -> Case:
    """A case of the person at the counter. Raises 404."""
    case = visible(case_id)
    return case if case.id in {each.id for each in identified()} else abort(404)


def drawn(found: tuple[Case, ...], *, errors: dict[str, str] | None = None) -> str:
    """The page."""
    return render_template(
        "casework/counter_lost.html",
        cases=found,
        errors=errors or {},
        proofs=proofs_offered(),
        typed=request.form,
        hidden=hidden,
    )


def hidden(case: Case) -> str:
    """The contact, recognisable to whoever knows it."""
    phone, email = case.contact.get("phone", ""), case.contact.get("email", "")
    parts = [f"…{phone[-4:]}"] if phone else []
    name, _, domain = email.partition("@")
    return ", ".join([*parts, *([f"{name[:1]}…@{domain}"] if email else [])])
