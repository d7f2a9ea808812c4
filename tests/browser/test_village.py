"""Villages while one types: what is chosen, pressed or focused stays, whichever answer comes late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chromium import visit
from tests.browser.resident import Resident


@pytest.fixture
def address(browser: Browser, site_url: str) -> Iterator[Page]:
    """The page that asks for the applicant's own village."""
    with visit(browser, site_url) as page:
        page.set_default_timeout(30_000)
        resident = Resident(page, lambda page, name: None)
        resident.begin("bidan", "sip-bidan")
        while not page.locator("[data-village]").count():
            resident.answer_page()
        yield page


def test_a_late_answer_takes_nothing_away_from_under_the_focus(address: Page) -> None:
    words, found = address.locator("[data-village] input[type=search]"), address.locator(".found label")
    words.fill("karawaci")
    chosen = address.locator(".found").get_by_label("Karawaci Baru,")
    expect(chosen).to_be_visible()

    late: list[Route] = []
    address.route("**/desa?*", lambda route: late.append(route))
    with address.expect_request("**/desa?*"):
        words.fill("karawaci baru")
    chosen.focus()
    late[0].continue_()
    expect(found).to_have_count(2)
    expect(chosen).to_be_focused()


def test_what_is_chosen_stays_and_a_search_without_a_village_says_so(address: Page) -> None:
    words, found = address.locator("[data-village] input[type=search]"), address.locator(".found label")
    words.fill("karawaci")
    address.locator(".found").get_by_label("Karawaci Baru,").check()
    words.fill("bencongan")
    expect(found).to_have_count(3)
    expect(found.first.locator("input")).to_be_checked()
    words.fill("tidakadadesabegini")
    expect(address.locator(".found p")).to_contain_text("Tidak ditemukan")
    expect(found).to_have_count(1)
