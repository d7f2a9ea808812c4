"""The watching browser sees what it is there to see: each kind of complaint, made on purpose."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import visit
from tests.servers import free_port, running

FAULTS = {
    "console: ": "<script>console.error('oh')</script>",
    "script: ": "<script>nowhere()</script>",
    "elsewhere: ": "<img alt='' src='http://127.0.0.2:9/map.png'>",
    "Content Security Policy": (
        "<meta http-equiv='Content-Security-Policy' content=\"style-src 'self'\"><p style='color:red'>"
    ),
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of pages that each make one mistake."""
    folder: Path = tmp_path_factory.mktemp("faulty")
    (folder / "favicon.ico").touch()
    for number, markup in enumerate(FAULTS.values()):
        (folder / f"{number}.html").write_text(f"<!doctype html><title>x</title>{markup}")
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "http.server",
        "--bind",
        "127.0.0.1",
        "--directory",
        str(folder),
        str(port),
    ]
    with running(command, f"http://127.0.0.1:{port}", folder.with_suffix(".log")) as server:
        yield server.url


@pytest.mark.parametrize(("number", "kind"), [*enumerate(FAULTS)])
def test_a_fault_is_seen(browser: Browser, faulty: str, number: int, kind: str) -> None:
    with pytest.raises(AssertionError, match=kind), visit(browser, faulty) as page:
        page.goto(f"/{number}.html")
