"""Numbers and money, as Indonesians write them: a point between thousands, a comma before decimals."""

from __future__ import annotations

import re
from decimal import Decimal

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
from tlkit.site.shared.written import number as written_number
from tlkit.site.shared.written import rupiah

LARGEST = Decimal(10) ** 15
POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,6})?")
COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3}){2,}(\.[0-9]{1,6})?|[0-9]{1,3}(,[0-9]{3})+\.[0-9]{1,6}")
PLAIN = re.compile(r"[0-9]{1,16}([.,][0-9]{1,6})?")
THOUSANDS = {"ribu": 1_000, "rb": 1_000, "juta": 1_000_000, "jt": 1_000_000, "miliar": 10**9, "milyar": 10**9}
MONEY = re.compile(r"(?:rp\.?|idr)?\s*(?P<number>[0-9][0-9.,]*?)(?:,-|\.-|,--)?\s*(?P<unit>[a-z]+)?\.?")


def number_of(words: str) -> Decimal | None:
    """The number that was meant: `1.250`, `1.250,5`, `1250`, `12,5`, `12.5`, `1,250,000`; None for others."""
    if POINTS.fullmatch(words):
        plain = words.replace(".", "").replace(",", ".")
    elif COMMAS.fullmatch(words):
        plain = words.replace(",", "")
    elif PLAIN.fullmatch(words):
        plain = words.replace(",", ".")
    else:
        return None
    found = Decimal(plain)
    return found if found < LARGEST else None


def rupiah_of(words: str) -> int | None:
    """Whole rupiah: `Rp1.250.000`, `Rp 1.250.000,00`, `1250000`, `1,25 juta`; None for others."""
    found = MONEY.fullmatch(words.lower())
    if not found:
        return None
    unit = found["unit"]
    if unit and unit not in THOUSANDS and unit != "rupiah":
        return None
    written = found["number"]
    if not unit and re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", written):
        written = written.replace(",", "")
    number = number_of(written)
    if number is None:
        return None
    amount = number * THOUSANDS.get(unit or "", 1)
    return int(amount) if amount == int(amount) and amount < LARGEST else None


def read_number(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """A number that is not below zero."""
    return read_line(
        question,
        raw,
        name,
        number_of,
        Text("Write this as a number, such as 12 or 12,5.", "Tulis dengan angka, misalnya 12 atau 12,5."),
        lambda number: Reading(int(number) if number == int(number) else float(number)),
    )


def read_money(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """An amount in whole rupiah."""
    return read_line(
        question,
        raw,
        name,
        rupiah_of,
        Text(
            "Write the amount in rupiah, such as 1.250.000.",
            "Tulis jumlahnya dalam rupiah, misalnya 1.250.000.",
        ),
    )


def in_figures(value: Value) -> str:
    """A number as Indonesians write it, in every language: it must be read back the same."""
    return written_number(value, "id", decimals=6)


NUMBER = Kind(
    read_number,
    lambda question, value: {"": [] if value is None else [in_figures(value)]},
    lambda question, value, lang: in_figures(value),
)
AMOUNT = Kind(
    read_money,
    lambda question, value: {"": [] if value is None else [in_figures(value)]},
    lambda question, value, lang: rupiah(value),
)
