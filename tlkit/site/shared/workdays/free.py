"""Indonesia's free days of one year, as the library `holidays` knows them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from tlkit.errors import Text

Layer = Literal["public", "joint", "own"]
"""Public holidays, joint leave (cuti bersama), and the region's own days."""

CATEGORIES: dict[Layer, str] = {"public": "public", "joint": "government"}
ESTIMATED = "(perkiraan)"
"""How the library marks a day that follows the moon and has not been decreed yet."""


class Free(NamedTuple):
    """Why nobody works on a day. `estimated` days may still move."""

    name: Text
    layer: Layer
    estimated: bool = False


@lru_cache(maxsize=16)
def national(year: int, layer: Layer) -> dict[date, Free]:
    """The days of one layer in a year. Empty joint leave means that its decree (SKB) is not known yet."""
    # Imported here: it is large, and most processes never ask.
    from holidays import country_holidays

    indonesian, english = (
        country_holidays("ID", years=year, categories=(CATEGORIES[layer],), language=language)
        for language in ("id", "en_US")
    )
    return {
        day: Free(Text(english[day], name.replace(ESTIMATED, "").strip()), layer, ESTIMATED in name.lower())
        for day, name in sorted(indonesian.items())
    }


def version() -> str:
    """The library's version, so that a stored date says what it was counted with."""
    from importlib.metadata import version as version_of

    return version_of("holidays")
