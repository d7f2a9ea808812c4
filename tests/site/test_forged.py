"""A form is taken only from a page of this site in this very browser, wherever it is sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.access_table import Route, address, routes
from tests.site.folders import close, make_instance
from tests.site.officers import make_officer, officer, token
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.accounts.officer import ROLES

BY_TOKEN_OR_SIGNATURE = {
    "POST /api/v1/tracking",
    "POST /api/v1/webhooks/payments",
    "POST /office/v1/apply",
    "POST /office/v1/plan",
    "POST /office/v1/proposals/<int(max=2147483647):number>",
}
"""Machines write here; no cookie counts."""

REFUSED = 400


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = create_app(make_instance(tmp_path_factory.mktemp("forged")))
    prepare_app(made)
    yield made
    close(made)


@pytest.fixture(scope="module")
def everything(app: Flask) -> FlaskClient:
    """A browser of an officer who may do all there is to do."""
    return officer(app, *ROLES)


def writes(app: Flask) -> list[Route]:
    """Every address that changes something."""
    found = [route for route in routes(app) if route.method != "GET"]
    assert len(found) > 30
    return found


def send(app: Flask, client: FlaskClient, route: Route, **form: str) -> int:
    app.extensions["tlkit.limits"].clear()
    return client.open(address(route.rule), method=route.method, data=form).status_code


@pytest.mark.parametrize("where", ["without a token", "with another browser's token"])
def test_every_form_of_another_page_is_refused(app: Flask, everything: FlaskClient, where: str) -> None:
    stranger = app.test_client()
    with stranger.session_transaction() as cookie:
        cookie["csrf_token"] = "1" * 40
    form = {} if where == "without a token" else {"csrf_token": token(stranger)}
    for client in (everything, app.test_client()):
        passed = {route.row for route in writes(app) if send(app, client, route, **form) != REFUSED}
        assert passed == BY_TOKEN_OR_SIGNATURE, where


def test_what_a_page_of_ones_own_sends_goes_through(app: Flask) -> None:
    """The refusals above are for the token: with it, the same requests come to their views."""
    make_officer(app, "administrator", email="lain@kantor.example")
    for number, route in enumerate(writes(app)):
        client = officer(app, *ROLES, email=f"o{number}@kantor.example")  # one of the forms signs out
        code = send(app, client, route, csrf_token=token(client))
        assert code != REFUSED or route.row in BY_TOKEN_OR_SIGNATURE, route.row


def test_no_cookie_speaks_for_a_machine(app: Flask, everything: FlaskClient) -> None:
    """What needs no form token must not know who is signed in: its answer is a stranger's."""
    stranger = app.test_client()
    for route in writes(app):
        if route.row in BY_TOKEN_OR_SIGNATURE:
            assert send(app, everything, route) == send(app, stranger, route) >= 400, route.row
