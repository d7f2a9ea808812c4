"""One application on each database, prepared as `tlkit serve` does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.servers import Postgres, postgres
from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app


@pytest.fixture(scope="session")
def cluster() -> Iterator[Postgres]:
    """A PostgreSQL of this session's own."""
    with postgres() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new instance, never started, whose `.env` names an empty database of each kind."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    instance = make_instance(tmp_path)
    if request.param == "sqlite":
        yield instance
        return
    started: Postgres = request.getfixturevalue("cluster")
    url = started.database()
    (instance / ".env").write_text(f"DATABASE_URL={url}\n")
    yield instance
    started.drop(url)


@pytest.fixture
def server(folder: Path, request: pytest.FixtureRequest) -> Postgres | None:
    """The server that holds the folder's database; None where a file holds it."""
    on_server = (folder / ".env").exists()
    return request.getfixturevalue("cluster") if on_server else None


@pytest.fixture
def app(folder: Path) -> Iterator[Flask]:
    """The site of `folder`, its database ready."""
    made = create_app(folder)
    prepare_app(made)
    yield made
    close(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def lose_database(folder: Path, request: pytest.FixtureRequest) -> Callable[[], None]:
    """Takes the database away while the site runs: its server refuses, or its file is gone."""

    def lose() -> None:
        env = folder / ".env"
        if env.exists():
            started: Postgres = request.getfixturevalue("cluster")
            started.drop(env.read_text().partition("=")[2].strip())
            return
        for file in (folder / "var").glob("site.db*"):
            file.unlink()

    return lose
