"""The catalogue that is live: what every page of permits reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from tlkit.catalogue.model import (
    Catalogue,
    Document,
    NationalSystem,
    Permit,
    Regulation,
    Source,
    Tombstone,
)
from tlkit.catalogue.search import Hits, Search
from tlkit.errors import Text


@dataclass(frozen=True, slots=True)
class LivePermit:
    """A permit as this region offers it.

    `origin` holds `region` for each field whose value is the region's own, not the base's.
    `opens_here` says whether an application can be made on this site; `opens_here` of this
    module decides.
    """

    permit: Permit
    origin: Mapping[str, str]
    offered: bool
    opens_here: bool


def opens_here(permit: Permit, offered: bool, demo: bool) -> bool:
    """Whether new applications are made on this site.

    Its channel is `here`, it is offered and does not run out, and the region has recorded
    its decree or tries the site out.
    """
    decided = demo or permit.decree is not None
    return offered and decided and permit.channel == "here" and permit.status == "active"


@dataclass(frozen=True, slots=True)
class Ground:
    """Since when a value is in force. `reason` and `legal_basis` are the region's words, if it gave any."""

    since: date
    reason: str | None = None
    legal_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where values come from: `base` of the centre's, `region` by permit and field of the region's own."""

    base: Ground
    region: Mapping[str, Mapping[str, Ground]]


@dataclass(frozen=True)
class Live:
    """One live catalogue, complete and unchanging. Mappings keep the catalogue's order.

    `grounds` is None where no database stands behind it.
    """

    generation: int
    version: str
    source: str
    activated_at: datetime
    catalogue: Catalogue
    permits: Mapping[str, LivePermit]
    grounds: Grounds | None = None

    @property
    def sectors(self) -> Mapping[str, Text]:
        return self.catalogue.sectors

    @property
    def agency_kinds(self) -> Mapping[str, Text]:
        return self.catalogue.agency_kinds

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.catalogue.documents

    @property
    def regulations(self) -> Mapping[str, Regulation]:
        return self.catalogue.regulations

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.catalogue.sources

    @property
    def systems(self) -> Mapping[str, NationalSystem]:
        return self.catalogue.systems

    @property
    def tombstones(self) -> Mapping[str, Tombstone]:
        return self.catalogue.tombstones

    def search(self, query: str, lang: str) -> Hits:
        """Permits and abolished ones that a person may mean by `query`, best first."""
        return self._index.find(query, lang)

    def ready(self) -> Live:
        """The same, with what a first search would have to prepare."""
        _ = self._index
        return self

    @cached_property
    def _index(self) -> Search:
        return Search(self.catalogue)
