"""Contrast between colours by WCAG 2.2 (success criteria 1.4.3 and 1.4.11).

Colours are `#rrggbb`. 4.5 is the least ratio for text, 3.0 for large text and for
shapes that carry meaning.
"""

from __future__ import annotations

import colorsys

TEXT = 4.5
WHITE = "#ffffff"
STEPS = 400

Rgb = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel) for channel in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(colour: str) -> Rgb:
    """Red, green and blue from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def hexadecimal(channels: Rgb) -> str:
    """The colour as `#rrggbb` of red, green and blue from 0 to 1."""
    return "#" + "".join(f"{round(min(max(channel, 0.0), 1.0) * 255):02x}" for channel in channels)


def nearest_passing(colour: str, against: str, ratio: float) -> str:
    """`colour` itself, or the nearest lightness of its hue that reaches `ratio` against `against`.

    Where neither darker nor lighter reaches it, black or white, whichever is further from `against`.
    """
    if contrast(colour, against) >= ratio:
        return colour.lower()
    hue, lightness, saturation = colorsys.rgb_to_hls(*rgb(colour))
    for step in range(1, STEPS + 1):
        for tried in (lightness - step / STEPS, lightness + step / STEPS):
            if 0.0 <= tried <= 1.0:
                candidate = hexadecimal(colorsys.hls_to_rgb(hue, tried, saturation))
                if contrast(candidate, against) >= ratio:
                    return candidate
    return max(("#000000", WHITE), key=lambda extreme: contrast(extreme, against))


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
