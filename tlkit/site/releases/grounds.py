"""Where a permit's values come from: the centre's release, or the region's change, since when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import func, select

from tlkit.site.releases.models import Activation, OverlayRevision
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance

Revision = tuple[datetime, Mapping[str, Any]]
"""When an overlay was stored, and its plain data."""


@dataclass(frozen=True)
class Ground:
    """One value's origin. `reason` and `legal_basis` are the region's words, None where it gave none."""

    by: Literal["base", "region"]
    since: date
    reason: str | None = None
    legal_basis: str | None = None


def grounds_of(instance: Instance, generation: int, permit_id: str) -> dict[str, Ground]:
    """The origin of each field that the region set, as of a generation; under "" that of all others.

    A region's value counts from the first overlay since which it has not changed, the
    centre's from the day on which its release first came in force. The days are the
    region's own. Raises `NoResultFound` for a generation that never was.
    """
    zone = instance.region.zone
    release_id, overlay_id = db.session.execute(
        select(Activation.release_id, Activation.overlay_id).where(Activation.id == generation)
    ).one()
    begun = db.session.scalar(select(func.min(Activation.id)).where(Activation.release_id == release_id))
    first = db.session.scalars(select(Activation.activated_at).where(Activation.id == begun)).one()
    rows = db.session.execute(
        select(OverlayRevision.stored_at, OverlayRevision.body)
        .where(OverlayRevision.id <= overlay_id)
        .order_by(OverlayRevision.id.desc())
    )
    revisions = [(row.stored_at, row.body["permits"].get(permit_id, {})) for row in rows]
    found = {"": Ground("base", local_date(first, zone))}
    for name, patch in revisions[0][1].items():
        day = local_date(unchanged_since(name, revisions), zone)
        found[name] = Ground("region", day, patch.get("reason"), patch.get("legal_basis"))
    return found


def unchanged_since(name: str, revisions: Sequence[Revision]) -> datetime:
    """When a field's value came into the overlay; `revisions` are one permit's, the newest first."""
    value = revisions[0][1][name]["value"]
    since = revisions[0][0]
    for stored_at, patches in revisions:
        if name not in patches or patches[name]["value"] != value:
            break
        since = stored_at
    return since
