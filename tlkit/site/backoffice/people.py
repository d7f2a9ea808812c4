"""The administrator's list of officers, and inviting another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.gate import current_officer, officers
from tlkit.site.shared.accounts import invitations, services
from tlkit.site.shared.accounts.invitations import Invited
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.officer import Acting
from tlkit.site.shared.accounts.services import Particulars, Refused
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language


def by() -> str:
    """The present officer, as the audit names one."""
    return f"officer:{current_officer().id}"


@blueprint.get("/orang")
@officers("administrator", "auditor")
def people() -> ResponseReturnValue:
    """List the officers."""
    now = current_instance().clock()
    shown = {"people": services.officers_listed(), "invited": invitations.waiting(now)}
    return render_template("backoffice/people.html", **shown)


@blueprint.route("/orang/baru", methods=["GET", "POST"])
@officers("administrator")
def invite() -> ResponseReturnValue:
    """Invite an officer; the link is shown once."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            said = said_in(request.form)
            return link_page(services.add_officer(said, by(), current_instance().clock()))
        except Refused as refusal:
            errors = {refusal.field: in_reader_language(refusal.message)}
    shown = {"form": form_values(request.form), "errors": errors, "person": None, "agencies": agencies()}
    return render_template("backoffice/person.html", **shown), 422 if errors else 200


def link_page(invited: Invited) -> str:
    """The page that shows an invitation's link, once."""
    account = db.session.get_one(Account, invited.account_id)
    return render_template("backoffice/link.html", account=account, invited=invited, hours=invitations.HOURS)


def said_in(form: Any) -> Particulars:
    """An officer's particulars as they stand in a form."""
    agencies = {agency.id for agency in current_instance().region.agencies}
    agency, acting = form.get("agency", ""), form.get("acting", "")
    return Particulars(
        email=services.normal_email(form.get("email", "")),
        name=" ".join(form.get("name", "").split()),
        roles=frozenset(form.getlist("roles")),
        agency=agency if agency in agencies else None,
        title=" ".join(form.get("title", "").split())[:200] or None,
        nip="".join(form.get("nip", "").split()) or None,
        acting=cast(Acting, acting) if acting in ("Plt.", "Plh.") else None,
    )


def agencies() -> list[tuple[str, str]]:
    """The region's agencies, for a list to choose from."""
    return [(agency.id, agency.short) for agency in current_instance().region.agencies]


def form_values(form: Any) -> Mapping[str, Any]:
    """What stands in the form when it is shown (again)."""
    names = ("email", "name", "title", "nip", "agency", "acting")
    return {**{name: form.get(name, "") for name in names}, "roles": set(form.getlist("roles"))}
