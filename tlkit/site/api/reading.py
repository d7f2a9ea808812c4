"""Reads what programs send."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Request
from marshmallow import Schema, missing
from webargs.flaskparser import FlaskParser

from tlkit.errors import Text
from tlkit.site.shared.odd import json_of
from tlkit.site.shared.pages import in_reader_language

UNREADABLE = Text("This JSON cannot be read.", "JSON ini tidak dapat dibaca.")


class Reader(FlaskParser):
    """Answers 400 to what is no JSON, and to JSON that only hurts."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        body = req.get_data() if req.is_json else b""
        if not body:
            return missing
        try:
            return json_of(body)
        except ValueError:
            flask_smorest.abort(400, message=in_reader_language(UNREADABLE))


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Addresses of the API."""

    ARGUMENTS_PARSER = Reader()
