"""Where permits' values come from: the centre's release, or the region's change, since when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from tlkit.region.model import Zone
from tlkit.site.releases.live import Ground, Grounds
from tlkit.site.releases.models import Activation, OverlayRevision
from tlkit.site.shared.clock import local_date

Revision = tuple[datetime, Mapping[str, Any]]
"""When an overlay was stored, and its changes by permit as plain data."""


def grounds_of(connection: Connection, generation: int, zone: Zone) -> Grounds:
    """The origin of every value of a generation.

    A region's value counts from the first overlay since which it has not changed, the
    centre's from the day on which its release first came in force. The days are the
    region's own. Raises `NoResultFound` for a generation that never was.
    """
    release_id, overlay_id = connection.execute(
        select(Activation.release_id, Activation.overlay_id).where(Activation.id == generation)
    ).one()
    begun = select(func.min(Activation.id)).where(Activation.release_id == release_id).scalar_subquery()
    first = connection.scalars(select(Activation.activated_at).where(Activation.id == begun)).one()
    rows = connection.execute(
        select(OverlayRevision.stored_at, OverlayRevision.body)
        .where(OverlayRevision.id <= overlay_id)
        .order_by(OverlayRevision.id.desc())
    )
    revisions = [(row.stored_at, row.body["permits"]) for row in rows]
    region = {
        permit_id: {
            name: Ground(
                local_date(unchanged_since(permit_id, name, revisions), zone),
                patch.get("reason"),
                patch.get("legal_basis"),
            )
            for name, patch in patches.items()
        }
        for permit_id, patches in revisions[0][1].items()
    }
    return Grounds(Ground(local_date(first, zone)), region)


def unchanged_since(permit_id: str, name: str, revisions: Sequence[Revision]) -> datetime:
    """When a field's value came into the overlay; `revisions` are the newest first."""
    since, newest = revisions[0]
    value = newest[permit_id][name]["value"]
    for stored_at, changes in revisions:
        patch = changes.get(permit_id, {}).get(name)
        if patch is None or patch["value"] != value:
            break
        since = stored_at
    return since
