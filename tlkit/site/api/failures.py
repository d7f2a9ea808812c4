"""Errors as the API says them."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from tlkit.errors import ConflictError, InputError, TlkitError, UntrustedError
from tlkit.site.shared.languages import current_language


class Wrong(Schema):
    """What went wrong."""

    code = fields.Integer(required=True, metadata={"description": "The HTTP status."})
    message = fields.String(required=True, metadata={"description": "In words, in the reader's language."})
    fields_ = fields.Dict(
        data_key="fields", metadata={"description": "What is wrong with each part of the request."}
    )


class FailureSchema(Schema):
    """`{"error": …}`"""

    error = fields.Nested(Wrong, required=True)


def answer_errors(blueprint: Blueprint) -> None:
    """Have a blueprint say its errors in JSON."""
    blueprint.register_error_handler(HTTPException, http_failure)
    blueprint.register_error_handler(TlkitError, foreseen)


def http_failure(error: HTTPException) -> Response:
    """An HTTP error, with what was wrong with each field where that is known."""
    code = error.code or 500
    said = getattr(error, "data", None) or {}
    answer = failure(code, said.get("message") or error.name, said.get("messages"))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers.setdefault(name, value)
    return answer


def foreseen(error: TlkitError) -> Response:
    """An error that the kit foresees, in its own words."""
    return failure(status_of(error), error.message.in_(current_language()))


def status_of(error: TlkitError) -> int:
    """The status that fits."""
    if isinstance(error, UntrustedError):
        return 404 if error.reason == "unset" else 401
    if isinstance(error, ConflictError):
        return 409
    return 422 if isinstance(error, InputError) or error.exit_code == InputError.exit_code else 503


def failure(code: int, message: str, wrong: Any = None) -> Response:
    """The JSON of an error."""
    said: dict[str, Any] = {"code": code, "message": message}
    if wrong:
        said["fields"] = wrong
    answer = jsonify({"error": said})
    answer.status_code = code
    answer.headers["Cache-Control"] = "no-store"
    return answer
