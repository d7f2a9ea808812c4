"""What every request passes: whose address it bears, its cookie, and where its form was made."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from itertools import chain
from typing import TYPE_CHECKING, cast

from flask import Flask, Response, abort, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.site.shared.door import Door
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.odd import kept

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MACHINES = ("/office/v1/", "/api/v1/", "/open311/v2/")
"""Addresses that programs write to. They prove who they are by token or signature, never by
a cookie, so that no foreign page can make a browser speak for its reader."""


class Forms(CSRFProtect):  # type: ignore[misc]
    """Takes a form only from a page of this site."""

    def protect(self, **how: bool) -> None:
        if not request.path.startswith(MACHINES):
            super().protect(**how)


def refuse_odd() -> None:
    """Refuse an address or a form that nobody typed: a text that is not kept, a field without a name."""
    sent = [request.path, *chain(*request.args.listvalues())]
    if not request.path.startswith(MACHINES):
        if None in request.form:
            abort(400)
        sent += chain(request.form, *request.form.listvalues())
    if not kept(sent):
        abort(400)


class Cookie(SecureCookieSessionInterface):
    """The session cookie: always over HTTPS alone, but on a demonstration site without HTTPS."""

    def __init__(self, demo: bool) -> None:
        self.demo = demo

    def get_cookie_secure(self, app: Flask) -> bool:
        return not self.demo or request.is_secure

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """What was made with a reader's cookie at hand is kept nowhere."""
        if session.accessed and response.headers.get("Cache-Control") == "no-cache":
            response.headers["Cache-Control"] = "no-store"
        super().save_session(app, session, response)


class Proxies:
    """Takes visitor's address and scheme from the reverse proxies before the site.

    With `PROXIES` unset, only a proxy on this very machine is believed.
    """

    def __init__(self, app: WSGIApplication, count: int | None) -> None:
        self.app, self.count = app, count
        self.behind = ProxyFix(app, x_for=count or 1, x_proto=count or 1)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        believed = self.count if self.count is not None else local(environ.get("REMOTE_ADDR", ""))
        return (self.behind if believed else self.app)(environ, start_response)


def local(address: str) -> bool:
    """Whether a connection comes from this machine."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def receive(app: Flask) -> None:
    """Wire cookie, forms and proxies into an application. Raises `TlkitError` for a wrong `PROXIES`."""
    instance = cast(Instance, app.extensions["tlkit"])
    app.config.update(
        SESSION_COOKIE_NAME=f"tlkit-{instance.region.slug}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        # The token and the cookie's SameSite are enough; some browsers send no Referer.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = Cookie(instance.region.mode == "demo")
    app.before_request(refuse_odd)
    Forms(app)
    behind = Proxies(app.wsgi_app, proxies(app.config.get("PROXIES")))
    app.wsgi_app = Door(behind)  # type: ignore[method-assign]


def proxies(given: str | None) -> int | None:
    """How many reverse proxies stand before the site, as the setting says."""
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and int(given) < 10):
        raise WrongProxies(given)
    return int(given)


class WrongProxies(TlkitError):
    """`PROXIES` is no small number."""

    exit_code = ExitCode.INPUT

    def __init__(self, given: str) -> None:
        super().__init__(
            Text(f"PROXIES={given} is no number of proxies.", f"PROXIES={given} bukan jumlah proksi."),
            Text("Write how many reverse proxies stand before the site, such as PROXIES=1.",
                 "Tulis berapa reverse proxy di depan situs, misalnya PROXIES=1."),
        )  # fmt: skip
