"""A point on the map: typed, pasted from a map, or picked."""

from __future__ import annotations

import re

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

NUMBER = r"([+\-−]?[0-9]{1,3}(?:[.,][0-9]{1,15})?)°?"
PAIR = re.compile(rf"{NUMBER}\s*(?:;|,\s|\s)\s*{NUMBER}|{NUMBER}\s*,\s*{NUMBER}")
WEB = re.compile(
    r"(?:@|[?&](?:q|query|ll|center)=|/maps/place/)(-?[0-9]{1,3}\.[0-9]+),\+?(-?[0-9]{1,3}\.[0-9]+)"
)
SOUTH, NORTH, WEST, EAST = -11.5, 6.5, 94.5, 141.5
"""What holds Indonesia, in degrees."""

NO_POINT = Text(
    "Write latitude and longitude, such as -6.178306, 106.631889, or paste the address of a map.",
    "Tulis lintang dan bujur, misalnya -6.178306, 106.631889, atau tempel tautan peta.",
)
ELSEWHERE = Text(
    "This point is not in Indonesia. Write the latitude first, then the longitude.",
    "Titik ini di luar Indonesia. Tulis lintang dahulu, lalu bujur.",
)


def point_of(words: str) -> tuple[float, float] | None:
    """Latitude and longitude from `-6.178, 106.632`, `-6,178; 106,632` or a map's address; else None."""
    found = WEB.search(words.replace("%2C", ","))
    if found is None:
        found = PAIR.fullmatch(words)
    if found is None:
        return None
    first, second = [each for each in found.groups() if each is not None][:2]
    return degrees(first), degrees(second)


def degrees(words: str) -> float:
    return round(float(words.replace(",", ".").replace("−", "-")), 6)


def read_point(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """A point in Indonesia, as `{"lat": …, "lon": …}` in degrees (WGS 84)."""

    def keep(found: tuple[float, float]) -> Reading:
        lat, lon = found
        if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
            return Reading.wrong(name, ELSEWHERE)
        return Reading({"lat": lat, "lon": lon})

    return read_line(question, raw, name, point_of, NO_POINT, keep)


def in_degrees(value: Value) -> str:
    return f"{value['lat']:.6f}, {value['lon']:.6f}"


POINT = Kind(
    read_point,
    lambda question, value: {"": [] if value is None else [in_degrees(value)]},
    lambda question, value, lang: in_degrees(value),
)
