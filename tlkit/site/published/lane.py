"""Answers published pages from memory, before Flask sees the request."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tlkit.site.published.folder import Unreadable, current_generation, load
from tlkit.site.published.pages import Answer
from tlkit.site.shared.uncollected import uncollected

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at which generation is current."""


class Lane:
    """Stands before an application; passes on what is not published.

    A generation holds the assets that its pages name, so that it can be served whole
    even by a process that has others.
    """

    def __init__(self, app: WSGIApplication, published: Path) -> None:
        self.app, self.published = app, published
        self.generation: str | None = None
        self.answers: Mapping[str, Answer] = {}
        self.watched = False
        self.lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self.watched:
            self.watch()
        answer = self.answers.get(environ["PATH_INFO"])
        if answer is None or environ.get("QUERY_STRING"):
            return self.app(environ, start_response)
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and matches(known, answer.etag):
            start_response("304 Not Modified", answer.unchanged)
            return []
        variant = answer.variant(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", variant.headers)
        return variant.body if method == "GET" else []

    def look(self) -> None:
        """Take over the current generation when it is another one; keep the present one when it can't."""
        generation = current_generation(self.published)
        if generation is None or generation == self.generation:
            return
        try:
            with uncollected(lasting=True):
                answers = load(self.published / generation)
        except Unreadable as error:
            log.warning("published generation %s is left alone: %s", generation, error)
            answers = self.answers
        self.generation, self.answers = generation, answers

    def watch(self) -> None:
        """Load what is there, then look again every second for as long as the lane lives.

        Begun by the first request: a server may make the application and fork afterwards.
        """
        with self.lock:
            if self.watched:
                return
            self.look()
            self.watched = True
            threading.Thread(target=keep_looking, args=(weakref.ref(self),), daemon=True).start()


def keep_looking(reference: weakref.ref[Lane]) -> None:
    """Look every second; ends when the lane is gone."""
    pause = threading.Event()
    while not pause.wait(EVERY):
        lane = reference()
        if lane is None:
            return
        try:
            lane.look()
        except Exception:
            log.exception("looking for published pages failed")
        del lane


def matches(known: str, etag: str) -> bool:
    """Whether an `If-None-Match` holds this page, compared weakly as RFC 9110 (13.1.2) asks."""
    bare = etag.removeprefix("W/")
    return known.strip() == "*" or bare in (part.strip().removeprefix("W/") for part in known.split(","))
