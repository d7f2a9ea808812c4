"""Times and devices, as officers read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from babel.dates import format_date, format_time

from tlkit.errors import Text
from tlkit.site.shared.clock import HOURS
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def moment(at: datetime) -> str:
    """A moment by the region's clock: `24 November 2026, 10.00 WIB`."""
    zone = current_instance().region.zone
    here = at.astimezone(timezone(timedelta(hours=HOURS[zone])))
    language = current_language()
    day = format_date(here, "d MMMM y", locale=language)
    time = format_time(here, "HH.mm" if language == "id" else "HH:mm", locale=language)
    return f"{day}, {time} {zone}"


def day(on: date) -> str:
    """A day in words: `24 November 2026`."""
    return format_date(on, "d MMMM y", locale=current_language())


def device(agent: str) -> str:
    """Browser and system of a device by its own account, in a word or two."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (browser, system) if part)


def sentence(english: str, indonesian: str) -> str:
    """A sentence in the reader's language."""
    return in_reader_language(Text(english, indonesian))
