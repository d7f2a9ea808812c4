"""How an officer settles what waits: the region's value is kept, or the office's taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from tlkit.catalogue.overlay import Overlay, overlay_from, overlay_to_data
from tlkit.catalogue.plan import Item, pending
from tlkit.catalogue.settle import gone, keep, take
from tlkit.site.releases.overlays import Imported, settled
from tlkit.site.releases.pairs import Pair, pair_in_force
from tlkit.site.releases.room import enough_room
from tlkit.site.releases.stored import NotReady
from tlkit.site.releases.trust import alone, place_of
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance

Choice = Literal["keep", "take"]


def waiting(instance: Instance) -> tuple[Item, ...]:
    """The conflicts and the changes without a place that wait for an officer. Raises `NotReady`."""
    return pending_of(instance, present_pair())


def settle(
    instance: Instance,
    permit_id: str,
    field: str,
    choice: Choice,
    reason: str | None = None,
    by: str = "cli",
) -> Imported:
    """Settle one field of one permit under a new revision of the overlay, in force at once.

    `reason` says why a value is kept, in place of what was said before; `by` who decided, as
    the audit names one. Raises ConflictError
    where nothing waits there any more, or the value has no place to be kept in; `Busy`,
    `NoRoom` and `NotReady`; InputError for a reason that says nothing. Nothing has changed then.
    """
    with enough_room(), alone(place_of(instance)):
        db.session.rollback()  # what was read before the lock was had may be old
        present = present_pair()
        if (permit_id, field) not in {(one.permit_id, one.field) for one in pending_of(instance, present)}:
            raise gone(permit_id, field)
        if choice == "take":
            return settled(instance, present, take(present.overlay, permit_id, field), False, by)
        kept = keep(present.overlay, present.base, permit_id, field)
        return settled(instance, present, explained(kept, permit_id, field, reason), False, by)


def explained(overlay: Overlay, permit_id: str, field: str, reason: str | None) -> Overlay:
    """The overlay with another reason for one of its values. Raises InputError."""
    if reason is None:
        return overlay
    patches = overlay.permits[permit_id]
    patch = replace(patches[field], reason=reason)
    changed = replace(overlay, permits={**overlay.permits, permit_id: {**patches, field: patch}})
    return overlay_from(overlay_to_data(changed))  # what could not be read again is never stored


def pending_of(instance: Instance, present: Pair) -> tuple[Item, ...]:
    """What waits over the pair in force."""
    return pending(present.base, present.overlay, instance.today())


def present_pair() -> Pair:
    """What is in force. Raises `NotReady`."""
    present = pair_in_force()
    if present is None:
        raise NotReady
    return present
