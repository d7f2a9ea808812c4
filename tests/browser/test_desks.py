"""axe-core objects to nothing, and nobody scrolls sideways, at the desks and where data is asked for.

One site with one file, and one change of the region's that waits to be settled. A page is looked at dark on a
phone and light on a desktop: so every colour and every width is seen once. What a file passes on its way from
desk to desk is looked at in `test_life`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import servers
from tests.browser.chromium import DESKTOP, PHONE, Screen, visit
from tests.browser.desk import Desk
from tests.browser.resident import PHONE_NUMBER, Resident
from tests.browser.test_accessibility import cut, violations

RESIDENTS = (
    "privasi/pemberitahuan",
    "privasi/permintaan",
    "privasi/register",
    "verifikasi",
    "verifikasi?kode=abc",
    "cek-status",
    "akun/masuk",
    "akun/daftar",
    "api/v1/",
)
OFFICERS = (
    "",
    "/permohonan",
    "/permohonan?keadaan=closed",
    "/permohonan/1",
    "/loket",
    "/loket/resi",
    "/loket/nasional/pbg-menara",
    "/tanda-tangan",
    "/katalog?q=bidan",
    "/katalog/sip-bidan",
    "/katalog/sip-bidan/processing",
    "/katalog/reklame-tetap-kecil/fee",
    "/katalog/riwayat",
    "/privasi",
    "/laporan",
    "/laporan/terbit",
    "/jejak",
    "/orang",
    "/orang/baru",
    "/orang/1",
    "/akun",
)
WAITING = """\
revision: 0
permits:
  sip-bidan:
    processing: {value: {days: 5, unit: working-days}, reason: Perwal 12/2026, base: "%s"}
added: []
"""
"""A change that was written against another time than the catalogue's."""
SCREENS: dict[Screen, Literal["light", "dark"]] = {PHONE: "dark", DESKTOP: "light"}
screens = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


@dataclass(frozen=True)
class Town:
    """A site with one file in it, its officer signed in, and the receipt."""

    url: str
    officer: str
    """What Playwright keeps of the officer's browser, as a file."""
    receipt: str


@pytest.fixture(scope="module")
def town(browser: Browser, instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    copy = tmp_path_factory.mktemp("desks") / instance.name
    shutil.copytree(instance, copy)
    kept = str(copy.parent / "officer.json")
    (copy / "catalogue" / "overlay.yaml").write_text(WAITING % ("0" * 64), encoding="utf-8")
    with servers.site(copy, log=copy.parent / "serve.log") as site:
        with visit(browser, site.url, PHONE) as page:
            receipt = Resident(page, lambda page, name: fit(page, "dark")).apply("pohon", "penebangan-pohon")
        with visit(browser, site.url, DESKTOP) as page:
            Desk(page, lambda page, name: None).sign_in(copy / "var")
            page.context.storage_state(path=kept)
        yield Town(site.url, kept, receipt)


def fit(page: Page, scheme: Literal["light", "dark"]) -> None:
    """axe-core objects to nothing, no words are cut, and the page is no wider than the screen."""
    page.emulate_media(color_scheme=scheme)
    assert violations(page) == "", page.url
    assert cut(page) == [], page.url
    size = page.viewport_size
    assert size
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@screens
def test_every_desk(browser: Browser, town: Town, screen: Screen) -> None:
    with visit(browser, town.url, screen, kept=town.officer) as page:
        for address in OFFICERS:
            answer = page.goto(f"/petugas{address}")
            assert answer
            assert answer.ok, page.url
            fit(page, SCREENS[screen])
        page.goto("/petugas/katalog/sip-bidan")
        expect(page.locator("main")).to_contain_text("Putuskan")


@screens
def test_what_is_asked_about_ones_data_and_the_answer(browser: Browser, town: Town, screen: Screen) -> None:
    scheme = SCREENS[screen]
    with (
        visit(browser, town.url, screen) as page,
        visit(browser, town.url, screen, kept=town.officer) as desk,
    ):
        for address in RESIDENTS:
            page.goto(f"/{address}")
            fit(page, scheme)
        page.goto("/privasi/permintaan")
        send(page, "form .big")
        expect(page.locator("[role=alert]")).to_be_visible()
        fit(page, scheme)
        ask_for_a_correction(page, town.receipt)
        fit(page, scheme)
        desk.goto("/petugas/privasi")
        fit(desk, scheme)
        send(desk, "main a[href*='/petugas/privasi/']")
        fit(desk, scheme)
        desk.locator("#words").fill("Alamat Anda sudah kami perbaiki.")
        send(desk, "button[value=granted]")
        fit(desk, scheme)
        page.reload()
        expect(page.locator("main")).to_contain_text("Alamat Anda sudah kami perbaiki.")
        fit(page, scheme)


def ask_for_a_correction(page: Page, receipt: str) -> None:
    page.goto("/privasi/permintaan")
    page.locator("[name=kind]").nth(1).check()
    for name, said in (("name", "Siti Aminah"), ("contact", PHONE_NUMBER), ("about", receipt)):
        page.locator(f"#{name}").fill(said)
    page.locator("#words").fill("Nomor rumah saya salah ketik.")
    send(page, "form .big")


@screens
def test_what_is_given_back_and_what_is_wrong_with_it(browser: Browser, town: Town, screen: Screen) -> None:
    scheme = SCREENS[screen]
    with (
        visit(browser, town.url, screen) as page,
        visit(browser, town.url, screen, kept=town.officer) as desk,
    ):
        give_back(desk, scheme)
        page.goto("/cek-status")
        page.locator("#resi").fill(town.receipt)
        page.locator("#kontak").fill(PHONE_NUMBER)
        send(page, "main form.form .big")
        fit(page, scheme)
        send(page, "main a[href$='/perbaiki']")
        fit(page, scheme)
        for field in page.locator("#formulir :is(input[type=text], textarea):visible").all():
            field.fill("")
        send(page, "#formulir .bottom .big")
        expect(page.locator("#kesalahan")).to_be_visible()
        fit(page, scheme)


def give_back(desk: Page, scheme: Literal["light", "dark"]) -> None:
    """Return every answer once; afterwards, look at what was returned."""
    desk.goto("/petugas/permohonan/1")
    opened = desk.locator("details:has(form[action$='/kembalikan'])")
    if not opened.count():
        fit(desk, scheme)
        return
    opened.locator("summary").click()
    for box in opened.locator("[name=isian]").all():
        box.check()
    opened.locator("[name=alasan]").fill("Tulis lagi dengan benar.")
    fit(desk, scheme)
    send(desk, "form[action$='/kembalikan'] button.button")
    fit(desk, scheme)


def send(page: Page, what: str) -> None:
    """Press what leads to a page, and wait for it."""
    with page.expect_navigation(wait_until="load"):
        page.locator(what).first.click()
