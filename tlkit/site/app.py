"""Makes the application: reads the region, registers the services that are on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response

from tlkit.region import load
from tlkit.site import home, permits, places
from tlkit.site.headers import SECURITY_HEADERS
from tlkit.site.shared.clock import Clock, system_clock
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.languages import LanguagePrefix

SERVICES = (home.SERVICE, permits.SERVICE, places.SERVICE)


def create_app(
    instance: Path, *, clock: Clock = system_clock, config: Mapping[str, Any] | None = None
) -> Flask:
    """The site of one instance folder. Raises `TlkitError` when its region file is wrong."""
    region = load(instance / "region.yaml")
    app = Flask("tlkit.site", static_folder="static", template_folder="templates")
    app.config.update(config or {})
    services = tuple(service for service in SERVICES if region.serves(service.name))
    app.extensions["tlkit"] = Instance(instance, region, services, clock)
    for service in services:
        app.register_blueprint(service.blueprint)
    app.after_request(add_security_headers)
    app.wsgi_app = LanguagePrefix(app.wsgi_app, region.languages)  # type: ignore[method-assign]
    return app


def add_security_headers(response: Response) -> Response:
    """Put the security headers on every answer."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
