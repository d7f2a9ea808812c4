"""A push to a running site: real processes, real requests."""

from __future__ import annotations

import json
import sqlite3
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import tlkit.reference
from tests.office_simulator import OfficeSimulator
from tests.servers import Server, site, wait_until
from tests.site.folders import close, make_instance
from tests.site.releases.conftest import TOKEN, enrol
from tlkit.catalogue.bundle import Bundle, bundle_to_bytes
from tlkit.site import create_app
from tlkit.site.shared.schema import FOLDER, alone, at_head, migrate

FIRST = next(iter(tlkit.reference.load().permits))


@pytest.fixture
def office() -> OfficeSimulator:
    return OfficeSimulator(now=datetime.now(timezone.utc))


@pytest.fixture
def server(office: OfficeSimulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An enrolled site with two web processes and a first release in force."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    instance = make_instance(tmp_path)
    enrol(instance, office)
    first = bundle_to_bytes(office.release("2026.3.1"))
    (instance / "first.bundle").write_bytes(first)
    app = create_app(instance)
    with alone(app):
        migrate(app)
    from tlkit.catalogue.bundle import bundle_from_bytes
    from tlkit.site.releases.receive import apply_bundle

    with app.app_context():
        apply_bundle(app.extensions["tlkit"], bundle_from_bytes(first))
    close(app)
    with site(instance, log=tmp_path / "log", workers=2) as running:
        yield running


def push(server: Server, bundle: Bundle) -> dict[str, Any]:
    request = urllib.request.Request(
        f"{server.url}/office/v1/apply",
        data=bundle_to_bytes(bundle),
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def page(server: Server) -> str:
    """The first permit's page, not from the published lane."""
    with urllib.request.urlopen(f"{server.url}/izin/{FIRST}?x=1", timeout=10) as answer:
        body: bytes = answer.read()
    return body.decode()


def test_every_worker_shows_a_pushed_release_within_two_seconds(
    server: Server, office: OfficeSimulator
) -> None:
    assert "Ringkasan 2026.3.1." in page(server)
    assert push(server, office.release("2026.3.2"))["changed"]
    wait_until(
        lambda: all("Ringkasan 2026.3.2." in page(server) for _ in range(12)),
        "the release everywhere",
        deadline=2,
    )


def test_pages_never_fail_while_releases_are_applied(server: Server, office: OfficeSimulator) -> None:
    failures: list[str] = []
    done = threading.Event()

    def visit() -> None:
        while not done.is_set():
            try:
                text = page(server)
            except (OSError, urllib.error.URLError) as error:
                failures.append(str(error))
                continue
            if "Ringkasan 2026.3." not in text:
                failures.append(text[:200])

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        for number in range(2, 6):
            assert push(server, office.release(f"2026.3.{number}"))["changed"]
    finally:
        done.set()
        visitor.join(30)
    assert failures == []


def test_a_site_of_the_first_tables_keeps_everything_when_they_grow(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    instance = make_instance(tmp_path)
    app: Flask = create_app(instance)
    with alone(app):
        migrate(app)
        with app.app_context():
            command.downgrade(Config(FOLDER / "alembic.ini"), "0001")
    close(app)
    with sqlite3.connect(instance / "var" / "site.db") as database:
        database.executescript(
            "PRAGMA foreign_keys = ON;"
            "INSERT INTO release (id, version, source, digest, body, stored_at)"
            " VALUES (1, '0', 'kit', 'd', '{}', '2026-01-01 00:00:00');"
            "INSERT INTO overlay_revision (id, digest, body, stored_at)"
            " VALUES (1, 'o', '{\"revision\": 0}', '2026-01-01 00:00:00');"
            "INSERT INTO activation (id, release_id, overlay_id, activated_at, digest)"
            " VALUES (1, 1, 1, '2026-01-01 00:00:00', 'a');"
            "INSERT INTO pointer (id, activation_id) VALUES (1, 1);"
        )
    with alone(app):
        migrate(app)
    with app.app_context():
        assert at_head()
        from tlkit.site.releases.history import history

        assert [(past.version, past.cause, past.in_force) for past in history()] == [("0", "start", True)]
    close(app)
