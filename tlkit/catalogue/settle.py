"""How an officer settles a conflict: a new revision of the overlay, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.patches import OFFERED, Overlay, Patch, value_digest
from tlkit.catalogue.policy import POLICIES
from tlkit.errors import ConflictError, Text


def keep(overlay: Overlay, base: Catalogue, permit_id: str, field: str) -> Overlay:
    """The next revision, in which the region's value stands against what the base says now.

    Raises ConflictError where the patch or the permit no longer exists.
    """
    patch = _patch(overlay, permit_id, field)
    permit = base.permits.get(permit_id)
    if permit is None or field == OFFERED:
        raise gone(permit_id, field)
    settled = replace(patch, base=value_digest(getattr(permit, field)))
    return _with(overlay, permit_id, {**overlay.permits[permit_id], field: settled})


def take(overlay: Overlay, permit_id: str, field: str) -> Overlay:
    """The next revision, without the region's value: the base's comes in force.

    Raises ConflictError where the patch no longer exists.
    """
    _patch(overlay, permit_id, field)
    rest = {name: patch for name, patch in overlay.permits[permit_id].items() if name != field}
    return _with(overlay, permit_id, rest)


def stamped(overlay: Overlay, base: Catalogue) -> Overlay:
    """The same revision, in which every patch tells what it was written against.

    Patches that do not tell are taken to be written against `base`. Stamp an overlay when
    it is first stored: without a stamp no later release can conflict with it.
    """
    permits = {id_: _stamped(patches, base.permits.get(id_)) for id_, patches in overlay.permits.items()}
    return replace(overlay, permits=permits)


def _stamped(patches: Mapping[str, Patch], permit: Permit | None) -> dict[str, Patch]:
    return {
        name: replace(patch, base=value_digest(getattr(permit, name)))
        if permit is not None and patch.base is None and POLICIES.get(name) == "overridable"
        else patch
        for name, patch in patches.items()
    }


def _with(overlay: Overlay, permit_id: str, patches: Mapping[str, Patch]) -> Overlay:
    permits = {**overlay.permits, permit_id: patches}
    if not patches:
        del permits[permit_id]
    return replace(overlay, revision=overlay.revision + 1, permits=permits)


def _patch(overlay: Overlay, permit_id: str, field: str) -> Patch:
    patch = overlay.permits.get(permit_id, {}).get(field)
    if patch is None:
        raise gone(permit_id, field)
    return patch


def gone(permit_id: str, field: str) -> ConflictError:
    """What is raised where nothing waits any more."""
    return ConflictError(
        Text(
            en=f"There is nothing left to settle in {permit_id}, {field}.",
            id=f"Tidak ada lagi yang perlu diputuskan pada {permit_id}, {field}.",
        ),
        Text(
            en="Look at the list again; a colleague may have settled it.",
            id="Lihat lagi daftarnya; mungkin rekan sudah memutuskannya.",
        ),
    )
