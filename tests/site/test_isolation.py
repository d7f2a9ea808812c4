"""Two instances in one process share nothing that a region could see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer, post
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.published import publish
from tlkit.site.releases import live


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, Flask]]:
    """Two sites of one process: one a demonstration, with another style and its own home page."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    one = make_instance(tmp_path, "one", {"mode: demo": "mode: live"})
    two = make_instance(tmp_path, "two")
    (two / "theme" / "tokens.css").write_text(":root { --tl-accent: #123456 }")
    own = two / "theme" / "templates" / "home" / "home.html"
    own.parent.mkdir(parents=True)
    own.write_text("only in two")
    apps = create_app(one), create_app(two)
    for app in apps:
        prepare_app(app)
    yield apps
    for app in apps:
        close(app)


def test_each_has_its_own_database_assets_pages_and_queue(pair: tuple[Flask, Flask]) -> None:
    one, two = pair
    assert two.test_client().get("/").text == "only in two"
    assert "only in two" not in one.test_client().get("/").text
    assert one.extensions["tlkit.assets"].digest != two.extensions["tlkit.assets"].digest
    one.extensions["tlkit.jobs"].enqueue("note")
    assert two.extensions["tlkit.jobs"].huey.pending_count() == 0
    publish(one)
    two.wsgi_app.look()  # type: ignore[attr-defined]
    assert two.wsgi_app.answers == {}  # type: ignore[attr-defined]


def test_each_opens_permits_as_its_own_region_says(pair: tuple[Flask, Flask]) -> None:
    opened = []
    for app in pair:
        with app.app_context():
            opened.append(sum(permit.opens_here for permit in live().permits.values()))
    assert opened[0] == 0
    assert opened[1] > 0


def test_an_officer_of_one_is_nobody_in_the_other(pair: tuple[Flask, Flask]) -> None:
    one, two = pair
    account = make_officer(one, "administrator"), make_officer(two, "administrator")
    mine, theirs = browser(one, account[0]), two.test_client()
    assert mine.get("/petugas").status_code == 200
    for cookie in mine._cookies.values():
        theirs.set_cookie(cookie.key, cookie.value)
    assert theirs.get("/petugas").status_code == 302


def test_what_is_tried_at_one_does_not_count_at_the_other(pair: tuple[Flask, Flask]) -> None:
    one, two = (app.test_client() for app in pair)
    answers = [post(one, "/petugas/masuk", {"email": "x@y.example"}).status_code for _ in range(125)]
    assert (answers[0], answers[-1]) == (422, 429)
    assert post(two, "/petugas/masuk", {"email": "x@y.example"}).status_code == 422
