"""Gives a kept file to somebody who may see it."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from tlkit.site.shared.uploads.models import FileKind, Upload
from tlkit.site.shared.uploads.services import contents

TYPES: dict[FileKind, str] = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}

LOCKED = "default-src 'none'; frame-ancestors 'self'; sandbox"


def respond(upload: Upload) -> Response:
    """The file, to be shown in place: never kept by a browser or proxy, never run as a page.

    Whether the reader may see it, and the audit row that says so, are the caller's. Raises
    `Unreadable`.
    """
    plain = upload.shown_name.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
    named = f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(upload.shown_name)}"
    return Response(
        contents(upload),
        content_type=TYPES[upload.kind],
        headers={
            "Content-Disposition": named,
            "Cache-Control": "no-store",
            "Content-Security-Policy": LOCKED,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
        },
    )
