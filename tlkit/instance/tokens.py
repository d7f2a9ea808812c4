"""The colours of a site as CSS custom properties, light and dark, drawn from the region's two.

Whatever two colours a region has, text keeps 4.5:1 on its ground and signs that carry meaning
keep 3:1 (WCAG 2.2, 1.4.3 and 1.4.11): the region's own colours give way in lightness, never in hue.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tlkit.instance.colour import Shade, hex_of, readable, shade_of
from tlkit.region.colours import contrast

TEXT, SIGN, HEADER = 4.5, 3.0, 11.5
"""Least contrast of text, of a sign or border, and of white on the light theme's header."""

Palette = Mapping[str, str]
"""Custom property (without `--tl-`) → `#rrggbb`."""


@lru_cache(maxsize=4)
def light(colour: str, second: str) -> Palette:
    """The light theme of a region with these two colours, each `#rrggbb`."""
    brand, other = shade_of(colour), shade_of(second)
    ground, surface = hex_of(brand.at(0.977, 0.006)), "#ffffff"
    sunken, soft = hex_of(brand.at(0.948, 0.010)), hex_of(brand.at(0.945, 0.032))
    grounds = (soft, sunken, ground, surface)
    accent = readable(brand.at(min(brand.light, 0.56)), grounds, TEXT, dark=False)
    header = readable(brand.at(min(brand.light, 0.42)), ("#ffffff",), HEADER, dark=False)
    return {
        "ground": ground,
        "surface": surface,
        "sunken": sunken,
        "text": readable(brand.at(0.24, 0.020), grounds, 12, dark=False),
        "muted": readable(brand.at(0.48, 0.022), grounds, TEXT, dark=False),
        "line": hex_of(brand.at(0.895, 0.012)),
        "line-strong": readable(brand.at(0.62, 0.022), grounds, SIGN, dark=False),
        "accent": accent,
        "accent-strong": hex_of(shade_of(accent).at(shade_of(accent).light * 0.82)),
        "on-accent": "#ffffff",
        "accent-soft": soft,
        "second": readable(other, (ground, surface), SIGN, dark=False),
        "header": header,
        "on-header": "#ffffff",
        "focus": focus(other, (ground, surface, sunken), header),
    }


def dark(colour: str, second: str) -> Palette:
    """The dark theme of a region with these two colours, each `#rrggbb`."""
    brand, other = shade_of(colour), shade_of(second)
    ground, surface = hex_of(brand.at(0.175, 0.012)), hex_of(brand.at(0.222, 0.014))
    sunken, soft = hex_of(brand.at(0.145, 0.010)), hex_of(brand.at(0.285, 0.040))
    grounds = (soft, surface, ground, sunken)
    accent = readable(brand.at(max(brand.light, 0.76), 0.14), grounds, TEXT, dark=True)
    header = hex_of(brand.at(0.255, 0.055))
    return {
        "ground": ground,
        "surface": surface,
        "sunken": sunken,
        "text": readable(brand.at(0.945, 0.008), grounds, 10, dark=True),
        "muted": readable(brand.at(0.735, 0.018), grounds, TEXT, dark=True),
        "line": hex_of(brand.at(0.325, 0.018)),
        "line-strong": readable(brand.at(0.56, 0.022), grounds, SIGN, dark=True),
        "accent": accent,
        "accent-strong": hex_of(shade_of(accent).at(min(0.96, shade_of(accent).light + 0.09))),
        "on-accent": hex_of(brand.at(0.16, 0.030)),
        "accent-soft": soft,
        "second": readable(other.at(max(other.light, 0.66)), (ground, surface), SIGN, dark=True),
        "header": header,
        "on-header": hex_of(brand.at(0.965, 0.008)),
        "focus": readable(other.at(max(other.light, 0.76)), (*grounds, header), TEXT, dark=True),
    }


def focus(hue: Shade, pages: tuple[str, ...], header: str) -> str:
    """A ring seen both on the light pages and on the dark header; there is always a lightness between."""
    ring = readable(hue.at(0.72, 0.20), pages, SIGN, dark=False)
    return ring if contrast(ring, header) >= SIGN else readable(shade_of(ring), (header,), SIGN, dark=True)


def tokens_css(colour: str, second: str) -> str:
    """The style sheet `theme/tokens.css` of a region with these two colours, each `#rrggbb`."""
    return (
        "/* Warna situs, dihitung dari dua warna di region.yaml; kontrasnya diperiksa (WCAG 2.2 AA). */\n"
        f":root {{\n  color-scheme: light dark;\n{declarations(light(colour, second), '  ')}}}\n"
        "@media (prefers-color-scheme: dark) {\n"
        f"  :root {{\n{declarations(dark(colour, second), '    ')}  }}\n}}\n"
    )


def declarations(palette: Palette, indent: str) -> str:
    """One custom property a line."""
    return "".join(f"{indent}--tl-{name}: {value};\n" for name, value in palette.items())
