"""Brings the database's tables up to the code's: one at a time, and never in a web worker."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tlkit.site.shared.database import database_file, db

FOLDER = Path(__file__).parents[1] / "migrations"

HEAD = "0012"
"""The newest migration; a test holds it against the folder, so that web workers need not import Alembic."""

LOCK = 0x746C6B69
"""The number of PostgreSQL's advisory lock, one for each database."""


def migrate(app: Flask) -> None:
    """Run the migrations that are missing. Call it under `alone`."""
    from alembic import command
    from alembic.config import Config

    with app.app_context():
        command.upgrade(Config(FOLDER / "alembic.ini"), "head")


@contextmanager
def alone(app: Flask) -> Iterator[None]:
    """Wait until no other process prepares this database, and keep others waiting meanwhile."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        return
    file = database_file(engine)
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name("migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        file.touch()
        yield


def at_head() -> bool:
    """Whether the tables are those that this code expects. Raises when the database is away."""
    try:
        with db.engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DatabaseError as error:
        if error.connection_invalidated or "alembic_version" not in str(error):
            raise
        return False
    return found == HEAD
