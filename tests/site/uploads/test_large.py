"""A request is only as large as its view says: it is refused by its length, or while it is read."""

from __future__ import annotations

import io
import os
import resource
import tempfile
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.site.folders import close, make_instance
from tests.site.uploads.samples import photo
from tlkit.site import create_app
from tlkit.site.shared.uploads import taking_uploads

GIGABYTE = 1 << 30
FORM = "application/x-www-form-urlencoded"


class Endless(io.RawIOBase):
    """What a client sends without end; counts how much of it was read."""

    def __init__(self) -> None:
        self.given = 0
        self.head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        part = self.head[: len(view)] or bytes(min(len(view), 1 << 16))
        self.head = self.head[len(part) :]
        view[: len(part)] = part
        self.given += len(part)
        return len(part)


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    app = create_app(make_instance(tmp_path), config={"WTF_CSRF_ENABLED": False})

    @app.post("/take")
    @taking_uploads(5_000_000)
    def take() -> str:
        return str(len(request.files["file"].read()))

    @app.post("/plain")
    def plain() -> str:
        return str(len(request.form))

    return app


def post(site: Flask, path: str, body: io.RawIOBase, length: int | None) -> int:
    environ = EnvironBuilder(
        path, method="POST", content_type="multipart/form-data; boundary=x"
    ).get_environ()
    environ["wsgi.input"] = io.BufferedReader(body)
    if length is None:
        del environ["CONTENT_LENGTH"]
        environ["wsgi.input_terminated"] = True
    else:
        environ["CONTENT_LENGTH"] = str(length)
    answer, status, _ = run_wsgi_app(site, environ)
    b"".join(answer)
    return int(status.split()[0])


def test_two_gigabytes_are_refused_without_being_read(site: Flask) -> None:
    body = Endless()
    assert post(site, "/take", body, 2 * GIGABYTE) == 413
    assert body.given == 0
    close(site)


def test_a_body_that_states_no_length_is_refused_while_it_is_read(site: Flask) -> None:
    body = Endless()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert post(site, "/take", body, None) == 413
    assert body.given < 7_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
    close(site)


def test_a_view_that_takes_no_files_takes_no_large_request(site: Flask) -> None:
    assert post(site, "/plain", Endless(), 2_000_000) == 413
    close(site)


@pytest.mark.parametrize("cut_off", [0, 5, 6])
def test_a_form_that_was_cut_off_on_its_way_is_not_taken_for_whole(site: Flask, cut_off: int) -> None:
    whole = b"pesan=" + b"x" * 500
    environ = EnvironBuilder("/plain", method="POST", content_type=FORM).get_environ()
    environ |= {"CONTENT_LENGTH": str(len(whole)), "wsgi.input_terminated": True}
    environ["wsgi.input"] = io.BytesIO(whole[: len(whole) - cut_off])
    _, status, _ = run_wsgi_app(site, environ)
    assert int(status.split()[0]) == (400 if cut_off else 200)
    close(site)


def test_a_page_says_what_to_do(site: Flask) -> None:
    answer = site.test_client().post("/plain", data={"field": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text
    close(site)


def test_what_is_sent_is_never_put_on_disk_in_clear(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def temporary(*_: object, **__: object) -> None:
        raise AssertionError("a file in clear")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, temporary)
    content = photo((3000, 2000)) + os.urandom(2_000_000)
    answer = site.test_client().post("/take", data={"file": (io.BytesIO(content), "a.jpg")})
    assert answer.text == str(len(content))
    close(site)
