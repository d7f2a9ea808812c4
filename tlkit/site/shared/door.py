"""Sign-ins come in one after another, so that many at once never crowd out the pages.

What waits at the door takes no processor and no interpreter: fifty officers at eight o'clock
are one more reader to everybody else.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SIGN_IN = "/petugas/masuk"

PATIENCE = 10.0
"""Seconds after which the next comes in anyway: one whose line is slow must not shut the others out."""


class Door:
    """Lets one request at a time to the addresses of signing in, and all others at once."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.free = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(SIGN_IN):
            return self.app(environ, start_response)
        mine = self.free.acquire(timeout=PATIENCE)
        try:
            return self.app(environ, start_response)
        finally:
            if mine:
                self.free.release()
