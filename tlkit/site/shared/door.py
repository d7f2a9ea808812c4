"""Lets in as many requests at a time as a process works on well, and sign-ins one after another.

What waits at the door takes no processor and no interpreter: fifty people who sign in at eight
o'clock are one more reader to everybody else. Published pages are answered before it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from io import RawIOBase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from _typeshed.wsgi import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

SIGN_IN = ("/petugas/masuk", "/akun/masuk", "/akun/daftar", "/akun/sandi")
"""How the addresses begin behind which a password is hashed."""

PLACES = 4
"""Requests that run at once; more would only contend for the interpreter."""

PATIENCE = 10.0
"""Seconds after which the next comes in anyway: one whose line is slow must not shut the others out."""

BREATH = 0.02
"""Seconds from one sign-in to the next, in which the pages that were asked for meanwhile are answered."""


class Door:
    """Has `PLACES` for requests of all kinds, and lets one at a time to the addresses of signing in.

    `clock` gives seconds that only grow, and `rest` waits for so many of them.
    """

    def __init__(
        self,
        app: WSGIApplication,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[float], object] = time.sleep,
    ) -> None:
        self.app = app
        self.clock, self.rest = clock, rest
        self.free = threading.Lock()
        self.next = 0.0
        self.places = threading.Semaphore(PLACES)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(SIGN_IN):
            return self.inside(environ, start_response)
        mine = self.free.acquire(timeout=PATIENCE)
        try:
            self.rest(max(0.0, self.next - self.clock()))
            return self.inside(environ, start_response)
        finally:
            self.next = self.clock() + BREATH
            if mine:
                self.free.release()

    def inside(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer once there is a place."""
        environ["wsgi.input"] = Line(environ["wsgi.input"], self.places)
        with self.places:
            return self.app(environ, start_response)


class Line(RawIOBase):
    """What a client sends. Whoever waits for the rest of it leaves the place to others meanwhile."""

    def __init__(self, sent: InputStream, places: threading.Semaphore) -> None:
        self.sent, self.places = sent, places

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        self.places.release()
        try:
            part = self.sent.read(len(view))
        finally:
            self.places.acquire()
        view[: len(part)] = part
        return len(part)
