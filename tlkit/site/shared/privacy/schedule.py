"""How long cases keep their person: the region's archive schedule, years for each service."""

from __future__ import annotations

from datetime import date

from tlkit.errors import Text
from tlkit.site.shared.instance import current_instance

SETTING = "retention_years"
"""Under `services: <name>: settings:` in the region file."""


def years_of(service: str) -> int | None:
    """Years after its end that a case of a service keeps its person; None where the region says nothing."""
    switch = current_instance().region.services.get(service)
    years = switch.settings.get(SETTING) if switch else None
    return years if isinstance(years, int) and not isinstance(years, bool) and years > 0 else None


def kept_for(service: str) -> Text:
    """The same in words."""
    years = years_of(service)
    if years is None:
        return Text(
            "as the region's archive schedule says.", "menurut jadwal retensi arsip pemerintah daerah."
        )
    return Text(
        f"{years} year{'s' if years > 1 else ''} after it is closed, by the region's archive schedule.",
        f"{years} tahun setelah selesai, menurut jadwal retensi arsip pemerintah daerah.",
    )


def same_day(day: date, years: int) -> date:
    """The day so many years later, or earlier; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
