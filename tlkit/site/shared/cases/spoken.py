"""Dates, times and lengths of time in words, in the region's zone."""

from __future__ import annotations

from datetime import datetime

from tlkit.errors import Text
from tlkit.site.shared.cases.clock import Unit
from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.clock import HOURS, local_date
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.written import full_day

UNITS: dict[Unit, tuple[Text, Text]] = {
    "working-days": (Text("working day", "hari kerja"), Text("working days", "hari kerja")),
    "days": (Text("day", "hari"), Text("days", "hari")),
    "hours": (Text("working hour", "jam kerja"), Text("working hours", "jam kerja")),
}


def day_of(moment: datetime, lang: str) -> str:
    """`Senin, 6 April 2026`: the day in the region of a moment."""
    return full_day(local_date(moment, current_instance().region.zone), lang)


def time_of(moment: datetime, lang: str) -> str:
    """`10.05 WIB`; in English `10:05 WIB`."""
    zone = current_instance().region.zone
    minutes = moment.hour * 60 + moment.minute + HOURS[zone] * 60
    mark = ":" if lang == "en" else "."
    return f"{minutes // 60 % 24:02}{mark}{minutes % 60:02} {zone}"


def length(count: int, unit: Unit, lang: str) -> str:
    """`3 hari kerja`, `1 working day`."""
    one, many = UNITS[unit]
    return f"{count} {(one if count == 1 else many).in_(lang)}"


def promised(case: Case) -> str:
    """By when it is promised, as a sentence in the applicant's language; nothing without a promise."""
    if case.due_at is None:
        return ""
    when = day_of(case.due_at, case.language)
    if case.promise_unit == "hours":
        when += f", {time_of(case.due_at, case.language)}"
    about = Text(" (an estimate)", " (perkiraan)").in_(case.language) if case.estimated else ""
    return Text(f"Promised by {when}{about}.", f"Dijanjikan selesai paling lambat {when}{about}.").in_(
        case.language
    )
