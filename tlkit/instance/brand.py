"""The generated part of `theme/`: colours, ornament, logo and icons."""

from __future__ import annotations

import shutil
from pathlib import Path

from tlkit.instance.icons import icons
from tlkit.instance.ornament import ornament_svg
from tlkit.instance.tokens import light, tokens_css
from tlkit.region.logo import kind_of
from tlkit.region.model import Region

SUFFIX = {"svg": ".svg", "png": ".png", "jpeg": ".jpg"}


def write_colours(region: Region, instance: Path) -> None:
    """Write `theme/tokens.css` and `theme/ornament.svg`."""
    branding, theme = region.branding, instance / "theme"
    css = tokens_css(branding.colour, branding.second_colour)
    (theme / "tokens.css").write_text(css, encoding="utf-8")
    ornament = ornament_svg(region.code, branding.colour, branding.second_colour)
    (theme / "ornament.svg").write_text(ornament, encoding="utf-8")


def write_icons(region: Region, instance: Path) -> None:
    """Write `theme/logo.*` and `theme/icons/`. Raises `TlkitError` when the logo cannot be drawn."""
    logo, theme = region.folder / region.branding.logo, instance / "theme"
    copy = theme / f"logo{SUFFIX[kind_of(logo.read_bytes())]}"
    if not copy.exists():
        shutil.copyfile(logo, copy)
    (theme / "icons").mkdir()
    ground = light(region.branding.colour, region.branding.second_colour)["accent-soft"]
    for name, content in icons(logo, ground):
        (theme / "icons" / name).write_bytes(content)
