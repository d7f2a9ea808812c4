"""A region's own changes over a base catalogue.

An overlay file:

    revision: 0
    permits:
      sip-bidan:
        fee:                                  # a field of the permit, as in the catalogue's files
          value: {kind: free, legal_basis: []}
          reason: "Perwal menetapkan gratis"  # needed, except for regional fields
          legal_basis: "Perwal 12/2024"       # optional, in words
          owner: "DPMPTSP"                    # optional: who answers for it
          expires: 2027-12-31                 # optional: the last day on which it holds
          base: "64 hex digits"               # optional: digest of the base's value it was written against
        decree:
          value: {number: "503/12/2026", date: 2026-02-01}
        offered: {value: false, reason: "Diurus provinsi"}
    added:                                    # whole permits of the region's own
    - {id: local-izin-keramaian, sector: sosial, ...}

`tlkit.catalogue.policy` says which fields may be changed. Nothing here knows the base:
an overlay outlives the releases it is laid over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.overlay_schema import overlay_from, overlay_to_data
from tlkit.catalogue.patches import OFFERED, Overlay, Patch
from tlkit.catalogue.policy import POLICIES, combined

__all__ = [
    "OFFERED",
    "Effective",
    "EffectivePermit",
    "Overlay",
    "Patch",
    "effective",
    "overlay_from",
    "overlay_to_data",
]


@dataclass(frozen=True, slots=True)
class EffectivePermit:
    """A permit as it is in force in the region.

    `patches` are the region's values that hold today, by field; every other field is the
    base's, and so is one that was locked since. `own` marks a permit that the region added
    itself.
    """

    permit: Permit
    patches: Mapping[str, Patch] = field(default_factory=dict)
    own: bool = False

    @property
    def offered(self) -> bool:
        """Whether the region has this permit."""
        patch = self.patches.get(OFFERED)
        return patch is None or bool(patch.value)

    def provenance(self, field_name: str) -> str:
        """Whose value a field holds: "base" or "region"."""
        return "region" if self.own or field_name in self.patches else "base"


@dataclass(frozen=True, slots=True)
class Effective:
    """A base with an overlay laid over it, as of one day.

    `catalogue` is the base with the permits in force, those not offered included.
    `orphaned` are patched permits that the base does not have. `next_change` is the first
    later day on which the result differs because a patch expires.
    """

    catalogue: Catalogue
    permits: Mapping[str, EffectivePermit]
    orphaned: tuple[str, ...]
    next_change: date | None

    @property
    def not_offered(self) -> frozenset[str]:
        """The ids of the permits that the region does not have."""
        return frozenset(id_ for id_, each in self.permits.items() if not each.offered)


def effective(base: Catalogue, overlay: Overlay, today: date) -> Effective:
    """The catalogue in force in the region on `today`, in the base's order, its own permits last."""
    permits = {
        permit.id: _patched(permit, overlay.permits.get(permit.id, {}), today, own)
        for entries, own in ((base.permits.values(), False), (overlay.added, True))
        for permit in entries
    }
    catalogue = replace(base, permits={id_: each.permit for id_, each in permits.items()})
    orphaned = tuple(id_ for id_ in overlay.permits if id_ not in permits)
    return Effective(catalogue, permits, orphaned, _next_change(permits))


def _patched(permit: Permit, patches: Mapping[str, Patch], today: date, own: bool) -> EffectivePermit:
    holding = {
        name: patch
        for name, patch in patches.items()
        if patch.holds(today) and POLICIES.get(name) != "locked"
    }
    values = {
        name: combined(name, getattr(permit, name), patch.value)
        for name, patch in holding.items()
        if name != OFFERED
    }
    return EffectivePermit(replace(permit, **values), holding, own)


def _next_change(permits: Mapping[str, EffectivePermit]) -> date | None:
    ends = [p.expires for each in permits.values() for p in each.patches.values() if p.expires]
    return min(ends) + timedelta(days=1) if ends else None
