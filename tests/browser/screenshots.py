"""`make screenshots`: draws the pictures of the README and the documentation into docs/images/."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import DESKTOP, PHONE, Screen, start, visit
from tests.browser.demonstration import ROOT, demonstration

IMAGES = ROOT / "docs" / "images"
PICTURES: dict[str, tuple[str, Screen]] = {
    "beranda-360": ("/", PHONE),
    "izin-bidan-360": ("/izin/sip-bidan", PHONE),
    "katalog-1280": ("/izin", DESKTOP),
    "wilayah-1280": ("/wilayah", DESKTOP),
}
COLOURS = 128


def main() -> None:
    """Draw every picture anew."""
    IMAGES.mkdir(exist_ok=True)
    with demonstration() as origin, sync_playwright() as playwright:
        browser = start(playwright)
        for name, (address, screen) in PICTURES.items():
            with visit(browser, origin, screen) as page:
                page.goto(address, wait_until="networkidle")
                save(page.screenshot(), IMAGES / f"{name}.png")
        browser.close()


def save(png: bytes, path: Path) -> None:
    """Write a picture small: a page of flat colours needs no more than a palette."""
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
