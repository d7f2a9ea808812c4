"""Officers for tests: a browser in which one is signed in, and forms sent from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tlkit.site.shared.accounts.models import Account, AccountRole
from tlkit.site.shared.accounts.sessions import COOKIE, begin
from tlkit.site.shared.database import writing

RAW = "0" * 40


def make_officer(app: Flask, *roles: str, email: str = "", **fields: Any) -> int:
    """An officer with these roles and no password; returns the account's id."""
    email = email or f"{'-'.join(roles) or 'none'}@kantor.example"
    with app.app_context(), writing() as session:
        account = Account(
            email=email, name=fields.pop("name", "Siti Contoh"), recovery=[], created_at=now(app), **fields
        )
        account.roles = [AccountRole(name=role) for role in roles]
        session.add(account)
        session.flush()
        return account.id


def browser(app: Flask, account_id: int) -> FlaskClient:
    """A browser in which an account is signed in."""
    client = app.test_client()
    with app.app_context(), writing() as session:
        account = session.get_one(Account, account_id)
        token = begin(session, account, "Chrome", "127.0.0.1", now(app))
        name = account.fs_uniquifier
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": name, "_fresh": True, COOKIE: token, "csrf_token": RAW})
    return client


def officer(app: Flask, *roles: str, **fields: Any) -> FlaskClient:
    """A browser in which a new officer with these roles is signed in."""
    return browser(app, make_officer(app, *roles, **fields))


def token(client: FlaskClient) -> str:
    """The token that a page's form would carry in this browser."""
    with client.session_transaction() as cookie:
        raw = cookie.setdefault("csrf_token", RAW)
    return str(URLSafeTimedSerializer(client.application.secret_key or b"", salt="wtf-csrf-token").dumps(raw))


def post(client: FlaskClient, path: str, form: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
    """Send a form as a page of the site would."""
    return client.post(path, data={**(form or {}), "csrf_token": token(client)}, **more)


def now(app: Flask) -> datetime:
    found: datetime = app.extensions["tlkit"].clock()
    return found.astimezone(timezone.utc)
