"""The officers' menu: what this officer's roles open, left to right."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.service import Desk

OWN = (
    Desk("backoffice.start", "home", Text("Start", "Beranda"), 0, frozenset()),
    Desk("backoffice.people", "agency", Text("People", "Orang"), 900, frozenset({"administrator"})),
    Desk(
        "backoffice.trail",
        "clock",
        Text("Audit trail", "Jejak audit"),
        910,
        frozenset({"administrator", "auditor"}),
    ),
)
"""The frame's own entries; without roles: for everybody."""


def desks(officer: Officer) -> list[Desk]:
    """The entries of an officer's menu."""
    offered = [*OWN, *(desk for service in current_instance().services for desk in service.desks)]
    mine = (desk for desk in offered if not desk.roles or officer.holds(*desk.roles))
    return sorted(mine, key=lambda desk: desk.position)
