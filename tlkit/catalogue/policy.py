"""Who may change which field of a permit.

- *locked*: the base decides. The id and the sector place a permit in every region's
  list alike, the name is what residents and the office call it by in both languages,
  `verified`, `sources` and `observed_in` say what the base itself knows, and `status`
  lets a permit run out everywhere at once (a region sets `offered: false` on its own).
- *append-only*: a region may add to the base, not take away from it. The national
  law behind a permit holds everywhere, and a word that finds it elsewhere finds it here.
- *regional*: the region's to supply. Never counted as an override; while it is empty
  the region is told so.
- *overridable*: the base's value holds until a region gives its own, with a reason.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal

from tlkit.catalogue.model import Permit

Policy = Literal["locked", "overridable", "append-only", "regional"]

LOCKED = ("id", "sector", "name", "observed_in", "sources", "verified", "status")
APPEND_ONLY = ("aliases", "legal_basis")
REGIONAL = ("fee", "local_regulation", "technical_agency", "counter", "decree")

POLICIES: dict[str, Policy] = {
    **{field.name: "overridable" for field in fields(Permit)},
    **dict.fromkeys(LOCKED, "locked"),
    **dict.fromkeys(APPEND_ONLY, "append-only"),
    **dict.fromkeys(REGIONAL, "regional"),
}
"""The policy of every field of a permit."""


def combined(field: str, base: Any, region: Any) -> Any:
    """The value in force where the base and a region both give one.

    The region's, except that what it gives for an append-only field joins the base's.
    """
    if POLICIES[field] != "append-only":
        return region
    return (*base, *(item for item in region if item not in base))
