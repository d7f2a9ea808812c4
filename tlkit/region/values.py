"""The other kinds of value in a region file: addresses, places, times, choices, settings."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from marshmallow import ValidationError, fields

from tlkit.errors import Text
from tlkit.mistakes import NOT_DATE, NOT_TEXT, Mistake, one_of, visible
from tlkit.region.fields import Line, Shaped, refuse
from tlkit.region.text import LINE_LENGTH, fault

CLOCK = r"^(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]$"
LOOSE_DATE = r"^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$"
TILE_PATH = (
    r"^(?!.*(?://|\.\.))(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})(?=[^{}]*(?:\{[xyz]\}[^{}]*){3}$)"
    r"/[A-Za-z0-9{}._~/-]{1,200}$"
)
SETTING = re.compile(r"^[a-z][a-z0-9_-]{0,80}$")
MAX_SETTINGS = 50
SOUTH, NORTH, WEST, EAST = -12, 7, 94, 142
"""A frame around Indonesia in whole degrees."""


class Choice(fields.Field[Any]):
    """One of a few values."""

    def __init__(self, *allowed: str | int, **options: Any) -> None:
        super().__init__(**options)
        self.allowed = allowed

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | int:
        for choice in self.allowed:
            if type(choice) is type(value) and choice == value:
                return choice
        raise ValidationError([one_of(value, self.allowed)])


class Url(Line):
    """A web address, http or https."""

    right = Text("Write it like https://contoh.go.id.", "Tulis seperti https://contoh.go.id.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        url = super()._deserialize(value, attr, data, **kwargs)
        if not self.fits(url):
            shown = visible(url)
            raise refuse(Text(f"`{shown}` is not a web address.", f"`{shown}` bukan alamat web."), self.right)
        return url

    def fits(self, url: str) -> bool:
        """Whether it is an address that may stand in a link."""
        if re.search(r"[\s<>\"'\\`{}]", url):
            return False
        try:
            parts = urlsplit(url)
            port_is_number = parts.port is None or parts.port > 0
        except ValueError:
            return False
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and port_is_number
        )


class TilePath(Shaped):
    """Where on the site's own host map tiles are, with their three placeholders.

    The site's security policy lets browsers load pictures from its own host only.
    """

    shape = re.compile(TILE_PATH)
    right = Text(
        "Write a path on the site's own host, like /peta/{z}/{x}/{y}.png, "
        "and let nginx fetch from the map server: docs/how-to/add-boundaries.md.",
        "Tulis alamat di situs ini sendiri, seperti /peta/{z}/{x}/{y}.png, "
        "lalu nginx yang mengambil dari server peta: docs/how-to/add-boundaries.md.",
    )


class Coordinates(fields.Field[tuple[float, float]]):
    """`[latitude, longitude]` in degrees, within Indonesia's frame."""

    right = Text(
        "Write [latitude, longitude], like [-6.178, 106.630].",
        "Tulis [lintang, bujur], seperti [-6.178, 106.630].",
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[float, float]:
        if (
            not isinstance(value, list)
            or len(value) != 2
            or not all(type(part) in (int, float) for part in value)
        ):
            raise refuse(
                Text("This is not a pair of numbers.", "Isian ini bukan sepasang bilangan."), self.right
            )
        latitude, longitude = value
        if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
            raise refuse(
                Text("This point lies outside Indonesia.", "Titik ini di luar Indonesia."), self.right
            )
        return float(latitude), float(longitude)


class Clock(Shaped):
    """A time of day such as `08:00` or `08.00`."""

    shape = re.compile(CLOCK)
    right = Text('Write it in quotes, like "08:00".', 'Tulis dalam tanda kutip, seperti "08:00".')

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> time:  # type: ignore[override]
        hour, minute = re.split("[:.]", super()._deserialize(value, attr, data, **kwargs))
        return time(int(hour), int(minute))


class Day(fields.Field[date]):
    """A calendar day."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if type(value) is date:
            return value
        raise ValidationError([NOT_DATE])


class LooseDate(Shaped):
    """A year, a month or a day, as exactly as a source tells it."""

    shape = re.compile(LOOSE_DATE)
    right = Text("Write 2018, 2018-05 or 2018-05-16.", "Tulis 2018, 2018-05, atau 2018-05-16.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(str(value) if type(value) in (date, int) else value, attr, data, **kwargs)


class Settings(fields.Field[dict[str, Any]]):
    """A service's own settings: names with text, whole numbers or true and false."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or len(value) > MAX_SETTINGS:
            raise ValidationError("Not a valid mapping type.")
        wrong: dict[str, Any] = {}
        for name, setting in value.items():
            mistake = self._fault(name, setting)
            if mistake:
                wrong[name] = [mistake]
        if wrong:
            raise ValidationError(wrong)
        return value

    @staticmethod
    def _fault(name: str, setting: Any) -> Mistake | None:
        if not SETTING.match(name):
            return Mistake(
                Text(
                    f"`{visible(name)}` cannot name a setting.",
                    f"`{visible(name)}` tidak dapat menjadi nama.",
                ),
                Text("Use small letters, digits, _ and -.", "Pakai huruf kecil, angka, _, dan -."),
                at_key=True,
            )
        if isinstance(setting, str):
            return fault(setting, LINE_LENGTH)
        return None if isinstance(setting, (bool, int)) else NOT_TEXT
