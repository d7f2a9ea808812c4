"""What no person types, in every address and field: refused or passed over, never a failure."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

import tlkit.site
from tests.site.access_table import Route, routes
from tests.site.officers import officer, token
from tests.site.permits.filed import file
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
