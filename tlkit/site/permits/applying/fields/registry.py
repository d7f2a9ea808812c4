"""Which `Kind` belongs to which type of question: one for each, a group among them."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.catalogue.model import FieldType
from tlkit.site.permits.applying.fields import (
    address,
    choices,
    contact,
    dates,
    identity,
    numbers,
    papers,
    point,
    text,
)
from tlkit.site.permits.applying.fields.base import Kind, Question, Raw, Reading, Setting, Value, missing

MOST_ROWS = 30
ROWS = ".baris"
"""What follows a group's name in the input that says how many rows were shown."""


def rows_sent(question: Question, raw: Raw, name: str) -> list[int]:
    """The numbers of the rows that were sent, in order, however many the page showed."""
    prefix = f"{name}."
    numbers_sent = {
        int(number)
        for key in raw
        if key.startswith(prefix)
        and (number := key[len(prefix) :].partition(".")[0]).isascii()
        and number.isdigit()
        and len(number) <= 3
    }
    return sorted(numbers_sent)[:MOST_ROWS]


def read_group(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """A list of rows; rows in which nothing was answered do not count."""
    reading, rows = Reading(), []
    for number in rows_sent(question, raw, name):
        if not any(each.strip() for key in raw for each in raw[key] if key.startswith(f"{name}.{number}.")):
            continue
        row, errors = read_row(question, raw, f"{name}.{number}.", setting)
        rows.append(row)
        reading.errors.update(errors)
    if not rows:
        return missing(question, name)
    if not reading.errors:
        reading.value = rows
    return reading


def read_row(question: Question, raw: Raw, prefix: str, setting: Setting) -> tuple[dict[str, Value], dict]:  # type: ignore[type-arg]
    row: dict[str, Value] = {}
    errors = {}
    for each in question.fields:
        if each.show_if and not meets(row.get(each.show_if[0]), each.show_if[1]):
            continue
        reading = KINDS[each.type].read(each, raw, prefix + each.id, setting)
        errors.update(reading.errors)
        if reading.value is not None:
            row[each.id] = reading.value
    return row, errors


def meets(value: Value, wanted: str) -> bool:
    """Whether an answer is the one, or holds the one, that a condition waits for."""
    if isinstance(value, list):
        return wanted in value
    if isinstance(value, bool):
        return wanted == ("yes" if value else "no")
    return value is not None and str(value) == wanted


def write_group(question: Question, value: Value) -> dict[str, list[str]]:
    written = {}
    for number, row in enumerate(value or ()):
        for each in question.fields:
            for part, held in KINDS[each.type].write(each, row.get(each.id)).items():
                written[f".{number}.{each.id}{part}"] = held
    return written


def show_group(question: Question, value: Value, lang: str) -> str:
    """A line for each row."""
    return "\n".join(
        "; ".join(
            f"{each.label.in_(lang)}: {show(each, row[each.id], lang)}"
            for each in question.fields
            if each.id in row
        )
        for row in value
    )


def show(question: Question, value: Value, lang: str) -> str:
    """An answer in words; empty where there is none."""
    return "" if value is None else KINDS[question.type].show(question, value, lang)


KINDS: Mapping[FieldType, Kind] = {
    "text": text.LINE,
    "long-text": text.LINES,
    "number": numbers.NUMBER,
    "money": numbers.AMOUNT,
    "date": dates.DATE,
    "choice": choices.CHOICE,
    "choices": choices.CHOICES,
    "yes-no": choices.YES_OR_NO,
    "nik": identity.NIK_NUMBER,
    "npwp": identity.NPWP,
    "nitku": identity.NITKU,
    "nib": identity.NIB,
    "family-card": identity.FAMILY_CARD,
    "phone": contact.PHONE_NUMBER,
    "email": contact.EMAIL_ADDRESS,
    "address": address.ADDRESS,
    "point": point.POINT,
    "group": Kind(read_group, write_group, show_group),
    "documents": papers.DOCUMENTS,
    "stamped-letter": papers.STAMPED_LETTER,
    "declaration": choices.DECLARATION,
}
