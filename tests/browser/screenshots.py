"""`make screenshots`: draws the pictures of the README and the documentation into docs/images/."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import DESKTOP, PHONE, Screen, start, visit
from tests.browser.demonstration import ROOT, office
from tests.browser.desk import Desk
from tests.browser.resident import Look, Resident

IMAGES = ROOT / "docs" / "images"
PICTURES: dict[str, tuple[str, Screen]] = {
    "beranda-360": ("/", PHONE),
    "izin-bidan-360": ("/izin/sip-bidan", PHONE),
    "katalog-1280": ("/izin", DESKTOP),
    "wilayah-1280": ("/wilayah", DESKTOP),
}
RESIDENT = {
    "isian-1": "isian-360",
    "terkirim": "terkirim-360",
    "status": "status-360",
    "perbaiki": "perbaiki-360",
}
OFFICER = {
    "masuk": "petugas-masuk-1280",
    "beranda-petugas": "petugas-beranda-1280",
    "antrean": "petugas-antrean-1280",
    "langkah-lengkap": "petugas-periksa-1280",
    "kembalikan": "petugas-kembalikan-1280",
    "langkah-rekomendasi": "petugas-rekomendasi-1280",
    "langkah-pindaian": "petugas-tanda-tangan-1280",
    "langkah-serah": "petugas-serah-1280",
    "loket-isian": "petugas-loket-1280",
}
"""Pages that are passed in a permit's life, and what their pictures are called."""
COLOURS = 128


def main() -> None:
    """Draw every picture anew."""
    IMAGES.mkdir(exist_ok=True)
    with office() as (origin, var), sync_playwright() as playwright:
        browser = start(playwright)
        for name, (address, screen) in PICTURES.items():
            with visit(browser, origin, screen) as page:
                page.goto(address, wait_until="networkidle")
                save(page.screenshot(), IMAGES / f"{name}.png")
        walk(browser, origin, var)
        browser.close()


def walk(browser: Browser, origin: str, var: Path) -> None:
    """Draw a permit's life: applied for, returned, corrected, decided, handed over; then a walk-in."""
    with visit(browser, origin, PHONE) as phone, visit(browser, origin, DESKTOP) as window:
        midwife, desk = Resident(phone, camera(RESIDENT)), Desk(window, camera(OFFICER))
        receipt = midwife.apply("bidan", "sip-bidan")
        desk.sign_in(var)
        desk.open(receipt)
        desk.give_back("")
        midwife.correct(receipt)
        desk.open(receipt)
        desk.finish()
        desk.take_in("penebangan pohon")


def camera(pictures: dict[str, str]) -> Look:
    """Photograph each of these pages when it is first passed, as much of it as a screen shows."""
    taken: set[str] = set()

    def look(page: Page, name: str) -> None:
        if name in pictures and name not in taken:
            taken.add(name)
            save(page.screenshot(), IMAGES / f"{pictures[name]}.png")

    return look


def save(png: bytes, path: Path) -> None:
    """Write a picture small: a page of flat colours needs no more than a palette."""
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
