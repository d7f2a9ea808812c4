"""One Chromium for the browser tests of a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless; ended with the module, for its event loop goes on beneath what follows."""
    with sync_playwright() as playwright:
        started = chromium.start(playwright)
        yield started
        started.close()
