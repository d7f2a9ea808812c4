"""What the script of a form does while one answers: conditions, and the search for villages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

SCRIPT = Path(__file__).resolve().parents[2] / "tlkit" / "site" / "static" / "form.js"
FORM = """
<form>
<input type=radio name=usaha value=yes><input type=radio name=usaha value=no>
<div id=jenis data-if=usaha data-is=yes>
<select name=jenis><option value="">…</option><option>Toko</option></select></div>
<div id=luas data-if=jenis data-is=Toko><input name=luas></div>
<select name=kendaraan.0.jenis><option>Truk</option><option>Bus</option></select>
<div id=kursi data-if=kendaraan.0.jenis data-is=Bus><input name=kendaraan.0.kursi></div>
<div id=lain data-if=elsewhere data-is=yes><input name=lain></div>
<div data-village=/desa data-name=alamat.desa data-most=12
data-none="Tidak ditemukan." data-more="Masih ada.">
<input type=search id=cari><div class=found></div></div>
</form>
"""


@pytest.fixture
def page(browser: Browser) -> Page:
    """A form with the script, on a site that knows one village."""
    made = browser.new_page(base_url="http://form.example")

    def answer(route: Route) -> None:
        if "/desa" not in route.request.url:
            return route.fulfill(body=FORM, content_type="text/html")
        found = (
            [{"code": "36.71.07.1003", "path": "Karawaci Baru"}] if "karawaci" in route.request.url else []
        )
        return route.fulfill(body=json.dumps(found), content_type="application/json")

    made.route("**/*", answer)
    made.goto("/")
    made.add_script_tag(path=SCRIPT)
    return made


def test_what_waits_for_an_answer_that_is_not_asked_waits_too(page: Page) -> None:
    expect(page.locator("#jenis")).to_be_hidden()
    page.locator("[name=usaha][value=yes]").check()
    page.locator("[name=jenis]").select_option("Toko")
    expect(page.locator("#luas")).to_be_visible()
    page.locator("[name=usaha][value=no]").check()
    expect(page.locator("#luas")).to_be_hidden()


def test_what_waits_for_an_answer_that_stands_on_no_page_here_is_shown(page: Page) -> None:
    expect(page.locator("#lain")).to_be_visible()


def test_a_condition_in_a_row_of_a_table_looks_at_its_own_row(page: Page) -> None:
    expect(page.locator("#kursi")).to_be_hidden()
    page.locator("[name='kendaraan.0.jenis']").select_option("Bus")
    expect(page.locator("#kursi")).to_be_visible()


def test_a_search_that_finds_nothing_says_so_and_keeps_what_was_chosen(page: Page) -> None:
    page.locator("#cari").fill("karawaci")
    page.locator(".found input").check()
    page.locator("#cari").fill("karwaci")
    expect(page.locator(".found .hint")).to_have_text("Tidak ditemukan.")
    expect(page.locator(".found input")).to_be_checked()
