"""The head of a region's letters: what its region file says, and nothing beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import resvg_py

from tlkit.region.model import Agency, Region

SEPARATOR = " · "
"""Stands between contacts."""
LOGO_PIXELS = 360
"""How wide a drawn logo is made: 22 mm at 400 dots an inch."""


@dataclass(frozen=True)
class Letterhead:
    """Government, agency, and the lines below them. `logo` is a PNG or JPEG, the region's own.

    The official arms are on it only where the region gave them as its logo.
    """

    government: str
    agency: str | None
    lines: tuple[str, ...]
    logo: bytes | None
    place: str
    """Where letters are signed: the region's name."""
    trial: bool = False
    """Whether this is a demonstration, whose papers say that they are none."""

    @classmethod
    def of(cls, region: Region, agency_id: str | None = None) -> Letterhead:
        """The letterhead of an agency of the region; of the government where it names none."""
        agency = next((one for one in region.agencies if one.id == agency_id), None)
        return cls(
            region.government,
            agency.name if agency else None,
            agency_lines(agency) if agency else government_lines(region),
            logo_of(region),
            region.name,
            region.mode == "demo",
        )


def agency_lines(agency: Agency) -> tuple[str, ...]:
    return lines(agency.address, agency.phone, None, agency.email, agency.website)


def government_lines(region: Region) -> tuple[str, ...]:
    given = region.contacts
    return lines(given.address, given.phone, given.whatsapp, given.email, given.website)


def lines(
    address: str | None, phone: str | None, whatsapp: str | None, email: str | None, website: str | None
) -> tuple[str, ...]:
    """Address and contacts, a line each; what is absent leaves no gap."""
    reached = (
        f"Telepon {phone}" if phone else None,
        f"WhatsApp {whatsapp}" if whatsapp else None,
        email,
        website.removeprefix("https://").removeprefix("http://").rstrip("/") if website else None,
    )
    return tuple(line for line in (address, SEPARATOR.join(part for part in reached if part)) if line)


def logo_of(region: Region) -> bytes | None:
    """The region's logo as a picture; None when its file is gone."""
    path = region.folder / region.branding.logo
    try:
        return picture(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=64)
def picture(path: Path, _changed: int) -> bytes:
    """A logo's file as PNG or JPEG; an SVG is drawn."""
    content = path.read_bytes()
    if path.suffix.lower() != ".svg":
        return content
    svg = content.decode("utf-8")
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg, width=LOGO_PIXELS, skip_system_fonts="<text" not in svg
    )
    return bytes(drawn)
