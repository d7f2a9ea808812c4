"""The office's pages for officials can be read by everybody, on a phone and on a desktop, and ask nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import DESKTOP, PHONE, Screen, visit
from tests.browser.test_accessibility import violations
from tests.office.offices import make_office, publish
from tlkit.catalogue.messages import StatusAnswer
from tlkit.errors import Text
from tlkit.office.fleet import Member
from tlkit.office.push import Pushed
from tlkit.office.push_outcome import STATES, Outcome, State
from tlkit.office.report import fleet_page, push_page
from tlkit.office.status import Standing

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=timezone.utc)
SLUGS = [
    "kota-tangerang",
    "kabupaten-kepulauan-siau-tagulandang-biaro",
    *(f"kabupaten-{n}" for n in range(34)),
]
FIELDS = ("sip-bidan/processing", "pengumpulan-uang-barang/requirements", "pbg-menara/steps")


def standings() -> list[Standing]:
    """A fleet of which some are behind, some silent, one never heard from, one in need of care."""
    found = []
    for number, slug in enumerate(SLUGS):
        alarm = "Tidak ada kabar baru dari kantor pusat sejak 2026-02-20." if number == 3 else None
        answer = StatusAnswer(
            "0.1.0",
            f"2026.3.{number % 3 + 1}",
            conflicts=number % 4,
            overridden=FIELDS[: number % 4],
            proposals=number % 2,
            health="degraded" if alarm else "ok",
            alarm=alarm,
        )
        silent: State | None = "hangs" if number % 5 == 4 else None
        member = Member(slug, "https://izin.example.id", f"keys/tokens/{slug}")
        found.append(Standing(member, answer, NOW, silent, None, number % 3))
    found[9] = Standing(found[9].member, None, None, "unreachable")
    return found


def pushed(dry_run: bool) -> Pushed:
    """A push in which every state occurs."""
    why = Text("The certificate of its server has expired.", "Sertifikat servernya sudah kedaluwarsa.")
    outcomes = tuple(
        Outcome(
            slug,
            STATES[number % len(STATES)],
            "2026.3.2",
            "2026.3.1",
            {"take_base": 3, "conflict": number % 3, "unchanged": 1000},
            FIELDS[: number % 3],
            waiting_until=date(2026, 4, 1) if STATES[number % len(STATES)] == "waiting" else None,
            said=why if number % 4 == 3 else None,
            recovered=number == 1,
        )
        for number, slug in enumerate(SLUGS)
    )
    return Pushed({"stable": "2026.3.2"}, outcomes, NOW, dry_run)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages stand, in both languages."""
    folder = tmp_path_factory.mktemp("reports")
    office = make_office(folder / "pusat", NOW)
    publish(office, now=NOW)
    out = folder / "reports"
    out.mkdir()
    for lang in ("id", "en"):
        (out / f"fleet-{lang}.html").write_text(fleet_page(office, standings(), NOW, lang), encoding="utf-8")
        (out / f"push-{lang}.html").write_text(push_page(pushed(False), lang), encoding="utf-8")
        (out / f"rehearsal-{lang}.html").write_text(push_page(pushed(True), lang), encoding="utf-8")
    (out / "favicon.ico").write_bytes(b"")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=lambda screen: screen.name)
@pytest.mark.parametrize("name", ["fleet-id", "fleet-en", "push-id", "push-en", "rehearsal-id"])
def test_everybody_can_read_a_report(browser: Browser, pages: str, name: str, screen: Screen) -> None:
    with visit(browser, pages, screen, scripts=True) as page:
        page.goto(f"/{name}.html")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == "", scheme
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= screen.width, "the page itself scrolls sideways"
