"""Once visited, the catalogue stays readable without a network, and says how old it is."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests import servers
from tests.browser.chromium import PHONE


def test_the_catalogue_is_read_without_a_network(browser: Browser, instance: Path, tmp_path: Path) -> None:
    copy = tmp_path / instance.name
    shutil.copytree(instance, copy)
    with servers.site(copy, log=tmp_path / "serve.log") as server:
        context = browser.new_context(base_url=server.url, viewport={"width": PHONE.width, "height": 740})
        page = context.new_page()
        page.goto("/")
        page.evaluate("navigator.serviceWorker.ready.then(worker => worker.active.state)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.goto("/izin/sip-bidan", wait_until="networkidle")

    # The server is gone now, not merely out of reach.
    page.goto("/izin")
    expect(page.get_by_role("main").locator("a[href*='/izin/']:visible")).to_have_count(123)
    expect(page.get_by_role("status").filter(has_text=re.compile("luring.*tersimpan"))).to_be_visible()
    page.get_by_role("main").get_by_role("searchbox").press_sequentially("bidan")
    page.get_by_role("main").locator("a[href='/izin/sip-bidan']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bidan")

    page.goto("/izin/pbg-menara")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda sedang luring")
    context.close()
