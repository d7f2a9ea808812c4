"""One officer, as the administrator sees them: particulars, roles, leave, sign-ins."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.gate import actor, officers
from tlkit.site.backoffice.people import agencies, by, form_values, link_page, said_in
from tlkit.site.backoffice.signin import go
from tlkit.site.backoffice.words import sentence
from tlkit.site.shared import audit
from tlkit.site.shared.accounts import services, sessions
from tlkit.site.shared.accounts.models import Account, Leave, Substitute
from tlkit.site.shared.accounts.services import Refused
from tlkit.site.shared.cases import let_go
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.typed import row_number


def person_or_404(number: int) -> Account:
    found = db.session.get(Account, number)
    if found is None:
        abort(404)
    return found


@blueprint.get("/orang/<int:number>")
@officers("administrator", "auditor")
def person(number: int) -> ResponseReturnValue:
    """Show one officer."""
    return person_page(person_or_404(number), {})


@blueprint.post("/orang/<int:number>")
@officers("administrator")
def change_person(number: int) -> ResponseReturnValue:
    """Keep what is new about an officer."""
    found = person_or_404(number)
    active = request.form.get("active") == "yes"
    try:
        services.change_officer(number, said_in(request.form), active, by(), current_instance().clock())
    except Refused as refusal:
        return person_page(found, {refusal.field: in_reader_language(refusal.message)})
    if not active:
        with writing() as session:
            let_go(session, number, actor(), current_instance().clock())
    flash(sentence("Saved.", "Tersimpan."))
    return go(f"/petugas/orang/{number}")


@blueprint.post("/orang/<int:number>/atur-ulang")
@officers("administrator")
def reset_person(number: int) -> ResponseReturnValue:
    """Take away password and codes, and show a fresh link."""
    person_or_404(number)
    return link_page(services.reset(number, by(), current_instance().clock()))


@blueprint.post("/orang/<int:number>/akhiri")
@officers("administrator")
def sign_out_person(number: int) -> ResponseReturnValue:
    """Sign an officer out everywhere."""
    person_or_404(number)
    services.sign_out(number, None, None, by(), current_instance().clock())
    flash(sentence("Signed out everywhere.", "Sudah dikeluarkan dari semua perangkat."))
    return go(f"/petugas/orang/{number}")


@blueprint.post("/orang/<int:number>/cuti")
@officers("administrator")
def add_absence(number: int) -> ResponseReturnValue:
    """Keep an officer's leave, and who stands in."""
    found = person_or_404(number)
    stand_in = row_number(request.form.get("stand_in", ""))
    try:
        since, until = day("since"), day("until")
        if request.form.get("stand_in"):
            person_or_404(stand_in or 0)
        services.add_absence(number, since, until, stand_in, by(), current_instance().clock())
    except ValueError:
        return person_page(
            found, {"since": sentence("Choose first and last day.", "Pilih hari pertama dan terakhir.")}
        )
    except Refused as refusal:
        return person_page(found, {refusal.field: in_reader_language(refusal.message)})
    return go(f"/petugas/orang/{number}")


@blueprint.post("/orang/<int:number>/cuti/<int:leave>/hapus")
@officers("administrator")
def remove_absence(number: int, leave: int) -> ResponseReturnValue:
    """Take back a leave."""
    person_or_404(number)
    services.remove_absence(number, leave, by(), current_instance().clock())
    return go(f"/petugas/orang/{number}")


def day(field: str) -> date:
    """A day in the form. Raises `ValueError`."""
    return date.fromisoformat(request.form.get(field, ""))


def person_page(found: Account, errors: dict[str, str]) -> ResponseReturnValue:
    """The page. That NIP and sign-ins were seen is recorded first."""
    audit.seen(actor=by(), subject=f"account:{found.id}", action="account.seen")
    kept = {
        "email": found.email,
        "name": found.name,
        "title": found.title or "",
        "nip": found.nip or "",
        "agency": found.agency or "",
        "acting": found.acting or "",
        "roles": set(found.role_names),
    }
    everybody = services.officers_listed()
    shown = {
        "person": found,
        "form": form_values(request.form) if "email" in request.form else kept,
        "errors": errors,
        "absence": request.form if "since" in request.form else {},
        "agencies": agencies(),
        "absences": absences(found.id, {each.id: each.name for each in everybody}),
        "others": [(str(each.id), each.name) for each in everybody if each.active and each.id != found.id],
        "sign_ins": sessions.sign_ins(found.id, current_instance().clock()),
    }
    return render_template("backoffice/person.html", **shown), 422 if errors else 200


def absences(number: int, names: dict[int, str]) -> list[tuple[Leave, str | None]]:
    """An officer's leave that is not over, and who stands in."""
    today = current_instance().today()
    leaves = db.session.scalars(
        select(Leave).where(Leave.account_id == number, Leave.until >= today).order_by(Leave.since)
    )
    stand_ins = {
        (row.since, row.until): names.get(row.account_id)
        for row in db.session.scalars(select(Substitute).where(Substitute.for_id == number))
    }
    return [(leave, stand_ins.get((leave.since, leave.until))) for leave in leaves]
