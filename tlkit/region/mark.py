"""A mark and colours for a region that has given none yet, drawn from its code.

Plain geometry and the initials of the name in strokes of our own; it stands in
for a logo and never for the official arms.
"""

from __future__ import annotations

import colorsys
import zlib

from tlkit.region import colours
from tlkit.region.glyphs import GLYPHS

GOLDEN = 0.61803398875
FIRST_SATURATION = 0.62
FIRST_LIGHTNESS = 0.30
WARM_FROM = 0.04
WARM_SPAN = 0.11
SECOND_SATURATION = 0.82
SECOND_LIGHTNESS = 0.58
KINDS = ("Administrasi", "Kota", "Kabupaten")


def colours_of(code: str) -> tuple[str, str]:
    """A deep colour that carries text on white, and a warm, brighter one for what is not text."""
    hue = zlib.crc32(code.encode()) / 2**32
    first = colours.hexadecimal(colorsys.hls_to_rgb(hue, FIRST_LIGHTNESS, FIRST_SATURATION))
    warm = WARM_FROM + WARM_SPAN * ((zlib.crc32(code[::-1].encode()) * GOLDEN) % 1)
    second = colours.hexadecimal(colorsys.hls_to_rgb(warm, SECOND_LIGHTNESS, SECOND_SATURATION))
    return colours.nearest_passing(first, colours.WHITE, colours.TEXT), second


def initials(name: str) -> str:
    """Up to two capital letters of the name without its kind: `Kota Tangerang Selatan` gives `TS`."""
    words = [word for word in name.replace("-", " ").split() if word not in KINDS]
    letters = [word[0].upper() for word in words if word[0].upper() in GLYPHS]
    return "".join(letters[:2])


def draw(code: str, name: str) -> str:
    """The mark as an SVG of 96 × 96."""
    colour, second = colours_of(code)
    letters = initials(name)
    width = 18
    gap = 10
    left = 48 - (len(letters) * width + (len(letters) - 1) * gap) / 2
    strokes = "".join(
        f'<path transform="translate({left + position * (width + gap):g} 30)" d="{GLYPHS[letter]}"/>'
        for position, letter in enumerate(letters)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img">\n'
        f'<rect width="96" height="96" rx="22" fill="{colour}"/>\n'
        f"{_petals(code, second)}"
        f'<g fill="none" stroke="#ffffff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">'
        f"{strokes}</g>\n</svg>\n"
    )


def _petals(code: str, second: str) -> str:
    """A band of kawung-like petals along the foot; their number and lean come from the code."""
    count = 3 + zlib.crc32(code.encode()) % 4
    lean = 20 + zlib.crc32(code[::-1].encode()) % 50
    step = 76 / count
    petals = "".join(
        f'<ellipse cx="{10 + step * (at + 0.5):.2f}" cy="80" rx="{step * 0.42:.2f}" ry="3.4" '
        f'transform="rotate({lean if at % 2 else -lean} {10 + step * (at + 0.5):.2f} 80)"/>'
        for at in range(count)
    )
    return f'<g fill="{second}">{petals}</g>\n'
