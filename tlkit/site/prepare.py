"""Makes an instance's database ready for its site: tables first, then a catalogue in force."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Flask

from tlkit.site.app import create_app
from tlkit.site.releases.first import bring_up_to_date
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.schema import alone, at_head, migrate


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
        return bring_up_to_date(cast(Instance, app.extensions["tlkit"]))
