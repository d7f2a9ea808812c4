"""Gives out numbers, each once and none left out, however many ask at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tlkit.region.model import Region
from tlkit.region.number_scheme import DEFAULT, numbered, with_code
from tlkit.site.permits.certificates.models import Numbering

REFUSAL_CODE = "TOLAK"
"""Stands in a refusal's number where a certificate's has the permit."""


def next_serial(session: Session, kind: str, year: int) -> int:
    """The next number of a year. Others wait for this transaction; undone with it, it is free again."""
    taken = advance(session, kind, year)
    if taken is not None:
        return taken
    try:
        with session.begin_nested():
            session.add(Numbering(kind=kind, year=year, last=1))
    except IntegrityError:
        # Another made the year's row in the meantime.
        return advance(session, kind, year) or 1
    return 1


def advance(session: Session, kind: str, year: int) -> int | None:
    """One more in a year that has begun; None in one that has not."""
    row = update(Numbering).where(Numbering.kind == kind, Numbering.year == year)
    return session.scalar(row.values(last=Numbering.last + 1).returning(Numbering.last))


def number_of(region: Region, kind: str, serial: int, code: str, day: date) -> str:
    """A number by the region's scheme. No two kinds of paper have one in common, whatever the scheme says."""
    scheme = scheme_of(region) if kind == "certificate" else with_code(scheme_of(region))
    return numbered(scheme, serial, code, agency_short(region), day)


def scheme_of(region: Region) -> str:
    """The region's scheme, checked when its file was read; the usual one without."""
    switch = region.services.get("permits")
    return str((switch.settings if switch else {}).get("number_scheme", DEFAULT))


def agency_short(region: Region) -> str:
    """The short name of the agency that answers for permits; the region's slug without one."""
    agency = agency_id(region)
    short = next((one.short for one in region.agencies if one.id == agency), region.slug)
    return short.upper().replace(" ", "")


def agency_id(region: Region) -> str | None:
    """Which agency signs: that of the permits service, else the one that serves `dpmptsp`."""
    switch = region.services.get("permits")
    if switch and switch.agency:
        return switch.agency
    agency = region.agency_for("dpmptsp")
    return agency.id if agency else None


def days_of(region: Region, name: str, usual: int) -> int:
    """A number of days among the settings of the permits service."""
    switch = region.services.get("permits")
    given = (switch.settings if switch else {}).get(name, usual)
    return given if isinstance(given, int) and not isinstance(given, bool) and 0 < given < 1000 else usual
