"""A permit's whole life: a resident with a phone, an officer at a desk, and a letter that proves itself."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from tests import servers
from tests.browser.chromium import DESKTOP, PHONE, visit
from tests.browser.desk import Desk
from tests.browser.resident import Resident
from tests.browser.test_accessibility import cut, violations
from tests.site.permits.signing_service import NIK, PASSPHRASE, PASSWORD, USER, signing_service

PATIENCE = 30_000


@dataclass(frozen=True)
class Office:
    """A site with its officers, and where it answers."""

    url: str
    var: Path


@pytest.fixture(scope="module")
def office(instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A copy of Kota Tangerang of one's own, with a signature service on loopback that really signs."""
    copy = tmp_path_factory.mktemp("life") / instance.name
    shutil.copytree(instance, copy)
    with signing_service(datetime.now(timezone.utc)) as service:
        (copy / "akar.pem").write_bytes(service.authority.root)
        access = {"BSRE_URL": service.url, "BSRE_USER": USER, "BSRE_PASSWORD": PASSWORD}
        with servers.site(
            copy, log=copy.parent / "serve.log", env={**access, "BSRE_ROOTS": "akar.pem"}
        ) as site:
            yield Office(site.url, copy / "var")


@pytest.fixture
def phone(browser: Browser, office: Office) -> Iterator[Page]:
    with visit(browser, office.url, PHONE) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture(scope="module")
def desk(browser: Browser, office: Office) -> Iterator[Desk]:
    """The demonstration's officer, who signs in once: a code opens one door only."""
    with ExitStack() as opened:
        page = opened.enter_context(visit(browser, office.url, DESKTOP))
        page.set_default_timeout(PATIENCE)
        made = Desk(page, fit_for_all)
        made.sign_in(office.var)
        yield made


def fit_for_all(page: Page, name: str) -> None:
    """Nobody scrolls sideways, no words are cut, and axe-core objects to nothing."""
    size = page.viewport_size
    assert size
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
    assert cut(page) == [], name
    assert violations(page) == "", f"{name}: {page.url}"


def proven(page: Page, letter: bytes, text: str) -> None:
    """The letter's QR code leads to a page of this site that says so, and keeps the NIK to itself."""
    document = pypdfium2.PdfDocument(letter)
    codes = [
        code.text for sheet in document for code in zxingcpp.read_barcodes(sheet.render(scale=3).to_pil())
    ]
    addresses = [urlsplit(code).path for code in codes if "/verifikasi/" in code]
    assert len(addresses) == 1, codes
    answer = page.goto(addresses[0])
    assert answer
    assert answer.ok
    fit_for_all(page, "verifikasi")
    expect(page.locator("main")).to_contain_text(text)
    assert not re.search(r"\d{16}", page.locator("main").inner_text())


def test_a_midwife_applies_corrects_one_paper_and_gets_her_permit(phone: Page, desk: Desk) -> None:
    midwife = Resident(phone, fit_for_all)
    receipt = midwife.apply("bidan", "sip-bidan")
    desk.open(receipt)
    desk.give_back("Kirim lagi hari ini bila dapat.")
    midwife.correct(receipt)
    desk.open(receipt)
    assert desk.finish() == ["lengkap", "rekomendasi", "paraf", "konsep", "serah"]
    midwife.track(receipt)
    proven(phone, midwife.letter(), "Surat Izin Praktik Bidan")


@pytest.mark.soak
def test_a_shop_sign_is_visited_paid_for_and_signed_electronically(phone: Page, desk: Desk) -> None:
    shop = Resident(phone, fit_for_all)
    receipt = shop.apply("papan nama", "reklame-tetap-kecil")
    signing = Desk(desk.page, fit_for_all, signs=lambda at: at.sign_electronically(receipt, NIK, PASSPHRASE))
    signing.open(receipt)
    asked = ["lengkap", "jadwal", "kunjungan", "rekomendasi", "tetapkan", "bayar", "konsep", "serah"]
    assert signing.finish() == asked
    shop.track(receipt)
    letter = shop.letter()
    assert b"/ByteRange" in letter
    proven(phone, letter, "Ditandatangani secara elektronik")


@pytest.mark.soak
def test_a_kindergarten_in_english(phone: Page, desk: Desk) -> None:
    founder = Resident(phone, fit_for_all, start="/en/")
    receipt = founder.apply("kindergarten", "paud-tk")
    english = Desk(desk.page, fit_for_all, start="/en/petugas")
    english.open(receipt)
    assert english.finish() == ["lengkap", "jadwal", "kunjungan", "rekomendasi", "konsep", "serah"]
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    founder.track(receipt)
    proven(phone, founder.letter(), "Izin pendirian TK")


@pytest.mark.soak
def test_a_walk_in_is_taken_in_at_the_counter_and_found_by_its_receipt(phone: Page, desk: Desk) -> None:
    receipt = desk.take_in("penebangan pohon")
    Resident(phone, fit_for_all).track(receipt)
    expect(phone.locator(".case-receipt")).to_contain_text(receipt)
    desk.open(receipt)
    expect(desk.page.locator(".case-head")).to_contain_text("Siti Aminah")
