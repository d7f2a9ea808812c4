"""The shipped nginx configuration: published pages from disk, everything else from the site."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.servers import Server, free_port, site, wait_until
from tests.site import observatory
from tests.site.load import behind_nginx, resident_megabytes
from tests.site.observatory import score
from tlkit.catalogue.envelope import COMPRESSED_LIMIT
from tlkit.site import create_app
from tlkit.site.headers import SECURITY_HEADERS
from tlkit.site.permits.casework.signing_views import MOST as LETTERS
from tlkit.site.shared.assets import assets_of
from tlkit.site.shared.uploads.requests import MARK, USUAL_LIMIT


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Front(NamedTuple):
    """nginx before a site, with and without HTTPS, the folder of the site, and the site itself."""

    port: int
    secure: int
    instance: Path
    site: Server

    def get(self, path: str, method: str = "GET", *, tls: bool = False, **headers: str) -> Answer:
        connection = self.tls() if tls else http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found

    def tls(self) -> http.client.HTTPSConnection:
        context = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", self.secure, timeout=10, context=context)


@pytest.fixture(scope="module")
def front(instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Kota Tangerang, generated, served and put behind its own nginx configuration."""
    folder = tmp_path_factory.mktemp("front")
    copy = folder / instance.name
    shutil.copytree(instance, copy)
    port = free_port()
    tls = f"listen 127.0.0.1:{port} ssl; {certificate(folder)}"
    with (
        site(copy, log=folder / "log") as ours,
        behind_nginx(copy, ours.url, folder / "nginx", tls) as server,
    ):
        wait_until((copy / "var" / "published" / "current").exists, "the published pages")
        yield Front(int(server.url.rpartition(":")[2]), port, copy, ours)


def certificate(folder: Path) -> str:
    """nginx's lines for a certificate that nobody vouches for."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return f"ssl_certificate {made}; ssl_certificate_key {key};"


def test_only_https_is_asked_for_from_then_on(front: Front) -> None:
    for path in ("/", "/izin?q=bidan", assets_of(front.instance).address("tokens.css")):
        assert "Strict-Transport-Security" not in front.get(path).headers
        headers = front.get(path, tls=True).headers
        assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000"], path


ORIGIN = "https://elsewhere.example"


def test_every_address_gets_the_observatory_s_best_grade(front: Front) -> None:
    rules = [rule for rule in create_app(front.instance).url_map.iter_rules() if not rule.arguments]
    plain = [rule.rule for rule in rules if "GET" in (rule.methods or ())]
    assets = assets_of(front.instance)
    others = ["/en/", "/izin?q=bidan", "/nothing/here", assets.address("tokens.css"), "/assets/x/tokens.css"]
    assert len(plain) > 40
    for path in (*plain, *others):
        answer = front.get(path, tls=True, Origin=ORIGIN)
        points = score(answer.headers, answer.body.decode("utf-8", "replace"), ORIGIN)
        assert points >= observatory.BEST, f"{path}: {points}"


def test_whatever_is_taken_away_costs_points(front: Front) -> None:
    answer = front.get("/petugas/masuk", tls=True)
    page, headers = answer.body.decode(), {name.title(): value for name, value in answer.headers.items()}
    best = score(made(headers), page, ORIGIN)
    worse = [
        {**headers, "Content-Security-Policy": "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'"},
        {**headers, "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; default-src x; "
                                               "style-src 'unsafe-inline'"},
        {**headers, "Set-Cookie": headers["Set-Cookie"].replace("Secure; ", "")},
        {**headers, "Set-Cookie": headers["Set-Cookie"].replace("HttpOnly; ", "")},
        {**headers, "Set-Cookie": headers["Set-Cookie"].replace("; SameSite=Lax", "")},
        {**headers, "Strict-Transport-Security": "max-age=86400"},
        {**headers, "Referrer-Policy": "unsafe-url"},
        {**headers, "Access-Control-Allow-Origin": ORIGIN},
        *({name: value for name, value in headers.items() if name != gone} for gone in (
            "Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options")),
    ]  # fmt: skip
    assert [score(made(each), page, ORIGIN) < best for each in worse] == [True] * len(worse)
    assert score(made(headers), page + '<script src="//elsewhere.example/a.js"></script>', ORIGIN) < 100


def made(headers: dict[str, str]) -> http.client.HTTPMessage:
    message = http.client.HTTPMessage()
    for name, value in headers.items():
        message[name] = value
    return message


def test_the_largest_request_that_the_site_takes_passes(front: Front) -> None:
    shipped = (front.instance / "deploy" / "nginx.conf").read_text()
    found = re.search(r"client_max_body_size ([0-9]+)m;", shipped)
    assert found
    views = create_app(front.instance).view_functions.values()
    taken = max(getattr(view, MARK, USUAL_LIMIT) for view in views)
    assert COMPRESSED_LIMIT < taken <= int(found[1]) * 2**20


@pytest.mark.parametrize(
    ("file", "waits"),
    [
        ("nginx.conf", r"proxy_read_timeout ([0-9]+)s;"),
        ("kubernetes/ingress.yaml", r'proxy-read-timeout: "([0-9]+)"'),
    ],
)
def test_a_batch_of_signatures_is_waited_for(instance: Path, file: str, waits: str) -> None:
    found = re.search(waits, (instance / "deploy" / file).read_text())
    assert found
    assert int(found[1]) >= 10 * LETTERS, "ten seconds a letter"


TWO_GIGABYTES = 2 << 30


def sent(port: int, path: str, header: str, body: Iterable[bytes] = ()) -> Answer:
    """What comes of a request whose body is sent until nobody takes it."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n".encode())
        with suppress(ConnectionError):
            for part in body:
                line.sendall(part)
        answer = http.client.HTTPResponse(line, method="POST")
        answer.begin()
        return Answer(answer.status, answer.headers, answer.read())


