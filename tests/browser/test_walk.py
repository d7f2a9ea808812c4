"""A resident's way through the site: home, search, permit, districts; with and without JavaScript."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP, PHONE, Screen, visit


@dataclass(frozen=True)
class Language:
    """What a visitor reads on the way, in one language."""

    code: str
    home: str
    midwife: str
    building: str
    districts: str
    heading: str
    requirements: str


INDONESIAN = Language("id", "/", "Bidan", "PBG", "Wilayah", "Kecamatan", "dibawa|[Pp]ersyaratan")
ENGLISH = Language("en", "/en/", "Midwife", "Building approval", "Districts", "Districts", "bring|[Rr]equire")

languages = pytest.mark.parametrize("language", [INDONESIAN, ENGLISH], ids=lambda language: language.code)
screens = pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=lambda screen: screen.name)
scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@languages
@screens
@scripts
def test_from_home_to_a_permit_and_the_districts(
    browser: Browser, site_url: str, language: Language, screen: Screen, scripts: bool
) -> None:
    with visit(browser, site_url, screen, scripts=scripts) as page:
        page.goto(language.home)
        expect(page.locator("html")).to_have_attribute("lang", language.code)
        expect(page.get_by_role("heading", level=1)).to_have_text("Kota Tangerang")
        fits(page)

        search_for(page, "bidan")
        found = page.get_by_role("main").get_by_role("link", name=language.midwife)
        expect(found).to_have_count(1)
        fits(page)

        found.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(language.midwife)
        expect(page.get_by_role("heading", name=re.compile(language.requirements)).first).to_be_visible()
        fits(page)

        page.get_by_role("link", name=language.districts).last.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(language.heading)
        expect(page.get_by_role("main")).to_contain_text("Jatiuwung")
        fits(page)

        page.get_by_role("main").get_by_role("link", name="Karang Tengah").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Karang Tengah")
        expect(page.get_by_role("main")).to_contain_text("Pondok Bahar")
        fits(page)


@languages
@scripts
def test_an_abolished_permit_leads_to_what_came_instead(
    browser: Browser, site_url: str, language: Language, scripts: bool
) -> None:
    with visit(browser, site_url, scripts=scripts) as page:
        page.goto(language.home)
        search_for(page, "IMB")
        expect(page.get_by_role("main").get_by_role("link", name=language.building).first).to_be_visible()


@languages
def test_the_list_follows_the_typing(browser: Browser, site_url: str, language: Language) -> None:
    with visit(browser, site_url) as page:
        page.goto(f"{language.home}izin")
        listed = page.get_by_role("main").locator("a[href*='/izin/']:visible")
        expect(listed).to_have_count(123)
        page.get_by_role("main").get_by_role("searchbox").press_sequentially("bidan")
        expect(listed).not_to_have_count(123)
        expect(listed.first).to_contain_text(language.midwife)


def test_what_was_found_is_not_put_in_anew_until_one_types_on(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url) as page:
        fetched: list[str] = []
        page.on("request", lambda asked: asked.resource_type == "fetch" and fetched.append(asked.url))
        page.goto("/izin?q=bidan", wait_until="networkidle")
        assert fetched == []
        page.get_by_role("main").get_by_role("searchbox").fill("")
        expect(page.get_by_role("main").locator("a[href*='/izin/']:visible")).to_have_count(123)


@languages
def test_the_other_language_is_one_tap_away(browser: Browser, site_url: str, language: Language) -> None:
    other = ENGLISH if language is INDONESIAN else INDONESIAN
    with visit(browser, site_url) as page:
        page.goto(f"{language.home}wilayah")
        page.get_by_role("link", name={"id": "Indonesia", "en": "English"}[other.code]).click()
        expect(page.locator("html")).to_have_attribute("lang", other.code)
        expect(page.get_by_role("heading", level=1)).to_contain_text(other.heading)


def test_a_keyboard_reaches_the_content_at_once(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url, DESKTOP) as page:
        page.goto("/izin")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_thumbs_find_their_targets(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url, PHONE) as page:
        page.goto("/")
        for link in page.locator("nav a, main a, main button").all():
            box = link.bounding_box()
            assert box, link
            assert box["height"] >= 44, link.inner_text()


def search_for(page: Page, query: str) -> None:
    """Type into the page's own search and send it."""
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill(query)
    box.press("Enter")
    page.wait_for_url(f"**/izin?q={query}")


def fits(page: Page) -> None:
    """The page is no wider than the screen: nobody scrolls sideways."""
    # Playwright answers this without scripts of the page, so it works with JavaScript off.
    box = page.locator("body").bounding_box()
    size = page.viewport_size
    assert box
    assert size
    assert box["width"] <= size["width"]
