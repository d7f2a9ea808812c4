"""Papers on their way: what is pressed meanwhile waits for them in sight, and then happens."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.browser.chromium import visit
from tests.browser.resident import Resident, photo

PAPER = "#formulir .paper:not(h2 ~ h2 ~ .paper) input[type=file]"
PATIENCE = 30_000


@pytest.fixture
def papers(browser: Browser, site_url: str) -> Iterator[Page]:
    """The page of papers, with every required one but the last."""
    with visit(browser, site_url) as page:
        page.set_default_timeout(PATIENCE)
        resident = Resident(page, lambda page, name: None)
        resident.begin("bidan", "sip-bidan")
        while not page.url.endswith("/berkas"):
            resident.answer_page()
        for number in range(page.locator(PAPER).count() - 1):
            resident.attach(page.locator(PAPER).nth(number))
        yield page


def press_meanwhile(page: Page, paper: FilePayload) -> None:
    """Choose the last paper, and press "go on" while it is still on its way."""
    stopped: list[Route] = []
    page.route("**/berkas", lambda route: route.continue_() if stopped else stopped.append(route))
    with page.expect_request("**/berkas"):
        page.locator(PAPER).last.set_input_files(paper)
    page.locator("#formulir .bottom .big").click()
    expect(page.locator("#formulir .bottom .busy")).to_be_visible()
    stopped[0].continue_()


def test_a_press_during_an_upload_waits_in_sight_and_then_happens(papers: Page) -> None:
    press_meanwhile(papers, {"name": "ktp.pdf", "mimeType": "application/pdf", "buffer": b"no PDF"})
    expect(papers.locator("#kesalahan")).to_be_focused()
    assert papers.url.endswith("/berkas")
    press_meanwhile(papers, photo("terakhir"))
    papers.wait_for_url(lambda url: not url.endswith("/berkas"))


def test_a_photo_is_made_smaller_before_it_is_sent_and_what_shows_through_becomes_white(papers: Page) -> None:
    picture = Image.new("RGBA", (3000, 1500))
    picture.paste(Image.effect_noise((1500, 1500), 90).convert("RGB"))
    made = io.BytesIO()
    picture.save(made, "PNG")
    papers.locator(PAPER).last.set_input_files(
        {"name": "cap.png", "mimeType": "image/png", "buffer": made.getvalue()}
    )
    kept = papers.get_by_role("link", name="cap.jpg")
    expect(kept).to_be_visible()
    address = urljoin(papers.url, str(kept.get_attribute("href")))
    sent = Image.open(io.BytesIO(papers.request.get(address).body()))
    assert sent.size == (2000, 1000)
    assert sent.getpixel((1500, 500)) == (255, 255, 255)
