"""One of the region's values at a time: planned, shown, then put in force or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tlkit.catalogue import canonical, digest
from tlkit.catalogue.overlay import Overlay, overlay_from, overlay_to_data
from tlkit.catalogue.settle import stamped
from tlkit.errors import StalePlan
from tlkit.site.releases.overlays import Imported, settled
from tlkit.site.releases.pairs import Pair
from tlkit.site.releases.room import enough_room
from tlkit.site.releases.settling import present_pair
from tlkit.site.releases.trust import alone, place_of
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance


@dataclass(frozen=True)
class Planned:
    """What a change does, and the digest under which exactly this can be put in force."""

    digest: str
    outcome: Imported


def change(
    instance: Instance,
    permit_id: str,
    field: str,
    patch: Mapping[str, Any] | None,
    by: str,
    plan_digest: str | None = None,
) -> Planned:
    """Give a field the region's value, or withdraw it where `patch` is None.

    Only planned without a `plan_digest`; with that of a plan, in force at once. `patch` is
    plain data as in an overlay's file. Raises InputError for a value that no overlay may
    hold, `StalePlan` when something else would be done than was planned, `Busy`, `NoRoom`
    and `NotReady`. Nothing has changed then.
    """
    with enough_room(), alone(place_of(instance)):
        db.session.rollback()  # what was read before the lock was had may be old
        present = present_pair()
        given = stamped(laid(present.overlay, permit_id, field, patch), present.base)
        made = plan_digest_of(present, given)
        if plan_digest is not None and plan_digest != made:
            raise StalePlan
        return Planned(made, settled(instance, present, given, plan_digest is None, by))


def laid(overlay: Overlay, permit_id: str, field: str, patch: Mapping[str, Any] | None) -> Overlay:
    """The overlay with another value in one place, or with none there. Raises InputError."""
    data = overlay_to_data(overlay)
    patches = dict(data["permits"].get(permit_id, {}))
    patches.pop(field, None)
    if patch is not None:
        patches[field] = dict(patch)
    others = {id_: each for id_, each in data["permits"].items() if id_ != permit_id or patches}
    if patches:
        others[permit_id] = patches
    return overlay_from({**data, "permits": others})


def plan_digest_of(present: Pair, given: Overlay) -> str:
    """What tells one plan from another: what is in force, and what is to be laid over it."""
    return digest(canonical([present.generation, overlay_to_data(given)]))
