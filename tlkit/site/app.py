"""Makes the application: reads the region, registers the services that are on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from jinja2 import ChoiceLoader, FileSystemLoader

from tlkit.region import load
from tlkit.site import health, home, permits, places, privacy, residents
from tlkit.site.api import open_api
from tlkit.site.backoffice.pages import furnish_office
from tlkit.site.config import settings
from tlkit.site.errors import register_error_pages
from tlkit.site.headers import SECURITY_HEADERS
from tlkit.site.local import local_blueprint
from tlkit.site.published import Lane
from tlkit.site.releases import views as office
from tlkit.site.releases.current import live, set_live
from tlkit.site.releases.schedule import PULL, TIDY
from tlkit.site.releases.stored import StoredLive
from tlkit.site.shared import assets, notices
from tlkit.site.shared.accounts.guard import guard_accounts
from tlkit.site.shared.addresses import LateRule, RowNumber
from tlkit.site.shared.aside import Aside
from tlkit.site.shared.cases import service as cases
from tlkit.site.shared.clock import Clock, system_clock
from tlkit.site.shared.database import connect_database
from tlkit.site.shared.incoming import receive
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.jobs import Jobs
from tlkit.site.shared.languages import LanguagePrefix
from tlkit.site.shared.limits import count_requests
from tlkit.site.shared.pages import SharedBytecode, furnish
from tlkit.site.shared.rotation import RESEAL
from tlkit.site.shared.sentences import translate
from tlkit.site.shared.uploads.requests import LimitedRequest
from tlkit.site.shared.uploads.sweep import SWEEP
from tlkit.site.shared.vault import Vault

SERVICES = (
    home.SERVICE,
    permits.SERVICE,
    cases.SERVICE,
    places.SERVICE,
    privacy.SERVICE,
    residents.SERVICE,
)


def create_app(
    instance: Path, *, clock: Clock = system_clock, config: Mapping[str, Any] | None = None
) -> Flask:
    """The site of one instance folder. Raises `TlkitError` when its region file is wrong."""
    instance = instance.resolve()
    region = load(instance / "region.yaml")
    services = tuple(service for service in SERVICES if region.serves(service.name))
    app = Flask("tlkit.site", static_folder=None)
    app.request_class = LimitedRequest
    app.url_rule_class = LateRule
    app.url_map.converters["int"] = RowNumber
    app.config.update(settings(instance))
    app.config.update(config or {})
    app.extensions["tlkit"] = made = Instance(instance, region, services, clock)
    app.extensions["tlkit.holds"] = tuple(hold for each in SERVICES for hold in each.holds)
    app.extensions["tlkit.vault"] = vault = Vault.of(made.var, app.config)
    app.config["SECRET_KEY"] = vault.secret("flask")
    prepare_templates(app, made)
    connect_database(app)
    app.extensions["tlkit.aside"] = Aside(made.var)
    receive(app)
    count_requests(app)
    guard_accounts(app, vault.secret("totp"), clock)
    set_live(app, StoredLive(app, demo=region.mode == "demo"))
    app.extensions["tlkit.jobs"] = jobs = Jobs(partial(queue_of, app), app.app_context)
    notices.carriers(app.config, region)  # a setting that names none stops the start
    jobs.register(PULL, TIDY, SWEEP, RESEAL, *notices.JOBS)
    jobs.register(*(job for service in services for job in service.jobs))
    for service in services:
        app.register_blueprint(service.blueprint)
    app.register_blueprint(assets.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(office.blueprint)
    furnish_office(app)
    open_api(app)
    own = local_blueprint(instance)
    if own is not None:
        app.register_blueprint(own)
    register_error_pages(app)
    app.after_request(add_security_headers)
    app.extensions["tlkit.behind_lane"] = inner = LanguagePrefix(app.wsgi_app, region.languages)
    app.wsgi_app = Lane(inner, made.var / "published")  # type: ignore[method-assign]
    return app


def queue_of(app: Flask) -> Any:
    """The queue of the instance's jobs, where its settings say."""
    # Imported here: most web processes never ask for a job.
    from tlkit.site.shared.queues import queue_of

    instance: Instance = app.extensions["tlkit"]
    database = app.config["SQLALCHEMY_DATABASE_URI"]
    return queue_of(instance.region.slug, database, instance.var, app.config.get("REDIS_URL"))


def prepare_templates(app: Flask, instance: Instance) -> None:
    """The region's own pages come before the kit's; all see the same names.

    Comes before any extension: one that asks for the templates settles their options for good.
    """
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": SharedBytecode(),
    }
    own = FileSystemLoader(instance.path / "theme" / "templates")
    app.jinja_loader = ChoiceLoader([own, FileSystemLoader(Path(__file__).parent / "templates")])
    translate(app)
    app.extensions["tlkit.assets"] = found = assets.assets_of(instance.path)
    furnish(app, instance, found)
    app.jinja_env.globals["live"] = live


def add_security_headers(response: Response) -> Response:
    """Put the security headers on every answer; a page is asked for again unless it says otherwise.

    Officers' pages are kept nowhere.
    """
    office = request.path.startswith("/petugas")
    response.headers.setdefault("Cache-Control", "no-store" if office else "no-cache")
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
