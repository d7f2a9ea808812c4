"""The blueprint of the residents' and the officers' pages."""

from __future__ import annotations

from flask import Blueprint, Response, request

blueprint = Blueprint("privacy", __name__, template_folder="templates")

PUBLIC = {"privacy.register_", "privacy.notice_"}
"""Pages that are the same for everybody."""


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    """What is about one person is kept by no browser and no proxy."""
    if request.endpoint not in PUBLIC:
        answer.headers["Cache-Control"] = "no-store"
    return answer
