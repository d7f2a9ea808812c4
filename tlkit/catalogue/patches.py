"""A region's changes as values: patches by permit and field, and permits of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tlkit.catalogue.mapping import to_data
from tlkit.catalogue.model import Permit
from tlkit.catalogue.wire import canonical, digest

OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Patch:
    """One field's value by the region. `expires` is the last day on which it holds.

    `base` is the `value_digest` of what the base said when the value was written.
    """

    value: Any
    reason: str | None = None
    legal_basis: str | None = None
    owner: str | None = None
    expires: date | None = None
    base: str | None = None

    def holds(self, today: date) -> bool:
        """Whether the patch still holds on `today`."""
        return self.expires is None or today <= self.expires


@dataclass(frozen=True, slots=True)
class Overlay:
    """All changes of one region: patches by permit id and field, and permits of its own.

    The field `offered` with the value False takes a permit out of the region's list.
    """

    revision: int = 0
    permits: Mapping[str, Mapping[str, Patch]] = field(default_factory=dict)
    added: tuple[Permit, ...] = ()


def value_digest(value: Any) -> str:
    """The digest of one field's value: equal for equal values, whatever release they stand in."""
    return digest(canonical(to_data(value)))
