"""What differs between two catalogues, entry by entry and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from tlkit.catalogue.mapping import to_data
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.errors import Text

FIELDS = tuple(field.name for field in fields(Permit) if field.name != "id")
"""The fields of a permit that can differ between two versions of it."""
TABLES = ("permits", *(table.name for table in fields(Catalogue) if table.name not in ("version", "permits")))


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, its values as plain data.

    `field` is empty where the whole entry is on one side only, and the other side is then
    None; of a permit its name and status are given. `table` is what holds the entry: in
    any other than `permits`, `permit_id` is the id of a document, a regulation and so on.
    """

    permit_id: str
    field: str
    before: Any
    after: Any
    table: str = "permits"

    def as_data(self) -> dict[str, Any]:
        """The change as plain data for JSON."""
        return {
            "table": self.table,
            "id": self.permit_id,
            "field": self.field,
            "before": self.before,
            "after": self.after,
        }


def diff(a: Catalogue, b: Catalogue) -> tuple[Change, ...]:
    """The changes from `a` to `b`: permits first, in the order of `b`, what only `a` has last.

    Versions and the order of entries are not compared.
    """
    return tuple(
        change for table in TABLES for change in _of_table(table, getattr(a, table), getattr(b, table))
    )


def outline(permit: Permit) -> dict[str, Any]:
    """What is shown of a permit that appears or disappears as a whole."""
    return {"name": to_data(permit.name), "status": permit.status}


def _of_table(table: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[Change]:
    for id_, after in b.items():
        before = a.get(id_)
        if before is None:
            yield Change(id_, "", None, _whole(after), table)
        elif before != after:
            yield from _of_entry(id_, before, after, table)
    for id_, before in a.items():
        if id_ not in b:
            yield Change(id_, "", _whole(before), None, table)


def _of_entry(id_: str, before: Any, after: Any, table: str) -> Iterator[Change]:
    if isinstance(after, Text):
        yield Change(id_, "name", to_data(before), to_data(after), table)
        return
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            yield Change(id_, field.name, to_data(old), to_data(new), table)


def _whole(entry: Any) -> Any:
    return outline(entry) if isinstance(entry, Permit) else to_data(entry)
