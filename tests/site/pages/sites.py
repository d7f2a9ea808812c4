"""Sites for tests of pages: an instance folder and the packaged catalogue, without a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from flask import Flask

from tests.site.folders import make_instance
from tlkit.region.model import Region
from tlkit.site import create_app
from tlkit.site.releases import Live, LivePermit
from tlkit.site.releases.current import set_live
from tlkit.site.releases.packaged import packaged_live
from tlkit.site.shared.instance import Instance

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=timezone.utc)


def make_site(folder: Path, changes: dict[str, str] | None = None) -> Flask:
    """The example region's site; `changes` alter the text of its region file, old → new."""
    return with_catalogue(create_app(make_instance(folder, replace=changes)))


def with_catalogue(app: Flask) -> Flask:
    """The same site, reading the packaged catalogue; what breaks inside a page is raised."""
    found = packaged_live(region_of(app), NOW)
    set_live(app, lambda: found)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


def with_permit(app: Flask, permit_id: str, entry: dict[str, Any] | None = None, **changes: Any) -> Flask:
    """The same site after changing one permit (`changes`) and how this region offers it (`entry`)."""
    now = app.extensions["tlkit.live"]()
    old = now.permits[permit_id]
    new = replace(old, permit=replace(old.permit, **changes), **(entry or {}))
    changed: Live = replace(now, permits={**now.permits, permit_id: new})
    set_live(app, lambda: changed)
    return app


def with_region(app: Flask, change: Callable[[Region], Region]) -> Flask:
    """The same site for a changed region, as no region file could say it."""
    old: Instance = app.extensions["tlkit"]
    app.extensions["tlkit"] = new = replace(old, region=change(old.region))
    app.jinja_env.globals.update(instance=new, region=new.region)
    return app


def region_of(app: Flask) -> Region:
    """The region of a site."""
    instance: Instance = app.extensions["tlkit"]
    return instance.region


def live_of(app: Flask) -> Live:
    """The catalogue of a site."""
    found: Live = app.extensions["tlkit.live"]()
    return found


def live_permit(app: Flask, permit_id: str) -> LivePermit:
    """One permit of a site."""
    return live_of(app).permits[permit_id]


def published_paths(app: Flask) -> list[str]:
    """The address of every published page, without a language."""
    instance: Instance = app.extensions["tlkit"]
    adapter = app.url_map.bind("")
    with app.app_context():
        return [
            adapter.build(endpoint, dict(values))
            for service in instance.services
            for endpoint, values in service.published()
        ]
