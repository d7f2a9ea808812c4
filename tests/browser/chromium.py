"""Debian's Chromium, driven as a visitor uses it, and watched for what no visitor would report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

PROGRAM = "/usr/bin/chromium"
# Without these it looks up its maker's hosts at every start; as root it needs to run without its sandbox.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Screen:
    """A size of window: the cheap phone we build for, and a common desktop."""

    name: str
    width: int
    height: int


PHONE = Screen("phone", 360, 740)
DESKTOP = Screen("desktop", 1280, 900)


def start(playwright: Playwright) -> Browser:
    """A headless Chromium of its own."""
    return playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)


@contextmanager
def visit(
    browser: Browser, origin: str, screen: Screen = PHONE, *, scripts: bool = True, kept: str | None = None
) -> Iterator[Page]:
    """A new visitor's page, or that of one whose cookies stand in the file `kept`.

    Leaving raises AssertionError when the browser had anything to complain of: an error in the
    console (a breach of the CSP is one), an exception in a script, a request to another origin,
    or a request that failed.
    """
    context = browser.new_context(
        base_url=origin,
        viewport={"width": screen.width, "height": screen.height},
        is_mobile=screen is PHONE,
        has_touch=screen is PHONE,
        java_script_enabled=scripts,
        reduced_motion="reduce",
        storage_state=kept,
    )
    complaints: list[str] = []
    listen(context, origin, complaints)
    try:
        yield context.new_page()
    finally:
        context.close()
    if complaints:
        raise AssertionError("\n".join(complaints))


def listen(context: BrowserContext, origin: str, complaints: list[str]) -> None:
    """Write down what goes wrong in any page or worker of `context`."""

    def said(message: ConsoleMessage) -> None:
        # A form that is sent back with what is wrong answers 422, which the browser calls an error.
        if message.type == "error" and "the server responded with a status of 422" not in message.text:
            complaints.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(f"{origin}/"):
            complaints.append(f"elsewhere: {request.url}")

    def failed(request: Request) -> None:
        # A page that is left drops what it was still fetching; that is no fault of the site.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"failed: {request.url} {request.failure}")

    context.on("console", said)
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
    context.on("request", asked)
    context.on("requestfailed", failed)
