"""A permit's service standard: the 14 components of Permenpan-RB 15/2014, those present and those absent."""

from __future__ import annotations

from typing import NamedTuple

from tlkit.catalogue.model import Permit, StandardComponent
from tlkit.site.permits.page import PermitPage
from tlkit.site.permits.words import COMPONENTS, FEES, TYPES, duration, rupiah


class Component(NamedTuple):
    """One component, in Indonesian as all permit text; `lines` is empty where it is yet to be supplied."""

    key: StandardComponent
    lines: list[str]


def service_standard(page: PermitPage) -> list[Component]:
    """All 14 components in the order of the regulation.

    What the agency wrote for a component comes first; the permit's own fields fill the rest.
    """
    permit = page.permit
    own = {
        "requirements": requirement_lines(page),
        "procedure": [step.action for step in permit.steps],
        "time": [*time_lines(permit), *(sentence.id for sentence in page.beside_time)],
        "fee": fee_lines(permit),
        "output": [permit.output.name] if permit.output else [],
        "legal-basis": [
            *(f"{law.regulation.name} tentang {law.regulation.about}" for law in page.laws),
            *permit.local_regulation,
        ],
    }
    return [
        Component(key, [written] if (written := permit.standard.get(key)) else own.get(key, []))
        for key in COMPONENTS
    ]


def requirement_lines(page: PermitPage) -> list[str]:
    """Each kind of application with its papers, in one line."""
    return [
        f"{TYPES[kind].id}: " + "; ".join(named(paper.document.name, paper.condition) for paper in papers)
        for kind, papers in page.papers.items()
    ]


def named(document: str, condition: str | None) -> str:
    """A paper and when it is asked for; a condition that begins with an acronym keeps its capitals."""
    if not condition:
        return document
    spoken = condition if condition[:2].isupper() else condition[0].lower() + condition[1:]
    return f"{document} ({spoken})"


def time_lines(permit: Permit) -> list[str]:
    """The promised time."""
    time = permit.processing
    return [f"Paling lama {duration(time.days, time.unit, 'id')}"] if time else []


def fee_lines(permit: Permit) -> list[str]:
    """The kind of fee, and its amount or formula where known."""
    fee = permit.fee
    if fee is None:
        return []
    amount = rupiah(fee.amount) if fee.amount is not None else fee.formula
    return [f"{FEES[fee.kind].id}: {amount}" if amount else FEES[fee.kind].id]
