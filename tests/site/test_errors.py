"""What goes wrong is said in the reader's words, never in a class name, and never kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from psycopg.errors import DiskFull
from sqlalchemy.exc import OperationalError

from tests.site.folders import close, make_instance
from tlkit.errors import Text, TlkitError
from tlkit.site import create_app


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with addresses that fail."""
    app = create_app(make_instance(tmp_path_factory.mktemp("errors")))
    app.add_url_rule("/fails", view_func=lambda: {}["nothing"], endpoint="fails")
    app.add_url_rule("/foreseen", view_func=foreseen, endpoint="foreseen")
    app.add_url_rule("/full", view_func=full, endpoint="full")
    app.add_url_rule("/teapot", view_func=lambda: abort(418), endpoint="teapot")
    yield app
    close(app)


def foreseen() -> str:
    raise TlkitError(Text("The register is closed.", "Buku register tutup."))


def full() -> str:
    raise OperationalError("INSERT …", {}, DiskFull("could not extend file"))


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing/here", 404),
        ("/fails", 500),
        ("/foreseen", 503),
        ("/izin", 503),
        ("/teapot", 418),
        ("/full", 507),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_failure_has_its_page(reader: FlaskClient, prefix: str, path: str, status: int) -> None:
    answer = reader.get(prefix + path)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'lang="{"en" if prefix else "id"}"' in answer.text
    for inner in ("Traceback", "Error", "KeyError", "register is closed", "werkzeug"):
        assert inner not in answer.text


def test_a_wrong_method_names_the_right_ones(reader: FlaskClient) -> None:
    answer = reader.post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_site_that_is_not_ready_says_when_to_come_again(reader: FlaskClient) -> None:
    assert reader.get("/izin").headers["Retry-After"] == "60"


def test_a_broken_error_page_still_answers(tmp_path: Path) -> None:
    instance = make_instance(tmp_path)
    own = instance / "theme" / "templates" / "errors"
    own.mkdir(parents=True)
    (own / "404.html").write_text("{{ 1 / 0 }}")
    app = create_app(instance)
    answer = app.test_client().get("/nothing/here")
    assert answer.status_code == 404
    assert "Halaman ini tidak ada." in answer.text
    close(app)
