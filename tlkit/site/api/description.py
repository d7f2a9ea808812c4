"""The API's description, made from its parts when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint

from tlkit.region import Region
from tlkit.site.api.failures import FailureSchema

PREFIX = "/api/v1"
VERSION = "1"


class Told(Api):  # type: ignore[misc]
    """Describes every error that is not described by itself as what it is."""

    ERROR_SCHEMA = FailureSchema


class Description:
    """What one region's API says of itself, as OpenAPI 3.1."""

    def __init__(self, region: Region, parts: Sequence[Blueprint]) -> None:
        self.region = region
        self.parts = parts

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The description: made beside the site, of whose start it would be half."""
        beside = Flask(__name__, static_folder=None)
        beside.config.update(
            API_TITLE=self.region.site.name,
            API_VERSION=VERSION,
            OPENAPI_VERSION="3.1.0",
            API_SPEC_OPTIONS={"info": {"description": self.region.government}, "servers": [self.server()]},
        )
        api = Told(beside)
        for part in self.parts:
            api.register_blueprint(part, url_prefix=PREFIX)
        made: dict[str, Any] = api.spec.to_dict()
        return made

    def server(self) -> dict[str, str]:
        """Where the API is reached: the region's domain; the same host where it has none."""
        domain = self.region.site.domain
        return {"url": f"https://{domain}" if domain else "/"}
