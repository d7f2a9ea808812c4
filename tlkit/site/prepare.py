"""Makes an instance's database ready for its site: tables first, then a catalogue in force."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import cast

from flask import Flask

from tlkit.catalogue.bundle import bundle_from_bytes
from tlkit.errors import TlkitError
from tlkit.site.app import create_app
from tlkit.site.releases.first import bring_up_to_date
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.shared.accounts.demo import make_demo_officer
from tlkit.site.shared.audit.chain import begin_chain
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.schema import alone, at_head, migrate
from tlkit.site.shared.vault.mark import check_mark

log = logging.getLogger(__name__)

FIRST_RELEASE = "trust/first-release.bundle"
"""The release that an enrolment leaves, so that a site has a catalogue from its first start."""


def prepare(instance: Path) -> int | None:
    """Migrate and bring the catalogue up to date, one process at a time.

    Returns the generation in force, or None where an office's first release is still
    awaited. Raises `TlkitError` when the region file or the overlay is wrong.
    """
    app = create_app(instance)
    try:
        return prepare_app(app)
    finally:
        with app.app_context():
            db.engine.dispose()


def prepare_app(app: Flask) -> int | None:
    """The same for an application that is made already."""
    with alone(app), app.app_context():
        if not at_head():
            migrate(app)
        begin()
        instance = cast(Instance, app.extensions["tlkit"])
        generation = bring_up_to_date(instance)
        if instance.region.mode == "demo":
            make_demo_officer(instance.var, instance.clock())
        return take_first_release(instance) if generation is None else generation


def begin() -> None:
    """Hold the keys against the database, and give a new one its audit. Raises `ForeignKeys`."""
    with writing() as session:
        check_mark(session.connection())
        begin_chain(session.connection())


def take_first_release(instance: Instance) -> int | None:
    """Apply the release that the office gave along at enrolment, a file like any other.

    Returns its generation, or None where there is none or it does not count any more: then
    the site waits for the next push or pull.
    """
    file = instance.path / FIRST_RELEASE
    if not file.exists():
        return None
    try:
        return apply_bundle(instance, bundle_from_bytes(file.read_bytes())).generation or None
    except TlkitError as error:
        log.warning("%s is left alone: %s", file, error)
        return None
