"""axe-core finds nothing to object to on any public page, small and large, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.chromium import DESKTOP, PHONE, Screen, visit

PAGES = [
    "",
    "izin",
    "izin?q=bidan",
    "izin?q=tidakadayangbegini",
    "izin/sip-bidan",
    "izin/pbg-menara",
    "standar-pelayanan",
    "wilayah",
    "wilayah/36.71.12",
    "tentang",
    "privasi",
    "bantuan",
    "akun/daftar",
    "luring",
]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=lambda screen: screen.name)
@pytest.mark.parametrize("start", ["/", "/en/"], ids=["id", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_no_violation(
    browser: Browser, site_url: str, address: str, start: str, screen: Screen
) -> None:
    with visit(browser, site_url, screen) as page:
        answer = page.goto(start + address, wait_until="networkidle")
        assert answer
        assert answer.ok
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == "", scheme
        assert cut(page) == []


def test_axe_finds_no_violation_on_a_page_that_is_not_there(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url)
    page = context.new_page()
    answer = page.goto("/tidak-ada")
    assert answer
    assert answer.status == 404
    assert violations(page) == ""
    context.close()


def test_axe_sees_a_violation(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html><html><body><img src='data:,'><p style='color:#bbb'>faint</p>")
    assert {"image-alt", "color-contrast", "html-has-lang"} <= set(violations(page).split())
    page.close()


def test_words_that_are_cut_are_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<p style='width: 9em; overflow: hidden; white-space: nowrap'>Five years, as long as it lasts"
    )
    assert len(cut(page)) == 1
    page.close()


CUT = """() => [...document.querySelectorAll("body *:not(input)")].filter(each =>
    ["hidden", "clip"].includes(getComputedStyle(each).overflowX) && !each.closest(".map, .hidden-text")
    && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1
).map(each => each.outerHTML.slice(0, 200))"""


def cut(page: Page) -> list[str]:
    """What holds words that go beyond its edge, out of reach; a map may, and a box for typing."""
    found: list[str] = page.evaluate(CUT)
    return found


def violations(page: Page) -> str:
    """What axe-core objects to, by rule and place; empty when nothing."""
    found = Axe().run(page).response["violations"]
    return "\n".join(f"{rule['id']} {node['html']}" for rule in found for node in rule["nodes"])
