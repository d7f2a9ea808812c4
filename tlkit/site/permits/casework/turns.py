"""Whose turn a step is. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.catalogue.model import StepRole
from tlkit.site.shared.accounts.officer import Officer

DOES: Mapping[StepRole, str] = {
    "counter": "front-desk",
    "verifier": "verifier",
    "field-visit": "technical",
    "technical": "technical",
    "assessment": "treasurer",
    "payment": "treasurer",
    "review": "reviewer",
    "signer": "signer",
    "handover": "front-desk",
}
"""The account's role that does each step."""

WORKING = (
    "administrator",
    "front-desk",
    "verifier",
    "technical",
    "reviewer",
    "signer",
    "treasurer",
    "auditor",
)
"""Who has to do with applications at all."""


def steps_of(officer: Officer) -> tuple[StepRole, ...]:
    """The steps that are the officer's to do, in the order of a case."""
    return tuple(step for step, role in DOES.items() if role in officer.roles)


def does(officer: Officer, step: str | None, technical_agency: str | None) -> bool:
    """Whether the open step is the officer's: one with an agency does that agency's technical work only."""
    if step is None or step not in steps_of(officer):
        return False
    return DOES[step] != "technical" or officer.agency in (None, technical_agency)
