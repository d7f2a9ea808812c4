"""How a region numbers its certificates: a scheme with fields, checked when the region file is read.

The scheme is the setting `number_scheme` of the region's permits service.
"""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

from tlkit.errors import ExitCode, Text, TlkitError

DEFAULT = "{number:03d}/{code}/{agency}/{roman}/{year}"
"""`007/SIP-BIDAN/DPMPTSP/XI/2026`"""
LONGEST = 120
MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FIELDS = ("number", "code", "agency", "roman", "month", "year")
"""The year's running number; the permit's id in capitals; the agency's short name; the month as a
Roman number and as two digits; the year."""
WIDTH = re.compile(r"|0?[1-9]?d")
"""How wide the number may be written: `{number:04d}`. No other field has a width."""


class BadScheme(TlkitError):
    """A scheme that cannot number."""

    exit_code = ExitCode.INPUT


def numbered(scheme: str, serial: int, code: str, agency: str, day: date) -> str:
    """The number by a scheme. `serial` counts from 1 in each year. Raises `BadScheme`."""
    check(scheme)
    return scheme.format(
        number=serial,
        code=code.upper(),
        agency=agency,
        roman=MONTHS[day.month - 1],
        month=f"{day.month:02d}",
        year=day.year,
    )


def check(scheme: str) -> None:
    """Raises `BadScheme` unless every number by it differs from every other."""
    try:
        parts = list(Formatter().parse(scheme))
    except ValueError:
        raise bad(Text("A brace is not closed.", "Ada kurung kurawal yang tidak ditutup.")) from None
    named = {name for _, name, _, _ in parts if name is not None}
    for _, name, width, conversion in parts:
        if name is not None and (name not in FIELDS or conversion or not fits(name, width or "")):
            shown = f"{{{name}{':' + width if width else ''}}}"
            raise bad(Text(f"{shown} is no field of a number.", f"{shown} bukan bagian nomor."))
    if not {"number", "year"} <= named:
        raise bad(Text("The number would repeat.", "Nomornya akan berulang."))
    if len(scheme) > LONGEST // 2:
        raise bad(Text("The scheme is too long.", "Pola nomornya terlalu panjang."))


def with_code(scheme: str) -> str:
    """The scheme for a series beside the certificates': its code is in front where none is in the scheme."""
    named = {name for _, name, _, _ in Formatter().parse(scheme)}
    return scheme if "code" in named else f"{{code}}/{scheme}"


def fits(name: str, width: str) -> bool:
    """Whether a field may be written in this width."""
    return WIDTH.fullmatch(width) is not None if name == "number" else not width


def bad(message: Text) -> BadScheme:
    return BadScheme(
        message,
        Text(
            f"Write it like {DEFAULT}: {{number}} and {{year}} must be in it; {{code}}, {{agency}}, "
            "{roman} and {month} may.",
            f"Tulis seperti {DEFAULT}: {{number}} dan {{year}} wajib; {{code}}, {{agency}}, "
            "{roman}, dan {month} boleh.",
        ),
    )


def folded(number: str) -> str:
    """A number in the form that look-ups use: however it was typed."""
    return re.sub(r"[^0-9A-Z]+", "/", number.upper()).strip("/")
