"""The icons of a site, drawn from its logo.

Sizes and safe zones: web app manifests ask for 192 and 512 pixels; a maskable icon may be cut to
the circle of 80 % about its middle (W3C, "Web Application Manifest", purpose `maskable`); iOS asks
for 180 pixels without transparency.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import resvg_py
from PIL import Image

from tlkit.errors import Text, TlkitError

Picture = Image.Image

DRAWN = 480
"""Longer side in pixels at which a logo is drawn once; every icon is made from this by shrinking."""

PLAIN, SAFE, APPLE = DRAWN / 512, 0.56, 0.72
"""Part of an icon's side that the logo may fill: whole, inside the maskable circle, on iOS."""

BADGE_SAFE, BADGE_APPLE = 0.76, 0.92
"""The same for a logo that brings its own ground, which then fills the whole icon."""

SMOOTH = Image.Resampling.LANCZOS


def icons(logo: Path, ground: str) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every icon; `ground` (`#rrggbb`) fills those that may not be transparent.

    Raises `TlkitError` when the logo cannot be drawn.
    """
    picture = drawn(logo)
    safe, apple, own = SAFE, APPLE, edge_colour(picture)
    if own:
        safe, apple, ground = BADGE_SAFE, BADGE_APPLE, own
    half = picture.reduce(2)
    for size, source in ((192, half), (512, picture)):
        yield f"icon-{size}.png", png(placed(source, size, PLAIN))
        yield f"maskable-{size}.png", png(placed(source, size, safe, ground))
    yield "apple-touch-icon.png", png(placed(half, 180, apple, ground))
    yield "favicon.ico", ico(placed(half.reduce(2), 48, 1.0))
    if is_svg(logo):
        yield "favicon.svg", logo.read_bytes()


def drawn(logo: Path) -> Picture:
    """The logo as a picture whose longer side has `DRAWN` pixels, empty margins cut away."""
    try:
        content = draw_svg(logo) if is_svg(logo) else logo.read_bytes()
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as opened:
            opened.thumbnail((DRAWN * 2, DRAWN * 2), SMOOTH)
            picture: Picture = opened.convert("RGBA")
    except (ValueError, OSError, Image.DecompressionBombError) as error:
        raise undrawable(logo) from error
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise undrawable(logo)
    picture = picture.crop(box)
    scale = DRAWN / max(picture.size)
    width, height = (max(1, round(length * scale)) for length in picture.size)
    return picture.resize((width, height), SMOOTH)


def edge_colour(picture: Picture) -> str | None:
    """The one opaque colour along all four edges, corners apart, or None: what a badge is painted on."""
    width, height = picture.size
    inset = max(1, min(width, height) // 40)
    spots: list[tuple[int, int]] = []
    for part in (0.3, 0.5, 0.7):
        across, down = int(width * part), int(height * part)
        spots += [(across, inset), (across, height - 1 - inset), (inset, down), (width - 1 - inset, down)]
    colours = {picture.getpixel(spot) for spot in spots}
    found = colours.pop()
    if colours or not isinstance(found, tuple) or found[3] < 255:
        return None
    return "#" + bytes(map(int, found[:3])).hex()


def is_svg(logo: Path) -> bool:
    """Whether a logo is drawn rather than a bitmap; the region's loader has looked at its content."""
    with logo.open("rb") as file:
        return not file.read(3).startswith((b"\x89PN", b"\xff\xd8\xff"))


def draw_svg(logo: Path) -> bytes:
    """A PNG of an SVG. Fonts of this machine are looked up only when the logo has text."""
    svg = logo.read_text(encoding="utf-8-sig")
    drawing: bytes = resvg_py.svg_to_bytes(svg_string=svg, width=DRAWN, skip_system_fonts="<text" not in svg)
    return drawing


def placed(picture: Picture, side: int, part: float, ground: str | None = None) -> Picture:
    """The picture in the middle of a square, filling `part` of it; transparent without a ground."""
    scale = side * part / max(picture.size)
    width, height = (max(1, round(length * scale)) for length in picture.size)
    small = picture.resize((width, height), SMOOTH)
    square = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    square.alpha_composite(small, ((side - width) // 2, (side - height) // 2))
    return square.convert("RGB") if ground else square


def png(picture: Picture) -> bytes:
    """The picture as PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def ico(picture: Picture) -> bytes:
    """The picture as an icon file of three sizes."""
    out = io.BytesIO()
    picture.save(out, "ICO", sizes=[(16, 16), (32, 32), (48, 48)])
    return out.getvalue()


def undrawable(logo: Path) -> TlkitError:
    return TlkitError(
        Text(f"The logo {logo.name} cannot be drawn.", f"Logo {logo.name} tidak dapat digambar."),
        Text("Save it anew as plain SVG or as PNG.", "Simpan ulang sebagai SVG biasa atau PNG."),
    )
