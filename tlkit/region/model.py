"""What a region is: one city or regency as its own staff describe it.

Frozen values only, made by `tlkit.region.load`; nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Literal

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""

Mode = Literal["live", "demo"]
Zone = Literal["WIB", "WITA", "WIT"]


@dataclass(frozen=True, slots=True)
class Site:
    """How the site presents itself."""

    name: str
    tagline: str = ""
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Branding:
    """The region's looks. Colours are `#rrggbb`; `logo` is relative to the region file."""

    logo: str
    colour: str
    second_colour: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """How to reach the government. None where the region has yet to fill it in."""

    address: str | None = None
    phone: str | None = None
    whatsapp: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """A number residents ring in need; `source` says who publishes it."""

    name: str
    number: str
    source: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency (perangkat daerah). `kinds` are the catalogue's agency kinds that it serves."""

    id: str
    name: str
    short: str
    kinds: tuple[str, ...] = ()
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A counter or public service mall where people are served in person."""

    id: str
    name: str
    kind: Literal["counter", "mall"]
    agency: str | None = None
    address: str | None = None
    hours: str | None = None
    phone: str | None = None
    location: Point | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Village:
    """A village (kelurahan or desa) by its ten-digit Kemendagri code, such as `36.71.01.1001`."""

    code: str
    name: str
    centre: Point | None = None


@dataclass(frozen=True, slots=True)
class District:
    """A district (kecamatan) by its Kemendagri code, such as `36.71.01`."""

    code: str
    name: str
    villages: tuple[Village, ...]
    centre: Point | None = None


@dataclass(frozen=True, slots=True)
class ServiceSwitch:
    """Whether one of the site's services is on, and which agency answers for it."""

    on: bool
    agency: str | None = None
    settings: Mapping[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which this region's offices are closed, beside the national ones."""

    date: date
    name: str


@dataclass(frozen=True, slots=True)
class Working:
    """When the offices work. `days` count Monday as 1."""

    days: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: time = time(8, 0)
    closes: time = time(16, 0)
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True, slots=True)
class Freeze:
    """Days, the last one included, on which only urgent catalogue releases come in force."""

    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class InformationOfficer:
    """The PPID, whom residents ask for public information."""

    name: str
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """The central office whose signed catalogue this region follows."""

    url: str
    channel: str = "stable"
    root: str | None = None


@dataclass(frozen=True, slots=True)
class Replication:
    """The recorded evidence that this region replicates the kit's model city."""

    evidence: str
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class Region:
    """One region, whole and checked."""

    schema: int
    code: str
    slug: str
    name: str
    province: str
    government: str
    zone: Zone
    languages: tuple[str, ...]
    site: Site
    branding: Branding
    districts: tuple[District, ...]
    mode: Mode = "live"
    pledge: str | None = None
    contacts: Contacts = Contacts()
    information_officer: InformationOfficer | None = None
    emergency: tuple[EmergencyNumber, ...] = ()
    agencies: tuple[Agency, ...] = ()
    service_points: tuple[ServicePoint, ...] = ()
    boundaries: str | None = None
    map_tiles: str | None = None
    services: Mapping[str, ServiceSwitch] = field(default_factory=dict)
    working: Working = Working()
    office: Office | None = None
    freeze: tuple[Freeze, ...] = ()
    replication: Replication | None = None
    folder: Path = Path()
    """Where the region file stands; `branding.logo` and `boundaries` are relative to it."""

    def agency_for(self, kind: str) -> Agency | None:
        """The first agency that serves the catalogue's agency kind, or None."""
        return next((agency for agency in self.agencies if kind in agency.kinds), None)

    def serves(self, service: str) -> bool:
        """Whether the named service is on; a service the file does not mention is on."""
        switch = self.services.get(service)
        return switch is None or switch.on

    def frozen(self, day: date) -> Freeze | None:
        """The freeze that holds on a day; where several do, the one that ends last."""
        holding = [freeze for freeze in self.freeze if freeze.since <= day <= freeze.until]
        return max(holding, key=lambda freeze: freeze.until, default=None)
