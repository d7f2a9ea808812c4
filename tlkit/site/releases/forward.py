"""Has the job process answer what the central office asks: verifying and applying take long.

The request goes over as it came, and the answer back as it is. Where no job process listens,
the web process answers itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, TypeVar, cast

from flask import Flask, Response, current_app, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tlkit.site.shared.aside import Aside, Message

QUESTION = "office"
TRUSTED = "tlkit.forwarded"
"""The key that tells the job process that the token was seen; no client can set it."""
HEADERS = ("X-Tlkit-Plan", "Content-Type")

View = TypeVar("View", bound=Callable[..., Response])


def forwarded(view: View) -> View:
    """A view that the job process answers, if there is one. Raises `CutOff` when it ends meanwhile."""

    @wraps(view)
    def answer(*values: Any, **named: Any) -> Response:
        aside = cast(Aside, current_app.extensions["tlkit.aside"])
        held = {name: request.headers[name] for name in HEADERS if name in request.headers}
        words = {"method": request.method, "path": request.path, "headers": held}
        found = aside.ask(QUESTION, words, request.get_data())
        if found is None:
            return view(*values, **named)
        return Response(found.body, found.words["status"], found.words["headers"])

    return cast(View, answer)


def answered(app: Flask, question: Message) -> Message:
    """The job process's side: the answer of the application itself."""
    words = question.words
    environ = EnvironBuilder(
        path=words["path"],
        method=words["method"],
        headers=words["headers"],
        input_stream=BytesIO(question.body),
        content_length=len(question.body),
        environ_overrides={TRUSTED: True},
    ).get_environ()
    body, status, headers = run_wsgi_app(app.extensions["tlkit.behind_lane"], environ)
    return Message({"status": status, "headers": list(headers)}, b"".join(body))
