"""Who answers for a permit in this region, and at which counter."""

from __future__ import annotations

from dataclasses import dataclass

from tlkit.catalogue.model import Permit
from tlkit.errors import Text
from tlkit.region.model import Agency, Region, ServicePoint
from tlkit.site.releases import Live


@dataclass(frozen=True)
class Answerable:
    """An agency of the region, or, where it named none, the kind of agency that is meant."""

    key: str
    kind: Text
    agency: Agency | None

    def label(self, lang: str) -> str:
        """The agency's own name; else a description, such as `Instansi urusan kesehatan`."""
        if self.agency is not None:
            return self.agency.name
        return Text(f"The agency for: {self.kind.en.lower()}", f"Instansi urusan {self.kind.id.lower()}").in_(
            lang
        )


def answerable(kind: str, live: Live, region: Region) -> Answerable:
    """Who answers for a kind of agency."""
    agency = region.agency_for(kind)
    words = live.agency_kinds.get(kind, Text(kind, kind))
    return Answerable(agency.id if agency else f"kind-{kind}", words, agency)


def counter_of(permit: Permit, region: Region) -> ServicePoint | None:
    """Where one goes for a permit: its own counter, its agency's, or the region's first service point."""
    points = region.service_points
    agency = region.agency_for(permit.agency)
    own = (point for point in points if point.id == permit.counter)
    theirs = (point for point in points if agency is not None and point.agency == agency.id)
    return next(own, None) or next(theirs, None) or next(iter(points), None)
