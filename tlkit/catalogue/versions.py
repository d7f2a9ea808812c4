"""The versions of releases: `YYYY.M.N`, the N-th of a month. The packaged reference is `0`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from tlkit.errors import Text
from tlkit.mistakes import NOT_TEXT, Mistake, visible

PATTERN = re.compile(r"20[0-9]{2}\.(?:[1-9]|1[0-2])\.[1-9][0-9]{0,5}")


def order(version: str) -> tuple[int, ...]:
    """What versions are compared by; anything but a release's version stands before all of them."""
    return tuple(map(int, version.split("."))) if PATTERN.fullmatch(version) else ()


def following(former: str | None, today: date) -> str:
    """The version after `former`: the first of today's month, or one more.

    Never before `former`, even where the clock stands in an earlier month.
    """
    month = (today.year, today.month)
    year, number, last = (*order(former or ""), 0, 0, 0)[:3]
    if (year, number) < month:
        return f"{month[0]}.{month[1]}.1"
    return f"{year}.{number}.{last + 1}"


class Version(fields.Field[str]):
    """A release's version in plain data."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([NOT_TEXT])
        if not PATTERN.fullmatch(value):
            wrong = Text(f"`{visible(value)}` is not a version.", f"`{visible(value)}` bukan nomor versi.")
            right = Text("Write year.month.number: 2026.3.1.", "Tulis tahun.bulan.nomor: 2026.3.1.")
            raise ValidationError([Mistake(wrong, right)])
        return value
