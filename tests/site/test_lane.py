"""The published lane gives what Flask would give, sooner, and when the database can't."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client

from tests.servers import wait_until
from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.published import Lane, publish
from tlkit.site.published.folder import INDEX, current_generation, write
from tlkit.site.published.pages import Page
from tlkit.site.published.render import addresses

HTML = "text/html; charset=utf-8"


def page(words: str, path: str = "/x") -> Page:
    return Page(path, HTML, "no-cache", f"<p>{words}</p>".encode() * 50)


def lane_of(app: Flask) -> Lane:
    lane = app.wsgi_app
    assert isinstance(lane, Lane)
    return lane


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One published site for all tests that only read."""
    made = create_app(make_instance(tmp_path_factory.mktemp("lane")))
    prepare_app(made)
    publish(made)
    yield made
    close(made)


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    return site.test_client()


def test_every_published_page_is_byte_for_byte_flasks(site: Flask, reader: FlaskClient) -> None:
    behind = Client(site.extensions["tlkit.behind_lane"])
    paths = addresses(site, site.extensions["tlkit"])
    lane_of(site).watch()
    assert len(paths) > 2 * 50
    for path in paths:
        assert path in lane_of(site).answers, path
        ours, flasks = reader.get(path), behind.get(path)
        assert (ours.status_code, ours.data) == (flasks.status_code, flasks.data), path
        shared = {name: value for name, value in ours.headers if name not in ("ETag", "Vary")}
        assert shared == dict(flasks.headers), path


def test_each_reader_gets_the_encoding_that_it_understands(reader: FlaskClient) -> None:
    plain = reader.get("/")
    assert "Content-Encoding" not in plain.headers
    for accepted, encoding, unpack in (
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br", "br", brotli.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ):
        answer = reader.get("/", headers={"Accept-Encoding": accepted})
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert unpack(answer.data) == plain.data


def test_head_gives_the_headers_alone(reader: FlaskClient) -> None:
    get, head = reader.get("/"), reader.head("/")
    assert (head.status_code, head.data) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


def test_what_a_reader_has_is_not_sent_again(reader: FlaskClient) -> None:
    etag = reader.get("/").headers["ETag"]
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        answer = reader.get("/", headers={"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"] == "no-cache"
    assert reader.get("/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_questions_and_other_methods_go_to_flask(reader: FlaskClient) -> None:
    assert "ETag" in reader.get("/izin").headers
    assert "ETag" not in reader.get("/izin?q=bidan").headers
    assert reader.post("/izin").status_code == 405


def test_published_pages_stay_when_the_database_goes(
    app: Flask, client: FlaskClient, lose_database: Callable[[], None]
) -> None:
    publish(app)
    before = client.get("/izin").data
    close(app)
    lose_database()
    lane_of(app).look()
    assert client.get("/izin").data == before
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_another_generation_is_seen_within_two_seconds(tmp_path: Path) -> None:
    write(tmp_path, [page("old")])
    client = Client(Lane(nothing, tmp_path))
    assert client.get("/x").text.startswith("<p>old")
    write(tmp_path, [page("new")])
    wait_until(lambda: client.get("/x").text.startswith("<p>new"), "the new generation", deadline=2)


def test_the_same_pages_have_one_name_and_validator_on_every_host(tmp_path: Path) -> None:
    pages = [page("one"), page("two", "/y")]
    names = [write(tmp_path / host, order) for host, order in (("a", pages), ("b", pages[::-1]))]
    assert names[0] == names[1]
    files = [
        {
            file.relative_to(tmp_path / host): (file.read_bytes(), file.stat().st_mtime)
            for file in (tmp_path / host / names[0]).rglob("*.html*")
        }
        for host in ("a", "b")
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 6


def test_a_damaged_generation_is_left_alone(tmp_path: Path) -> None:
    lane = Lane(nothing, tmp_path)
    write(tmp_path, [page("one")])
    lane.look()
    before = lane.answers
    second = write(tmp_path, [page("two")])
    (tmp_path / second / "x" / "index.html").write_bytes(b"")
    lane.look()
    assert lane.answers is before
    third = write(tmp_path, [page("three")])
    (tmp_path / third / INDEX).write_text('{"pages": 1}')
    lane.look()
    assert lane.answers is before


def test_a_damaged_generation_is_written_again(tmp_path: Path) -> None:
    name = write(tmp_path, [page("one")])
    (tmp_path / name / INDEX).unlink()
    assert write(tmp_path, [page("one")]) == name
    lane = Lane(nothing, tmp_path)
    lane.look()
    assert list(lane.answers) == ["/x"]


def test_older_generations_and_leftovers_are_removed(tmp_path: Path) -> None:
    (tmp_path / ".making-left").mkdir(parents=True)
    names = [write(tmp_path, [page(word)]) for word in ("one", "two", "three")]
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"current", names[1], names[2]}
    assert current_generation(tmp_path) == names[2]


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_a_page_that_fails_is_left_to_flask(app: Flask, client: FlaskClient) -> None:
    template = Path(app.extensions["tlkit"].path) / "theme" / "templates" / "home" / "home.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ 1 / 0 }}")
    publish(app)
    lane_of(app).watch()
    assert "/" not in lane_of(app).answers
    assert "/izin" in lane_of(app).answers
    assert client.get("/").status_code == 500


def nothing(environ: object, start_response: object) -> list[bytes]:
    raise AssertionError("the lane passed on a request")
