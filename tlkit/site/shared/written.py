"""Dates and numbers as they are written in the two languages of the site."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
MARKS = {"id": str.maketrans(",.", ".,"), "en": {}}
"""What stands between thousands, and before decimals."""


def day(when: date, lang: str) -> str:
    """`6 April 2026`."""
    return f"{when.day} {month(when, lang)}"


def full_day(when: date, lang: str) -> str:
    """`Senin, 6 April 2026`."""
    return f"{weekday(when, lang)}, {day(when, lang)}"


def month(when: date, lang: str) -> str:
    """`April 2026`."""
    return f"{MONTHS[lang][when.month - 1]} {when.year}"


def days(first: date, last: date, lang: str) -> str:
    """Days in a row, without their year: `Kamis, 19 Maret`, `21–22 Maret`, `28 Februari – 2 Maret`."""
    if first == last:
        return f"{weekday(first, lang)}, {day_of_year(first, lang)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_of_year(last, lang)}"
    return f"{day_of_year(first, lang)} – {day_of_year(last, lang)}"


def weekday(when: date, lang: str) -> str:
    return WEEKDAYS[lang][when.weekday()]


def day_of_year(when: date, lang: str) -> str:
    return f"{when.day} {MONTHS[lang][when.month - 1]}"


def phone(kept: str) -> str:
    """A number as it is dialled here: `0812-3456-7890` for `+6281234567890`. An e-mail address stays."""
    if not kept.startswith("+62"):
        return kept
    dialled = "0" + kept.removeprefix("+62")
    return "-".join((dialled[:4], dialled[4:8], dialled[8:])).rstrip("-")


def number(value: float | Decimal, lang: str, decimals: int = 3) -> str:
    """`1.250,5` in Indonesian, `1,250.5` in English: at most so many decimals, none that say nothing."""
    figures = f"{round(Decimal(str(value)), decimals):,f}"
    if "." in figures:
        figures = figures.rstrip("0").rstrip(".")
    return figures.translate(MARKS[lang])


def rupiah(amount: int) -> str:
    """Whole rupiah as Indonesians write them in every language: `Rp1.250.000`."""
    return f"{'-' if amount < 0 else ''}Rp{number(abs(amount), 'id')}"
