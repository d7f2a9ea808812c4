"""Whether the process is up, and whether the site can serve. Neither answer is ever cached."""

from __future__ import annotations

import logging

from flask import Blueprint, Response
from sqlalchemy.exc import DBAPIError

from tlkit.errors import TlkitError
from tlkit.site.releases.current import live
from tlkit.site.releases.first import follows_office
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.schema import at_head

log = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return plain("ok", 200)


@blueprint.get("/readyz")
def readyz() -> Response:
    """The database is at the newest migration and a catalogue is live; otherwise 503 and what is missing.

    A site that waits for its office's first release is ready too: the release has to reach it.
    """
    try:
        if not at_head():
            return plain("database not migrated", 503)
        live()
    except DBAPIError as error:
        log.warning("not ready: %s", error)
        return plain("database away", 503)
    except TlkitError:
        if follows_office(current_instance()):
            return plain("ready, waiting for the office's first release", 200)
        return plain("no catalogue", 503)
    return plain("ready", 200)


def plain(text: str, status: int) -> Response:
    return Response(
        f"{text}\n", status, {"Cache-Control": "no-store"}, content_type="text/plain; charset=utf-8"
    )
