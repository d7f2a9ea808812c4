"""Numbers that stand for a person, a family, a taxpayer, a business."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import (
    Kind,
    Question,
    Raw,
    Reading,
    Setting,
    as_text,
    missing,
    one_input,
    typed,
)

NIK = re.compile(
    r"(?!00)[0-9]{6}(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(0[1-9]|1[0-2])[0-9]{2}(?!0000)[0-9]{4}"
)
"""Region, day of birth (women: + 40), serial number; dukcapil.klaten.go.id. There is no check digit."""
BETWEEN = re.compile(r"[\s.\-–/]+")


def bare(words: str) -> str:
    """A number without the spaces, points and strokes that people put between its digits."""
    return BETWEEN.sub("", words)


def births(nik: str) -> tuple[date, ...]:
    """The days of birth that a NIK can mean: one in each century in which its date is real."""
    number, month, year = int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])
    found = []
    for century in (1900, 2000):
        try:
            found.append(date(century + year, month, number))
        except ValueError:
            continue
    return tuple(found)


def is_nik(number: str) -> bool:
    """Whether sixteen digits can be a NIK. Where somebody lives is never read from it."""
    return NIK.fullmatch(number) is not None and bool(births(number))


def contradicts(nik: str, born: date) -> bool:
    """Whether a NIK and a day of birth differ. That happens: a reason to look again, never to refuse."""
    return born not in births(nik)


def of_digits(*lengths: int, name: Text) -> Callable[[Question, Raw, str, Setting], Reading]:
    """A reader of numbers of one of these lengths."""
    most = " atau ".join(str(each) for each in lengths)
    many = most.replace("atau", "or")

    def read(question: Question, raw: Raw, input_name: str, setting: Setting) -> Reading:
        words = typed(raw, input_name)
        if not words:
            return missing(question, input_name)
        number = bare(words)
        if re.fullmatch(r"[0-9]+", number) and len(number) in lengths and number.strip("0"):
            return Reading(number)
        counted = f"{len(number)}" if re.fullmatch(r"[0-9]+", number) else ""
        en = f"A {name.en} has {many} digits" + (f"; this one has {counted}." if counted else ", no letters.")
        id_ = f"{name.id} terdiri dari {most} angka" + (f"; ini {counted}." if counted else ", tanpa huruf.")
        return Reading.wrong(input_name, Text(f"{en} Look again.", f"{id_} Periksa lagi."))

    return read


sixteen = of_digits(16, name=Text("NIK", "NIK"))


def read_nik(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """A NIK whose date is real."""
    reading = sixteen(question, raw, name, setting)
    if reading.value is None or is_nik(reading.value):
        return reading
    return Reading.wrong(
        name,
        Text(
            "This is no NIK. Copy the 16 digits from your identity card.",
            "Ini bukan NIK. Salin 16 angka dari KTP Anda.",
        ),
    )


def grouped(question: Question, value: str, lang: str) -> str:
    """Digits in fours, for the eye."""
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def npwp_words(question: Question, value: str, lang: str) -> str:
    """An NPWP as its holder knows it: the old one with its points, the new one in fours."""
    if len(value) != 15:
        return grouped(question, value, lang)
    return f"{value[:2]}.{value[2:5]}.{value[5:8]}.{value[8]}-{value[9:12]}.{value[12:]}"


NIK_NUMBER = Kind(read_nik, one_input, grouped)
FAMILY_CARD = Kind(of_digits(16, name=Text("family card number", "Nomor Kartu Keluarga")), one_input, grouped)
NPWP = Kind(of_digits(16, 15, name=Text("NPWP", "NPWP")), one_input, npwp_words)
NITKU = Kind(of_digits(22, name=Text("NITKU", "NITKU")), one_input, grouped)
NIB = Kind(of_digits(13, name=Text("NIB", "NIB")), one_input, as_text)
