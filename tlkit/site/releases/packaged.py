"""The packaged reference as a live catalogue, without a database."""

from __future__ import annotations

from datetime import datetime

import tlkit.reference
from tlkit.region.model import Region
from tlkit.site.releases.live import Live, LivePermit, opens_here


def packaged_live(region: Region, now: datetime) -> Live:
    """Release 0 as the region would first see it, its overlay left out."""
    catalogue = tlkit.reference.load()
    permits = {
        id_: LivePermit(permit, {}, True, opens_here(permit, offered=True, demo=region.mode == "demo"))
        for id_, permit in catalogue.permits.items()
    }
    return Live(0, catalogue.version, "kit", now, catalogue, permits)
