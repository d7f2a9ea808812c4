"""The language stands in the address, and stays with the reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, jsonify, request
from flask.testing import FlaskClient

from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import other_languages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with one more address, which says what the frame knows of the request."""
    app = create_app(make_instance(tmp_path_factory.mktemp("languages")))

    @app.get("/frame/<path:rest>")
    def frame(rest: str) -> object:
        page_url = app.jinja_env.globals["page_url"]
        return jsonify(
            language=current_language(),
            others=other_languages(),
            home=page_url("home.home"),  # type: ignore[operator]
            script=request.script_root,
        )

    yield app
    close(app)


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    return site.test_client()


def test_the_first_language_needs_no_prefix(reader: FlaskClient) -> None:
    said = reader.get("/frame/x").get_json()
    assert (said["language"], said["home"]) == ("id", "/")
    assert said["others"] == [["en", "/en/frame/x"]]


def test_another_language_stays_in_every_address(reader: FlaskClient) -> None:
    said = reader.get("/en/frame/x").get_json()
    assert (said["language"], said["home"]) == ("en", "/en/")
    assert said["others"] == [["id", "/frame/x"]]


def test_a_question_goes_along_and_stays_harmless(reader: FlaskClient) -> None:
    said = reader.get("/frame/a%20b?q=izin+%26+%22x%22&sektor=").get_json()
    assert said["others"] == [["en", "/en/frame/a%20b?q=izin+%26+%22x%22&sektor="]]


def test_a_site_below_a_path_keeps_it(reader: FlaskClient) -> None:
    said = reader.get("/en/frame/x", environ_overrides={"SCRIPT_NAME": "/kota"}).get_json()
    assert (said["home"], said["others"]) == ("/kota/en/", [["id", "/kota/frame/x"]])


@pytest.mark.parametrize("path", ["/enak", "/id/", "/en/en/", "/fr/"])
def test_only_a_whole_known_prefix_counts(reader: FlaskClient, path: str) -> None:
    assert reader.get(path).status_code == 404
