"""Residents with an account, for tests."""

from __future__ import annotations

import itertools

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.site.officers import post
from tlkit.site.residents import services, sessions
from tlkit.site.residents.contacts import Contact
from tlkit.site.shared.database import writing

PHONE = "0812 3456 7890"
PASSWORD = "kucing tidur di atap"
NUMBERS = itertools.count(81_300_000_001)


def resident(app: Flask) -> FlaskClient:
    """A browser in which a new account is signed in; made without hashing anything."""
    client, now = app.test_client(), app.extensions["tlkit"].clock()
    contact = Contact("phone", f"+62{next(NUMBERS)}")
    with app.app_context():
        with writing() as session:
            number = services.add(session, contact, "-", "resident.registered", now)
        token = services.enter(number, "Chrome · Android", now)
        client.set_cookie(sessions.cookie(), token)
    return client


def register(client: FlaskClient, contact: str = PHONE, password: str = PASSWORD) -> TestResponse:
    return post(client, "/akun/daftar", {"kontak": contact, "sandi": password})


def sign_in(client: FlaskClient, contact: str = PHONE, password: str = PASSWORD) -> TestResponse:
    return post(client, "/akun/masuk", {"kontak": contact, "sandi": password})
