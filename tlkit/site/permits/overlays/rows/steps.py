"""Rows of steps: who acts and what they do, in an order of the region's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tlkit.catalogue.model import Step
from tlkit.catalogue.steps import faults_of
from tlkit.errors import Text
from tlkit.site.permits import words
from tlkit.site.permits.overlays.rows.listed import Entry, Parts, Row, RowKind

NO_ROLE = Text("Choose who acts.", "Pilih siapa yang bertindak.")
NO_ACTION = Text("Write what is done.", "Tulis apa yang dilakukan.")


def parts(entry: Entry) -> Parts:
    """What stands in the inputs of a step."""
    return {"role": str(entry.get("role", "")), "action": str(entry.get("action", ""))}


def read(_entry: Entry, typed: Parts) -> Entry:
    """The step that was typed."""
    return {"role": typed.get("role", ""), "action": typed.get("action", "")}


def mistakes(row: Row, _before: Sequence[Row]) -> Mapping[str, Text]:
    """What a step lacks."""
    found = {}
    if row.typed.get("role") not in words.ROLES:
        found["role"] = NO_ROLE
    if not row.typed.get("action"):
        found["action"] = NO_ACTION
    return found


def disorder(rows: Sequence[Row]) -> dict[str, Text]:
    """What the catalogue's rules find in the order, by the input of the step."""
    kept = [(at, row) for at, row in enumerate(rows) if not row.gone]
    steps = [Step(row.typed["role"], row.typed["action"]) for _, row in kept]  # type: ignore[arg-type]
    found: dict[str, Text] = {}
    for place, text in faults_of(steps):
        found.setdefault(f"r{kept[place][0]}-role", text)
    return found


STEPS = RowKind(
    key=lambda entry: f"{entry.get('role')} {entry.get('action')}",
    parts=parts,
    read=read,
    empty={"role": "", "action": ""},
    mistakes=mistakes,
    begun=lambda typed, _rows: {"role": typed.get("role", ""), "action": typed.get("action", "")},
    needed="role",
    ordered=True,
)
