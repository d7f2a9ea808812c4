"""The officers' start page: what waits for me."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.desks import desks
from tlkit.site.backoffice.gate import current_officer, officers
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance


@blueprint.get("")
@officers()
def start() -> ResponseReturnValue:
    """Show what waits for this officer, and where else they may go."""
    officer = current_officer()
    waiting = [item for service in current_instance().services for item in service.waiting(officer)]
    shown = {
        "officer": officer,
        "waiting": sorted(waiting, key=lambda item: (not item.urgent, item.count == 0)),
        "offered": [desk for desk in desks(officer) if desk.endpoint != "backoffice.start"],
        "substituted": names_of(officer.substitutes_for),
        "today": current_instance().today(),
    }
    return render_template("backoffice/start.html", **shown)


def names_of(accounts: tuple[int, ...]) -> list[str]:
    """The names of the accounts that the officer stands in for."""
    if not accounts:
        return []
    return list(
        db.session.scalars(select(Account.name).where(Account.id.in_(accounts)).order_by(Account.name))
    )
