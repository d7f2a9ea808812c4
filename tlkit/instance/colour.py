"""Colours by how light they look to the eye, so that a hue can be made lighter or darker evenly.

Oklab: Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, sin

from tlkit.region.colours import contrast

STEPS = 14
"""Halvings when looking for a lightness: finer than one step of an eight-bit channel."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour as lightness 0–1, chroma (0 is grey, 0.3 is vivid) and hue in radians."""

    light: float
    chroma: float
    hue: float

    def at(self, light: float, chroma: float | None = None) -> Shade:
        """The same hue, lighter or darker, and no more vivid than `chroma`."""
        return Shade(light, self.chroma if chroma is None else min(self.chroma, chroma), self.hue)


def shade_of(colour: str) -> Shade:
    """The shade of a colour written `#rrggbb`."""
    red, green, blue = (linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Shade(light, hypot(a, b), atan2(b, a))


def hex_of(shade: Shade) -> str:
    """The colour as `#rrggbb`; made less vivid where a screen cannot show it."""
    while any(not -0.001 <= channel <= 1.001 for channel in channels(shade)) and shade.chroma > 0.002:
        shade = shade.at(shade.light, shade.chroma * 0.94)
    return "#" + "".join(f"{round(255 * encoded(channel)):02x}" for channel in channels(shade))


def channels(shade: Shade) -> tuple[float, float, float]:
    """Linear red, green and blue of a shade; beyond 0–1 where no screen shows it."""
    a, b = shade.chroma * cos(shade.hue), shade.chroma * sin(shade.hue)
    long = (shade.light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (shade.light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (shade.light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def readable(shade: Shade, grounds: tuple[str, ...], ratio: float, *, dark: bool) -> str:
    """The colour nearest to `shade` that keeps `ratio` on every ground.

    `dark` says that the grounds are dark, so the colour is made lighter; else it is made darker.
    Black or white come out where nothing nearer does.
    """
    end = 1.0 if dark else 0.0
    if passes(hex_of(shade), grounds, ratio):
        return hex_of(shade)
    failing, passing = shade.light, end
    for _ in range(STEPS):
        middle = (failing + passing) / 2
        if passes(hex_of(shade.at(middle)), grounds, ratio):
            passing = middle
        else:
            failing = middle
    return hex_of(shade.at(passing))


def passes(colour: str, grounds: tuple[str, ...], ratio: float) -> bool:
    """Whether `colour` keeps `ratio` on every one of the grounds."""
    return all(contrast(colour, ground) >= ratio for ground in grounds)


def linear(channel: float) -> float:
    """A channel of a screen, 0–1, as light."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def encoded(light: float) -> float:
    """Light, 0–1, as a channel of a screen."""
    light = min(1.0, max(0.0, light))
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
