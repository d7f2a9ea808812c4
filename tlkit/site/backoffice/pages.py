"""The officers' own pages, gathered: what the application registers."""

from __future__ import annotations

from flask import Flask

from tlkit.site.backoffice import account, people, person, signin, start, trail
from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.desks import desks
from tlkit.site.backoffice.gate import signed_in
from tlkit.site.backoffice.words import day, moment
from tlkit.site.shared.accounts.officer import ROLES

__all__ = ["account", "furnish_office", "people", "person", "signin", "start", "trail"]


def furnish_office(app: Flask) -> None:
    """Register the officers' pages, and give all templates the names that their frame needs."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        signed_in=signed_in, desks_of=desks, officer_roles=ROLES, moment=moment, day=day
    )
