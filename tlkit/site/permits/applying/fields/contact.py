"""How to reach somebody."""

from __future__ import annotations

import re

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import (
    Kind,
    Question,
    Raw,
    Reading,
    Setting,
    as_text,
    one_input,
    read_line,
)
from tlkit.site.shared.cases.words import is_email
from tlkit.site.shared.written import phone

PHONE = re.compile(r"(?:\+?62|0)([2-9][0-9]{7,11})|(8[0-9]{8,11})")

NO_PHONE = Text(
    "This is no phone number. Write it like 0812 3456 7890.",
    "Ini bukan nomor telepon. Tulis seperti 0812 3456 7890.",
)
NO_EMAIL = Text(
    "This is no e-mail address. Write it like name@example.com.",
    "Ini bukan alamat e-mail. Tulis seperti nama@contoh.com.",
)


def phone_of(words: str) -> str | None:
    """A number in the one form in which it is kept, `+6281234567890`; None where it cannot be one."""
    plain = re.sub(r"[\s().\-–]+", "", words)
    if plain.startswith(("+620", "620")):
        plain = plain.replace("620", "62", 1)
    found = PHONE.fullmatch(plain)
    return f"+62{found[1] or found[2]}" if found else None


def email_of(words: str) -> str | None:
    """An address with its domain in small letters; None where it cannot be one."""
    name, _, domain = words.rpartition("@")
    address = f"{name}@{domain.lower()}"
    return address if is_email(address) else None


def read_phone(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """An Indonesian number: 08…, +62…, 62…, or a landline with its area code."""
    return read_line(question, raw, name, phone_of, NO_PHONE)


def read_email(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """An e-mail address."""
    return read_line(question, raw, name, email_of, NO_EMAIL)


PHONE_NUMBER = Kind(
    read_phone,
    lambda question, value: {"": [] if value is None else ["0" + value.removeprefix("+62")]},
    lambda question, value, lang: phone(value),
)
EMAIL_ADDRESS = Kind(read_email, one_input, as_text)
