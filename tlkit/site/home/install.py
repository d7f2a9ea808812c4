"""What a phone needs to keep the site as an app: manifest, colours of its frame, files to keep."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from tlkit.region.model import Region

HEADER, GROUND = "header", "ground"
TOKEN = re.compile(r"--tl-(header|ground)\s*:\s*(#[0-9a-fA-F]{3,8})\b")
ICONS = (
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/maskable-192.png", "192x192", "maskable"),
    ("icons/maskable-512.png", "512x512", "maskable"),
)


class Shade(NamedTuple):
    """The colour of the header in one colour scheme."""

    scheme: str
    colour: str


@lru_cache(maxsize=64)
def palette(tokens: Path, changed: int) -> tuple[dict[str, str], dict[str, str]]:
    """Header and ground, light and dark, as a `tokens.css` sets them; `changed` is its time of change."""
    light, _, dark = tokens.read_text(encoding="utf-8").partition("prefers-color-scheme: dark")
    return dict(TOKEN.findall(light)), dict(TOKEN.findall(dark))


def frame_colours(theme: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The palette of a theme folder; empty where it has no readable `tokens.css`."""
    tokens = theme / "tokens.css"
    try:
        return palette(tokens, tokens.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError):
        return {}, {}


def shades(theme: Path) -> list[Shade]:
    """The header's colour for the frame of the browser, light and dark, where the theme names one."""
    pairs = zip(("light", "dark"), frame_colours(theme), strict=True)
    return [Shade(scheme, colours[HEADER]) for scheme, colours in pairs if HEADER in colours]


def manifest(
    region: Region, lang: str, start: str, theme: Path, icon: Callable[[str], str | None]
) -> dict[str, Any]:
    """The web app manifest. `icon` gives the address of a theme file, or None where there is none."""
    light, _ = frame_colours(theme)
    icons = [
        {"src": src, "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in ICONS
        if (src := icon(name)) is not None
    ]
    return {
        "id": start,
        "name": f"{region.site.name} · {region.name}",
        "short_name": region.site.name,
        "description": region.site.tagline or region.government,
        "lang": lang,
        "dir": "ltr",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "theme_color": light.get(HEADER, region.branding.colour),
        "background_color": light.get(GROUND, "#ffffff"),
        "categories": ["government"],
        "icons": icons,
    }


def kept_version(addresses: Iterable[str], catalogue: str) -> str:
    """A name for what a phone keeps; it changes with any asset and with the catalogue."""
    return hashlib.sha256("\n".join((*addresses, catalogue)).encode()).hexdigest()[:12]
