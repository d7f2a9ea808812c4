"""One of the region's values at a time: planned, shown, then put in force or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tlkit.catalogue import canonical, digest
from tlkit.catalogue.lint import LOCAL, Finding, errors
from tlkit.catalogue.overlay import Overlay, effective, overlay_from, overlay_to_data
from tlkit.catalogue.settle import stamped
from tlkit.errors import InputError, Problem, StalePlan, Text
from tlkit.site.releases.overlays import Imported, settled
from tlkit.site.releases.pairs import Pair
from tlkit.site.releases.room import enough_room
from tlkit.site.releases.settling import present_pair
from tlkit.site.releases.trust import alone, place_of
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance

MEND = Text("Mend it, or what it depends on first.", "Perbaiki, atau ubah dahulu isian yang berkaitan.")
TAKEN = Text("There is a permit of this id.", "Sudah ada izin dengan id ini.")
ANOTHER = Text("Choose another id.", "Pilih id lain.")


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
    hold or with which the permit would not work, `StalePlan` when something else would be
    done than was planned, `Busy`, `NoRoom` and `NotReady`. Nothing has changed then.
    """

    def made(present: Pair) -> Overlay:
        given = laid(present.overlay, permit_id, field, patch)
        refuse_faults(present, given, permit_id, f"permits.{permit_id}.{field}.value", instance.today())
        return given

    return put(instance, made, by, plan_digest)


def own(
    instance: Instance, entry: Mapping[str, Any], new: bool, by: str, plan_digest: str | None = None
) -> Planned:
    """Add a permit of the region's own, or, unless `new`, say anew what was said when it was added.

    `entry` is plain data as under `added` in an overlay's file; what it does not name stays.
    Raises as `change` does, and InputError for the id of another permit.
    """
    permit_id = str(entry.get("id"))

    def made(present: Pair) -> Overlay:
        given = with_own(present, entry, new)
        refuse_faults(present, given, permit_id, "added.channel", instance.today())
        return given

    return put(instance, made, by, plan_digest)


def put(instance: Instance, made: Callable[[Pair], Overlay], by: str, plan_digest: str | None) -> Planned:
    """Plan what is made of the pair in force, or put it in force where it is what was planned."""
    with enough_room(), alone(place_of(instance)):
        db.session.rollback()  # what was read before the lock was had may be old
        present = present_pair()
        given = stamped(made(present), present.base)
        digest_now = plan_digest_of(present, given)
        if plan_digest is not None and plan_digest != digest_now:
            raise StalePlan
        return Planned(digest_now, settled(instance, present, given, plan_digest is None, by))


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


def with_own(present: Pair, entry: Mapping[str, Any], new: bool) -> Overlay:
    """The overlay with a permit of the region's own added, or said anew. Raises InputError."""
    data = overlay_to_data(present.overlay)
    added = {str(each["id"]): each for each in data["added"]}
    id_ = str(entry.get("id"))
    if new and (id_ in added or id_ in present.base.permits):
        raise InputError([Problem("overlay", 0, 0, "added.id", TAKEN, ANOTHER)])
    added[id_] = {**added.get(id_, {}), **entry}
    return overlay_from({**data, "added": list(added.values())})


def refuse_faults(present: Pair, given: Overlay, permit_id: str, path: str, today: date) -> None:
    """Raise InputError for what the catalogue's rules would newly find in the permit in force."""
    known = {finding.text for finding in faults(present, present.overlay, permit_id, today)}
    found = [one.text for one in faults(present, given, permit_id, today) if one.text not in known]
    if found:
        raise InputError([Problem("overlay", 0, 0, path, text, MEND) for text in dict.fromkeys(found)])


def faults(present: Pair, overlay: Overlay, permit_id: str, today: date) -> Iterator[Finding]:
    """What the catalogue's rules find in one permit as it would be in force."""
    whole = effective(present.base, overlay, today).catalogue
    if permit_id in whole.permits:
        alone_there = replace(whole, permits={permit_id: whole.permits[permit_id]})
        reserved = permit_id.startswith(LOCAL)
        for finding in errors(alone_there):
            if finding.about == permit_id and not (reserved and finding.rule == "reserved-id"):
                yield finding


def plan_digest_of(present: Pair, given: Overlay) -> str:
    """What tells one plan from another: what is in force, and what is to be laid over it."""
    return digest(canonical([present.generation, overlay_to_data(given)]))