@pytest.mark.parametrize(
    ("path", "said"),
    [("/permohonan/x/berkas", "Kiriman ini terlalu besar"), ("/en/permohonan/x/berkas", "too large to send")],
)
def test_who_sends_two_gigabytes_is_told_at_once_on_a_page_of_the_site(
    front: Front, path: str, said: str
) -> None:
    answer = sent(front.port, path, f"Content-Length: {2 << 30}")
    assert answer.status == 413
    assert said in answer.body.decode()
    assert b"/assets/" in answer.body, "in the site's looks"
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_a_body_without_a_length_is_told_so_too_and_kept_nowhere(front: Front) -> None:
    part = b"%x\r\n%s\r\n" % (1 << 20, bytes(1 << 20))
    body = chain(repeat(part, 80), [b"0\r\n\r\n"])
    answer = sent(front.port, "/permohonan/x/berkas", "Transfer-Encoding: chunked", body)
    assert answer.status == 413
    assert "Kiriman ini terlalu besar" in answer.body.decode()
    assert not [path for path in (front.instance.parent / "nginx" / "body").rglob("*") if path.is_file()]


@pytest.mark.parametrize("said", [f"Content-Length: {2 << 30}", "Transfer-Encoding: chunked"])
def test_two_gigabytes_past_nginx_are_refused_before_they_are_in_memory(front: Front, said: str) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="berkas:ktp"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
    given, before = 0, resident_megabytes(front.site.process.pid)

    def body() -> Iterator[bytes]:
        nonlocal given
        for part in chain([head], repeat(bytes(1 << 20), 2 << 10)):
            yield b"%x\r\n%s\r\n" % (len(part), part) if "chunked" in said else part
            given += len(part)

    header = f"Content-Type: multipart/form-data; boundary=x\r\n{said}"
    answer = sent(int(front.site.url.rpartition(":")[2]), "/permohonan/x/berkas", header, body())
    assert answer.status == 413
    assert "Kiriman ini terlalu besar" in answer.body.decode()
    assert given < 256 << 20
    assert resident_megabytes(front.site.process.pid) - before < 128


def test_every_answer_carries_the_same_security_headers(front: Front) -> None:
    asset = assets_of(front.instance).address("tokens.css")
    for path in (
        "/",
        "/izin",
        "/en/",
        "/en/izin",
        "/izin?q=bidan",
        "/nothing/here",
        asset,
        "/readyz",
        "/sw.js",
    ):
        found = front.get(path).headers
        assert {name: found.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS, path
        assert "Cache-Control" in found, path


def test_published_pages_come_from_disk_with_validators_of_their_content(front: Front) -> None:
    page = front.instance / "var" / "published" / "current" / "izin" / "index.html"
    plain, small = front.get("/izin"), front.get("/izin", Accept_Encoding="gzip")
    assert plain.body == page.read_bytes() == gzip.decompress(small.body)
    changed = int(page.stat().st_mtime)
    assert plain.headers["ETag"] == f'"{changed:x}-{len(plain.body):x}"'
    again = front.get("/izin", Accept_Encoding="gzip", If_None_Match=small.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_what_is_not_published_goes_to_the_site(front: Front) -> None:
    assert "ETag" not in front.get("/izin?q=bidan").headers
    assert front.get("/izin?q=bidan").status == 200
    assert front.get("/izin", method="POST").status == 405
    assert front.get("/readyz").body == b"ready\n"
    assert front.get("/.index.json").status == 404
    assert front.get("/nothing/here").status == 404


def test_assets_are_kept_for_ever(front: Front) -> None:
    answer = front.get(assets_of(front.instance).address("tokens.css"), Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
