"""Reads what programs send."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Request
from marshmallow import Schema, missing
from webargs.flaskparser import FlaskParser, abort

from tlkit.site.shared.odd import json_of


class Reader(FlaskParser):
    """Answers 400 to what is no JSON, and to JSON that only hurts."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        body = req.get_data() if req.is_json else b""
        if not body:
            return missing
        try:
            return json_of(body)
        except ValueError as error:
            return abort(400, exc=error, messages={"json": ["Invalid JSON body."]})


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """Addresses of the API."""

    ARGUMENTS_PARSER = Reader()
