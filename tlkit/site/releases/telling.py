"""What a new revision of the overlay changes, told so that an auditor can read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tlkit.catalogue.model import Catalogue, FormField, Requirement, Step
from tlkit.catalogue.overlay import Overlay
from tlkit.site.shared.audit.chain import PERSONAL

MOST = 20
"""Changes in one row of the audit; how many more there are is told."""
LONGEST = 300
BETWEEN = " | "
MORE = "more"


@dataclass(frozen=True)
class Told:
    """One change: of which permit and field (empty: the whole permit), how, and which rows came or went.

    `how` is `added`, `set`, `changed` or `withdrawn`. `rows` is such as `+ Surat domisili; - NPWP`.
    """

    permit_id: str
    field: str
    how: str
    rows: str = ""


def told(before: Overlay, after: Overlay, base: Catalogue) -> Iterator[Told]:
    """What differs between two overlays over one base, permits of the region's own first."""
    had = {permit.id: permit for permit in before.added}
    for permit in after.added:
        if had.get(permit.id) != permit:
            yield Told(permit.id, "", "changed" if permit.id in had else "added")
    for permit_id in had.keys() - {permit.id for permit in after.added}:
        yield Told(permit_id, "", "withdrawn")
    first = {**base.permits, **{permit.id: permit for permit in after.added}}
    for permit_id in dict.fromkeys([*before.permits, *after.permits]):
        old, new = before.permits.get(permit_id, {}), after.permits.get(permit_id, {})
        for field in dict.fromkeys([*old, *new]):
            if old.get(field) != new.get(field):
                own = getattr(first.get(permit_id), field, None)
                was = old[field].value if field in old else own
                now = new[field].value if field in new else own
                how = "changed" if field in old and field in new else "set" if field in new else "withdrawn"
                yield Told(permit_id, field, how, rows(was, now, base))


def rows(was: Any, now: Any, base: Catalogue) -> str:
    """Which rows of a list came (+), went (-) or say something else (~); empty for what is no list."""
    if not isinstance(was, Sequence) or not isinstance(now, Sequence) or str in (type(was), type(now)):
        return ""
    come = [name for row in now if row not in was and (name := named(row, base))]
    went = [name for row in was if row not in now and (name := named(row, base))]
    signs = [
        *(f"~ {name}" if name in went else f"+ {name}" for name in come),
        *(f"- {name}" for name in went if name not in come),
    ]
    return PERSONAL.sub("…", "; ".join(signs))[:LONGEST]


def named(row: Any, base: Catalogue) -> str:
    """What a row is called; empty where it has no name."""
    if isinstance(row, Requirement):
        return row.described(base.documents).name
    if isinstance(row, FormField):
        return row.label
    if isinstance(row, Step):
        return row.action
    return row if isinstance(row, str) else ""


def detail_of(changes: Iterator[Told]) -> dict[str, str | int]:
    """The same for a row of the audit."""
    every = list(changes)
    lines = [BETWEEN.join((one.permit_id, one.field, one.how, one.rows)) for one in every[:MOST]]
    found: dict[str, str | int] = {str(number): line for number, line in enumerate(lines, 1)}
    return {**found, MORE: len(every) - MOST} if len(every) > MOST else found


def told_in(detail: Mapping[str, str | int]) -> list[Told]:
    """What a row of the audit tells; nothing of one from before changes were told."""
    lines = [str(line).split(BETWEEN, 3) for key, line in detail.items() if key.isdigit()]
    return [Told(*line) for line in lines if len(line) == 4]
