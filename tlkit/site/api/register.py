"""Puts the API into an application."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request

from tlkit.site.api import catalogue, payments, tracking
from tlkit.site.api.description import PREFIX, Description
from tlkit.site.api.failures import http_failure
from tlkit.site.api.pages import blueprint as pages
from tlkit.site.shared.instance import Instance


def open_api(app: Flask) -> None:
    """Add the API's addresses and its description."""
    instance: Instance = app.extensions["tlkit"]
    parts: tuple[Any, ...] = (tracking.blueprint,)
    if instance.region.serves("permits"):
        parts = (catalogue.blueprint, tracking.blueprint, payments.blueprint)
    for part in (*parts, pages):
        app.register_blueprint(part, url_prefix=PREFIX)
    app.before_request(unrouted)
    app.extensions["tlkit.api"] = Description(instance.region, parts)


def unrouted() -> Response | None:
    """Say in JSON too that nothing of the API is at an address, or not for that method."""
    wrong = request.routing_exception
    if wrong is None or (wrong.code or 0) < 400 or not request.path.startswith(f"{PREFIX}/"):
        return None
    return http_failure(wrong)
