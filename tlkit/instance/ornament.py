"""The region's own ornament: a tile of batik geometry from its code and colours.

It dresses the header and never stands for the official arms. The same code and colours give the
same bytes; the inks are chosen so that the header's words stay readable wherever they cross it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from tlkit.instance.colour import Shade, hex_of, shade_of
from tlkit.instance.figures import num
from tlkit.instance.motifs import TILE, Hand, Inks, ceplok, kawung, parang
from tlkit.instance.tokens import light
from tlkit.region.colours import contrast

FAMILIES: tuple[Callable[[Hand, Inks], Iterator[str]], ...] = (kawung, ceplok, parang)
LEGIBLE = 4.6
"""Least contrast of the header's words on the ornament; a little above WCAG's 4.5:1."""


def ornament_svg(code: str, colour: str, second: str) -> str:
    """The tile for a Kemendagri code and two colours `#rrggbb`; under 4 KB, with no ground of its own."""
    digest = hashlib.sha256(f"ornament {code}".encode()).digest()
    family = FAMILIES[digest[0] % len(FAMILIES)]
    shapes = "".join(family(Hand(digest[1:]), inks(colour, second)))
    side = num(TILE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" '
        f'viewBox="0 0 {side} {side}">{shapes}</svg>\n'
    )


def inks(colour: str, second: str) -> Inks:
    """Two inks for the header: a paler shade of it, and the second colour as bright as words allow."""
    palette = light(colour, second)
    words, header = palette["on-header"], shade_of(palette["header"])
    quiet = brightest(header.at(header.light + 0.10), words)
    return quiet, brightest(shade_of(second).at(0.62, 0.13), words)


def brightest(shade: Shade, words: str) -> str:
    """`shade`, or the brightest darker one on which the words are legible."""
    while contrast(hex_of(shade), words) < LEGIBLE:
        shade = shade.at(shade.light - 0.01)
    return hex_of(shade)
