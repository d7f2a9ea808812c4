"""What no person types, in every address and field: refused or passed over, never a failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

import tlkit.site
from tests.site.access_table import Route, address, routes
from tests.site.folders import close, make_instance
from tests.site.officers import officer, token
from tests.site.permits.filed import file
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.accounts.officer import ROLES

FIELD = re.compile(r'request\.(?:args|form|values)\.get(?:list)?\(\s*"([^"]+)"')
ODD = ("\0", "a\0b", "9" * 40, "-1", "x" * 5000, "²")


def fields() -> set[str]:
    """Every name that some view reads by itself."""
    found = set()
    for path in Path(tlkit.site.__file__).parent.rglob("*.py"):
        found.update(FIELD.findall(path.read_text(encoding="utf-8")))
    assert len(found) > 30
    return found


def filled(rule: str, odd: str, number: int) -> str:
    """An address with something odd in each of its parts; a number where only numbers match."""
    here = odd if odd.isascii() and odd.isdigit() else str(number)
    text = re.sub(r"<int[^>]*>", here, rule)
    return re.sub(r"<[^>]+>", quote(odd[:200], safe=""), text)


def codes(client: FlaskClient, route: Route, odd: str, number: int, names: set[str]) -> list[int]:
    client.application.extensions["tlkit.limits"].clear()
    form = dict.fromkeys(names, odd)
    path, plain = filled(route.rule, odd, number), filled(route.rule, "nowhere", number)
    if route.method == "GET":
        return [client.get(path).status_code, client.get(plain, query_string=form).status_code]
    form["csrf_token"] = token(client)
    return [client.open(each, method=route.method, data=form).status_code for each in (path, plain)]


@pytest.mark.parametrize("folder", ["postgresql"], indirect=True)
def test_nothing_odd_makes_an_address_fail(app: Flask) -> None:
    """On PostgreSQL, which keeps no NUL and no number beyond its columns."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    number, names, failed = file(app), fields(), []
    for count, route in enumerate(routes(app)):
        client = officer(app, *ROLES, email=f"o{count}@kantor.example")  # one of the forms signs out
        for odd in ODD:
            found = codes(client, route, odd, number, names)
            failed += [(route.row, odd[:8], code) for code in found if code >= 500]
    assert failed == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with SQLite."""
    app = create_app(make_instance(tmp_path_factory.mktemp("odd")))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    prepare_app(app)
    yield app
    close(app)


@pytest.mark.parametrize("head", [b"", b'; filename="a.pdf"', b'; name="a\0b"'])
def test_a_part_without_a_right_name_is_refused_wherever_forms_go(small: Flask, head: bytes) -> None:
    client = officer(small, *ROLES, email=f"o{len(head)}@kantor.example")
    parts = [
        b'form-data; name="csrf_token"\r\n\r\n' + token(client).encode(),
        b"form-data" + head + b"\r\n\r\nx",
    ]
    body = b"".join(b"--b\r\nContent-Disposition: " + part + b"\r\n" for part in parts) + b"--b--\r\n"
    for route in routes(small):
        if route.method == "POST":
            small.extensions["tlkit.limits"].clear()
            path = address(route.rule)
            code = client.post(path, data=body, content_type="multipart/form-data; boundary=b").status_code
            assert code < 500, route.row
