"""Every address × every role: who is let in is what the table says, and no address is missing from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.access_table import FILE, address, for_residents, routes, table
from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer, token
from tests.site.permits.filed import file
from tests.site.residents.account import resident
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.accounts.officer import ROLES

ROWS = table()
THEIRS = for_residents()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = create_app(make_instance(tmp_path_factory.mktemp("access")))
    made.config["PROPAGATE_EXCEPTIONS"] = False
    prepare_app(made)
    yield made
    close(made)


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, int]:
    return {role: make_officer(app, role) for role in ROLES}


@pytest.fixture(scope="module")
def case_id(app: Flask) -> int:
    return file(app, "sip-bidan", "payment", "signer")


def test_every_address_has_its_row_and_every_row_its_address(app: Flask) -> None:
    found = {route.row for route in routes(app)}
    assert found - ROWS.keys() == set(), f"say who may: {FILE.name}"
    assert ROWS.keys() - found == set(), f"no such address any more: {FILE.name}"


def outcome(app: Flask, account: int | None, method: str, path: str) -> str:
    """What comes of an officer's or anybody's request: let in, sent to sign in, or forbidden."""
    return outcome_in(app.test_client() if account is None else browser(app, account), method, path)


def outcome_in(client: FlaskClient, method: str, path: str) -> str:
    """What comes of a request from a browser."""
    client.application.extensions["tlkit.limits"].clear()
    form = {"csrf_token": token(client)} if method != "GET" else None
    answer = client.open(path, method=method, data=form)
    if answer.status_code == 403:
        return "forbidden"
    if answer.status_code == 302 and answer.headers["Location"].endswith("/petugas/masuk"):
        return "asked to sign in"
    if answer.status_code == 303 and answer.headers["Location"].endswith("/akun/masuk"):
        return "asked for an account"
    assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
    return "let in"


@pytest.mark.parametrize("row", [row for row, roles in ROWS.items() if roles is not None])
def test_only_the_roles_in_the_table_are_let_in(app: Flask, people: dict[str, int], row: str) -> None:
    method, rule = row.split()
    path, admitted = address(rule), ROWS[row] or frozenset()
    found = {role: outcome(app, number, method, path) for role, number in people.items()}
    assert found == {role: "let in" if role in admitted else "forbidden" for role in ROLES}
    assert outcome(app, None, method, path) == "asked to sign in"


@pytest.mark.parametrize("row", sorted(ROWS.keys() - THEIRS - {row for row in ROWS if ROWS[row]}))
def test_what_is_for_everybody_asks_nobody_to_sign_in(app: Flask, row: str) -> None:
    method, rule = row.split()
    assert not rule.startswith("/petugas") or rule.startswith(("/petugas/masuk", "/petugas/undangan"))
    assert outcome(app, None, method, address(rule)) in ("let in", "forbidden")


@pytest.mark.parametrize("row", sorted(THEIRS))
def test_an_account_s_pages_are_for_who_is_signed_in_to_one(
    app: Flask, people: dict[str, int], row: str
) -> None:
    method, rule = row.split()
    for account in (None, people["administrator"]):
        assert outcome(app, account, method, address(rule)) == "asked for an account"
    assert outcome_in(resident(app), method, address(rule)) == "let in"


def test_a_resident_is_no_officer(app: Flask) -> None:
    client = resident(app)
    for row, roles in ROWS.items():
        if roles is not None:
            method, rule = row.split()
            assert outcome_in(client, method, address(rule)) == "asked to sign in", row


def test_an_officer_without_a_role_sees_no_desk(app: Flask) -> None:
    nobody = make_officer(app)
    assert outcome(app, nobody, "GET", "/petugas") == "let in"
    assert outcome(app, nobody, "GET", "/petugas/orang") == "forbidden"


def test_one_who_may_not_sign_in_any_more_is_signed_out(app: Flask) -> None:
    from tlkit.site.shared.accounts.services import disable_officer

    make_officer(app, "administrator", email="other@kantor.example")
    number = make_officer(app, "verifier", email="leaver@kantor.example")
    client = browser(app, number)
    assert client.get("/petugas").status_code == 200
    with app.app_context():
        disable_officer(number, "cli", app.extensions["tlkit"].clock())
    assert client.get("/petugas").status_code == 302


def leads(page: str) -> set[str]:
    """Where the links of an officers' page lead."""
    return {unescape(each) for each in re.findall(r'href="(/petugas[^"#]*)', page)}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_leads_an_officer_to_one_they_may_not_open(
    app: Flask, people: dict[str, int], case_id: int, role: str
) -> None:
    client, adapter = browser(app, people[role]), app.url_map.bind("")
    seen: Counter[str] = Counter()
    ahead, known = ["/petugas", f"/petugas/permohonan/{case_id}"], set[str]()
    while ahead:
        path = ahead.pop()
        endpoint, _ = adapter.match(urlsplit(path).path)
        seen[endpoint] += 1
        if path in known or seen[endpoint] > 3:
            continue
        known.add(path)
        answer = client.get(path)
        assert answer.status_code < 400, f"{role}: {path} {answer.status}"
        if answer.mimetype == "text/html":
            ahead += sorted(leads(answer.text) - known)
    assert len(known) > 5
