"""A region's proposal put into the base: its values become everybody's, or its own permit does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from tlkit.catalogue.lint import LOCAL
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.patches import OFFERED, Overlay, Patch, value_digest
from tlkit.catalogue.policy import POLICIES, REGIONAL, combined
from tlkit.errors import ConflictError, Text

BY_HAND = Text(
    "Compare the two, put in by hand what is right, and then accept or decline it.",
    "Bandingkan keduanya, isi sendiri yang benar, lalu terima atau tolak usulannya.",
)


def permit_of(overlay: Overlay) -> str:
    """The permit that a proposal is about; several in one, or none, are named so."""
    return ", ".join([*overlay.permits, *(permit.id for permit in overlay.added)]) or "-"


def fields_of(overlay: Overlay) -> tuple[str, ...]:
    """The fields that a proposal would change; none where it brings a whole permit."""
    return tuple(name for patches in overlay.permits.values() for name in patches)


def accepted(base: Catalogue, overlay: Overlay) -> Catalogue:
    """The base as the proposal would have it; the same base where it says so already.

    Values that a region alone can know are left out. Raises ConflictError where the permit is
    gone, where the base says something else by now than the region wrote against, or where a
    permit of the region's own would take the place of another.
    """
    permits = dict(base.permits)
    for id_, patches in overlay.permits.items():
        if id_ not in permits:
            raise _gone(id_)
        permits[id_] = _changed(permits[id_], patches)
    for own in overlay.added:
        adopted = _adopted(own)
        if permits.setdefault(adopted.id, adopted) != adopted:
            raise _taken(adopted.id)
    if permits == base.permits:
        return base
    place = {sector: number for number, sector in enumerate(base.sectors)}
    ordered = sorted(permits.items(), key=lambda item: place.get(item[1].sector, len(place)))
    return replace(base, permits=dict(ordered))


def _changed(permit: Permit, patches: Mapping[str, Patch]) -> Permit:
    values: dict[str, Any] = {}
    for name, patch in patches.items():
        if name == OFFERED or POLICIES[name] in ("regional", "locked"):
            continue
        now = getattr(permit, name)
        value = combined(name, now, patch.value)
        if value != now and patch.base not in (None, value_digest(now)):
            raise _moved_on(permit.id, name)
        values[name] = value
    return replace(permit, **values)


def _adopted(own: Permit) -> Permit:
    """A region's permit under an id of the base's, without what that region alone can say."""
    bare: dict[str, Any] = {
        each.name: each.default if each.default is not MISSING else None
        for each in fields(own)
        if each.name in REGIONAL
    }
    return replace(own, id=own.id.removeprefix(LOCAL), verified=False, **bare)


def _gone(id_: str) -> ConflictError:
    wrong = Text(f"The catalogue has no permit {id_} any more.", f"Katalog tidak punya izin {id_} lagi.")
    return ConflictError(wrong, Text("Decline it with a note.", "Tolak dengan catatan."))


def _taken(id_: str) -> ConflictError:
    return ConflictError(
        Text(f"The catalogue has another permit {id_}.", f"Katalog sudah punya izin {id_} yang lain."),
        BY_HAND,
    )


def _moved_on(id_: str, name: str) -> ConflictError:
    return ConflictError(
        Text(
            f"The catalogue says something else in {id_}, {name} than when the region wrote this.",
            f"Isi katalog pada {id_}, {name} sudah lain dari ketika daerah menulis ini.",
        ),
        BY_HAND,
    )
