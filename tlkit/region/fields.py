"""The kinds of text in a region file, each with what would be right."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import ValidationError, fields

from tlkit.errors import Text
from tlkit.mistakes import NOT_TEXT, Mistake, visible
from tlkit.region.text import LINE_LENGTH, NAME_LENGTH, PARAGRAPH_LENGTH, fault

SLUG = r"^[a-z][a-z0-9-]{1,40}$"
ID = r"^[a-z][a-z0-9-]{0,40}$"
COLOUR = r"^#[0-9a-fA-F]{6}$"
REGENCY_CODE = r"^[0-9]{2}\.[0-9]{2}$"
DISTRICT_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$"
VILLAGE_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"
DOMAIN = r"^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$"
EMAIL = r"^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$"
PHONE = r"^(?=(?:[^0-9]*[0-9]){3})[+(]?[0-9][0-9 ()./-]{1,38}$"
FILE = r"^(?=.{1,120}$)[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*){0,4}$"
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
"""Names that Windows keeps for devices; a folder of that name cannot be copied there."""


def refuse(wrong: Text, right: Text) -> ValidationError:
    """The error that carries one mistake through marshmallow."""
    return ValidationError([Mistake(wrong, right)])


def _kept_by_windows(name: str) -> Text:
    return Text(f"`{name}` is a name that Windows keeps for itself.", f"`{name}` dipakai oleh Windows.")


class Line(fields.Field[str]):
    """Text on one line."""

    longest = LINE_LENGTH
    lines = False

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([NOT_TEXT])
        mistake = fault(value, self.longest, lines=self.lines)
        if mistake:
            raise ValidationError([mistake])
        return value


class Name(Line):
    """A name: short, on one line."""

    longest = NAME_LENGTH


class Paragraph(Line):
    """Longer text, line breaks allowed."""

    longest = PARAGRAPH_LENGTH
    lines = True


class Shaped(Line):
    """Text of a fixed shape."""

    shape: re.Pattern[str]
    right: Text

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise refuse(NOT_TEXT.wrong, self.right)
        if not self.shape.match(value) or value.endswith("\n"):
            super()._deserialize(value, attr, data, **kwargs)
            raise self.misshapen(value)
        return value

    def misshapen(self, value: str) -> ValidationError:
        """The error of a value that does not have the shape."""
        shown = visible(value)
        return refuse(Text(f"`{shown}` does not fit here.", f"`{shown}` tidak sesuai di sini."), self.right)


class Slug(Shaped):
    """The region's name in addresses and folders."""

    shape = re.compile(SLUG)
    right = Text(
        "Use 2 to 41 small letters, digits and hyphens, beginning with a letter, like kota-contoh.",
        "Pakai 2–41 huruf kecil, angka, dan tanda -, diawali huruf, seperti kota-contoh.",
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        slug = super()._deserialize(value, attr, data, **kwargs)
        if slug in DEVICES:
            raise refuse(_kept_by_windows(slug), self.right)
        return slug


class Id(Shaped):
    """The short name by which other parts of the file refer to an entry."""

    shape = re.compile(ID)
    right = Text(
        "Use small letters, digits and hyphens, beginning with a letter, like dinkes.",
        "Pakai huruf kecil, angka, dan tanda -, diawali huruf, seperti dinkes.",
    )


class RegencyCode(Shaped):
    """The Kemendagri code of a city or regency."""

    shape = re.compile(REGENCY_CODE)
    right = Text('Write the code in quotes, like "36.71".', 'Tulis kode dalam tanda kutip, seperti "36.71".')


class DistrictCode(Shaped):
    """The Kemendagri code of a district."""

    shape = re.compile(DISTRICT_CODE)
    right = Text("Write six digits with dots, like 36.71.01.", "Tulis enam angka bertitik, seperti 36.71.01.")


class VillageCode(Shaped):
    """The Kemendagri code of a village."""

    shape = re.compile(VILLAGE_CODE)
    right = Text(
        "Write ten digits with dots, like 36.71.01.1001.",
        "Tulis sepuluh angka bertitik, seperti 36.71.01.1001.",
    )


class Colour(Shaped):
    """A colour as `#rrggbb`."""

    shape = re.compile(COLOUR)
    right = Text(
        'Write # and six hexadecimal digits in quotes, like "#0f5f6b".',
        'Tulis # dan enam angka heksadesimal dalam tanda kutip, seperti "#0f5f6b".',
    )


class Domain(Shaped):
    """The site's host name."""

    shape = re.compile(DOMAIN)
    right = Text(
        "Write the host name only, in small letters, like layanan.contoh.go.id.",
        "Tulis nama domain saja, huruf kecil, seperti layanan.contoh.go.id.",
    )


class Email(Shaped):
    """An e-mail address."""

    shape = re.compile(EMAIL)
    right = Text("Write it like dinas@contoh.go.id.", "Tulis seperti dinas@contoh.go.id.")


class Phone(Shaped):
    """A telephone number as people write it; a bare number such as 112 is taken as its digits."""

    shape = re.compile(PHONE)
    right = Text(
        "Write digits, spaces and hyphens, like 021-5550123.",
        "Tulis angka, spasi, dan tanda -, seperti 021-5550123.",
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if type(value) is int and value > 0:
            value = str(value)
        return super()._deserialize(value, attr, data, **kwargs)


class File(Shaped):
    """A file beside the region file, named without leaving its folder."""

    shape = re.compile(FILE)
    right = Text(
        "Name a file in the region's own folder, without spaces, like logo.svg.",
        "Sebut berkas di folder daerah ini, tanpa spasi, seperti logo.svg.",
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = super()._deserialize(value, attr, data, **kwargs)
        if any(part.partition(".")[0].lower() in DEVICES for part in name.split("/")):
            raise refuse(_kept_by_windows(name), self.right)
        return name
