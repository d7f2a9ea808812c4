"""Puts the API into an application."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_smorest import Api

from tlkit.site.api import catalogue, payments, tracking
from tlkit.site.api.pages import blueprint as pages
from tlkit.site.shared.instance import Instance

PREFIX = "/api/v1"
VERSION = "1"


class QuietApi(Api):  # type: ignore[misc]
    """flask-smorest without its error handlers: they would answer for all of the site's pages."""

    def _register_error_handlers(self) -> None:
        pass


def open_api(app: Flask) -> None:
    """Add the API's addresses and its description."""
    instance: Instance = app.extensions["tlkit"]
    app.config.update(
        API_TITLE=instance.region.site.name,
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"info": {"description": instance.region.government}, "servers": servers(instance)},
    )
    api = QuietApi(app)
    parts: tuple[Any, ...] = (tracking.blueprint,)
    if instance.region.serves("permits"):
        parts = (catalogue.blueprint, tracking.blueprint, payments.blueprint)
    for part in parts:
        api.register_blueprint(part, url_prefix=PREFIX)
    app.register_blueprint(pages, url_prefix=PREFIX)
    app.extensions["tlkit.api"] = api


def servers(instance: Instance) -> list[dict[str, str]]:
    """Where the API is reached: the region's domain; the same host where it has none."""
    domain = instance.region.site.domain
    return [{"url": f"https://{domain}" if domain else "/"}]
