"""The language stands in the address: none for the region's first, `/en/…` for English.

A small WSGI layer moves the prefix from the path to `SCRIPT_NAME`, so that every
address made by `url_for` stays in the reader's language, and every cache can tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LANGUAGE = "tlkit.language"
"""Key of the WSGI environment that holds the language of the answer."""

LANGUAGE_PREFIX = "tlkit.language_prefix"
"""Key of the WSGI environment that holds what was taken off the path: `/en`, or nothing."""


class LanguagePrefix:
    """Takes `/en` and the like off the path of a request."""

    def __init__(self, app: WSGIApplication, languages: tuple[str, ...]) -> None:
        self.app = app
        self.first, self.others = languages[0], languages[1:]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[LANGUAGE], environ[LANGUAGE_PREFIX] = self.first, ""
        path = environ.get("PATH_INFO", "")
        for language in self.others:
            prefix = f"/{language}"
            if path == prefix or path.startswith(f"{prefix}/"):
                environ[LANGUAGE], environ[LANGUAGE_PREFIX] = language, prefix
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
        return self.app(environ, start_response)


def current_language() -> str:
    """The language of the present request; Indonesian outside of one."""
    return str(request.environ.get(LANGUAGE, "id")) if has_request_context() else "id"
