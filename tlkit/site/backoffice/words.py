"""Times and sentences, as officers read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from tlkit.errors import Text
from tlkit.site.shared import written
from tlkit.site.shared.clock import HOURS, local_date
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language


def moment(at: datetime) -> str:
    """A moment by the region's clock: `24 November 2026, 10.00 WIB`."""
    zone = current_instance().region.zone
    here = at.astimezone(timezone(timedelta(hours=HOURS[zone])))
    language = current_language()
    time = f"{here:%H.%M}" if language == "id" else f"{here:%H:%M}"
    return f"{written.day(here, language)}, {time} {zone}"


def day(on: date) -> str:
    """A day in words: `24 November 2026`; of a moment, the day by the region's clock."""
    if isinstance(on, datetime):
        on = local_date(on, current_instance().region.zone)
    return written.day(on, current_language())


def sentence(english: str, indonesian: str) -> str:
    """A sentence in the reader's language."""
    return in_reader_language(Text(english, indonesian))
