"""How large a request may be, and that what is sent never lies on disk unsealed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, TypeVar

from flask import Request, current_app
from werkzeug.wsgi import get_content_length

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])

USUAL_LIMIT = 1_000_000
"""Bytes of a request to a view that says nothing else: any form without files."""

ROOM_FOR_FIELDS = 200_000
MARK = "tlkit_request_limit"


class LimitedRequest(Request):
    """A request as large as its view says, with the files that it brings kept in memory.

    The limit is known before anything reads the form, a check of its token included. Files
    would usually be spooled to disk, in clear. What ends before the length that it stated was cut
    off on its way, and is refused (400): a server that finds the end by itself would have it taken for whole.
    """

    def __init__(
        self, environ: WSGIEnvironment, populate_request: bool = True, shallow: bool = False
    ) -> None:
        if get_content_length(environ) is not None:
            environ.pop("wsgi.input_terminated", None)
        super().__init__(environ, populate_request, shallow)

    @property
    def max_content_length(self) -> int | None:
        """Bytes; a larger request is refused with 413 by its stated length, or while it is read."""
        if self._max_content_length is not None:
            return self._max_content_length
        view = current_app.view_functions.get(self.endpoint or "") if current_app else None
        said: int = getattr(view, MARK, USUAL_LIMIT)
        return said

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def taking_uploads(limit: int, files: int = 1) -> Callable[[View], View]:
    """Let requests to a view hold up to `files` files of `limit` bytes, beside their fields."""

    def decorate(view: View) -> View:
        setattr(view, MARK, limit * files + ROOM_FOR_FIELDS)
        return view

    return decorate
