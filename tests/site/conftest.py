"""One application on each database, prepared as `tlkit serve` does it."""

from __future__ import annotations

import shutil
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


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `var` of a site on SQLite that was prepared once: a copy takes a tenth of the time."""
    made = create_app(make_instance(tmp_path_factory.mktemp("ready")))
    prepare_app(made)
    close(made)
    return made.extensions["tlkit"].var


@pytest.fixture(scope="session")
def ready_on_server(cluster: Postgres, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same on PostgreSQL: its `var`, and the name of its database."""
    instance, url = make_instance(tmp_path_factory.mktemp("ready")), cluster.database()
    (instance / ".env").write_text(f"DATABASE_URL={url}\n")
    made = create_app(instance)
    prepare_app(made)
    close(made)
    return made.extensions["tlkit"].var, url.rpartition("/")[2]


@pytest.fixture
def app(folder: Path, server: Postgres | None, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The site of `folder`, its database ready: a copy of one that was prepared before."""
    if server is None:
        var = request.getfixturevalue("ready")
    else:
        var, like = request.getfixturevalue("ready_on_server")
        url = (folder / ".env").read_text().partition("=")[2].strip()
        server.copy(like, url)
    shutil.copytree(var, folder / "var")
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
