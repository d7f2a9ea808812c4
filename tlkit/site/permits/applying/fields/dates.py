"""Days: from a browser's own picker, in figures, or in words."""

from __future__ import annotations

import re
from datetime import date

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import (
    Kind,
    Question,
    Raw,
    Reading,
    Setting,
    Value,
    read_line,
)
from tlkit.site.permits.words import day

MONTHS = {
    1: "januari january jan", 2: "februari february pebruari feb peb", 3: "maret march mar mrt",
    4: "april apr", 5: "mei may", 6: "juni june jun", 7: "juli july jul",
    8: "agustus august agu agt ags aug", 9: "september sept sep",
    10: "oktober october okt oct", 11: "november nopember nov nop", 12: "desember december des dec",
}  # fmt: skip
MONTH_OF = {name: number for number, names in MONTHS.items() for name in names.split()}
PICKED = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
"""For keys on which there is nothing but digits."""
FIGURES = re.compile(r"([0-9]{1,2})\s?[-/. ]\s?([0-9]{1,2})\s?[-/. ]\s?([0-9]{4})")
WORDS = re.compile(r"(?:[a-z']+,? )?([0-9]{1,2})[ -]?([a-z]+)\.?,?[ -]?([0-9]{4})")
YEARS = range(1900, 2200)

NO_DATE = Text(
    "This is no date. Write day, month and year, such as 17/8/2026 or 17082026.",
    "Ini bukan tanggal. Tulis tanggal, bulan, tahun, misalnya 17/8/2026 atau 17082026.",
)
YET_TO_COME = Text("This day is yet to come. Look at the year.", "Tanggal ini belum tiba. Periksa tahunnya.")


def date_of(words: str) -> date | None:
    """The day that was meant: `2026-08-17`, `17/8/2026`, `17082026`, `17 Agustus 2026`; None for others."""
    words = words.lower()
    if found := PICKED.fullmatch(words):
        year, month, number = (int(each) for each in found.groups())
    elif found := FIGURES.fullmatch(words) or TOGETHER.fullmatch(words):
        number, month, year = (int(each) for each in found.groups())
    elif found := WORDS.fullmatch(words):
        number, month, year = int(found[1]), MONTH_OF.get(found[2], 0), int(found[3])
    else:
        return None
    try:
        return date(year, month, number) if year in YEARS else None
    except ValueError:
        return None


def is_birth(question: Question) -> bool:
    """Whether a day of birth is asked: the catalogue calls such fields `tanggal_lahir`."""
    return "lahir" in question.id


def read_date(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """A day, stored as `YYYY-MM-DD`."""

    def keep(found: date) -> Reading:
        if is_birth(question) and found > setting.today:
            return Reading.wrong(name, YET_TO_COME)
        return Reading(found.isoformat())

    return read_line(question, raw, name, date_of, NO_DATE, keep)


def picked(question: Question, value: Value) -> dict[str, list[str]]:
    """As the input wants it: a browser's picker the day itself, a typed day of birth in figures."""
    if value is None:
        return {"": []}
    year, month, number = value.split("-")
    return {"": [f"{number}/{month}/{year}" if is_birth(question) else value]}


DATE = Kind(read_date, picked, lambda question, value, lang: day(date.fromisoformat(value), lang))
