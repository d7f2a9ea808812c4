"""The instance's database: SQLite under `var/` by default, PostgreSQL by `DATABASE_URL`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called, so that a migration can name the one that it changes."""

WRITE = "tlkit_write"
BUSY_MS = 15_000


class Base(DeclarativeBase):
    """What every table of the site descends from."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Refuses a time without a zone; SQLite keeps none, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if not isinstance(value, datetime):
            return None
        return value if value.tzinfo else value.replace(tzinfo=timezone.utc)


db = SQLAlchemy(model_class=Base)


def database_uri(given: str | None, var: Path) -> str:
    """The address of the database: the one given (`postgres://…` too), or the file in `var/`."""
    if not given:
        # Opened only when it is there: a web process must never make an empty one.
        # SQLAlchemy and SQLite each undo one layer of quoting.
        name = quote(quote(str((var / "site.db").resolve())))
        return f"sqlite:///file:{name}?mode=rw&uri=true"
    for scheme in ("postgres://", "postgresql://"):
        if given.startswith(scheme):
            return "postgresql+psycopg://" + given.removeprefix(scheme)
    return given


def connect_database(app: Flask) -> None:
    """Open the database of an application; nothing is read yet."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_sqlite)


def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers beside a writer, waiting instead of failing, nothing lost when the power goes.

    What is deleted is overwritten: a destroyed name must not stay in the file.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at the start: a reader that turns writer could never wait for it."""
    writes = connection.get_execution_options().get(WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction: committed at the end, undone on any error.

    What the session had read before is read again. Raises `RuntimeError` when the
    session holds changes already: they belong inside.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes made outside of the write transaction")
    session.rollback()
    session.connection(execution_options={WRITE: True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def database_file(engine: Engine) -> Path | None:
    """The file of the database; None for one in memory or on a server."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or name in (None, "", ":memory:"):
        return None
    return Path(unquote(str(name).removeprefix("file:")))
