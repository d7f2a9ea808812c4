"""Renders the published pages of every service in every language through the application itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tlkit.site.published.folder import write
from tlkit.site.published.pages import Page
from tlkit.site.shared.assets import FOR_EVER, TYPES, AssetSet
from tlkit.site.shared.instance import Instance

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)


def publish(app: Flask) -> str:
    """Render and write everything, and make it current; returns the name of the generation."""
    instance = cast(Instance, app.extensions["tlkit"])
    assets = cast(AssetSet, app.extensions["tlkit.assets"])
    pages = [*rendered(app, instance), *asset_pages(assets)]
    return write(instance.var / "published", pages)


def rendered(app: Flask, instance: Instance) -> Iterator[Page]:
    """Every page that can be rendered; one that can't is left to Flask, and noted."""
    behind = cast("WSGIApplication", app.extensions["tlkit.behind_lane"])
    for path in addresses(app, instance):
        page = render(behind, path)
        if page is not None:
            yield page


def addresses(app: Flask, instance: Instance) -> list[str]:
    """The address of every published page, in every language of the site."""
    adapter = app.url_map.bind("")
    with app.app_context():
        paths = [
            adapter.build(endpoint, dict(values))
            for service in instance.services
            for endpoint, values in service.published()
        ]
    _, *others = instance.region.languages
    return [*paths, *(f"/{language}{path}" for language in others for path in paths)]


def render(behind: WSGIApplication, path: str) -> Page | None:
    """One page as everybody sees it; None when it is not the same for everybody after all."""
    builder = EnvironBuilder(path=path)
    body, status, headers = run_wsgi_app(behind, builder.get_environ())
    content = b"".join(body)
    if not status.startswith("200 ") or "Set-Cookie" in headers:
        log.error("%s is not published: it answered %s", path, status)
        return None
    return Page(path, headers["Content-Type"], headers.get("Cache-Control", "no-cache"), content)


def asset_pages(assets: AssetSet) -> Iterator[Page]:
    """The assets, published beside the pages that name them."""
    for name in assets:
        path = assets.files[name]
        yield Page(assets.address(name), TYPES[path.suffix], FOR_EVER, path.read_bytes())
