"""Migrations and models agree, and many starts at once migrate one after another."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from tlkit.site import create_app
from tlkit.site.prepare import prepare, prepare_app
from tlkit.site.shared.database import db
from tlkit.site.shared.schema import FOLDER, HEAD, alone, at_head, migrate


def test_models_and_migrations_agree(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_the_code_expects_the_newest_migration() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [HEAD]


def test_every_migration_can_be_undone(app: Flask) -> None:
    from alembic import command

    with app.app_context():
        command.downgrade(Config(FOLDER / "alembic.ini"), "base")
        assert not at_head()
    migrate(app)
    with app.app_context():
        assert at_head()


def test_readyz_waits_for_the_migrations(folder: Path) -> None:
    made = create_app(folder)
    assert made.test_client().get("/readyz").status_code == 503
    with alone(made):
        migrate(made)
    answer = made.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "no catalogue\n")
    prepare(folder)
    assert made.test_client().get("/readyz").status_code == 200
    with made.app_context():
        db.engine.dispose()


def prepare_at_once(folder: Path, gate: Any, said: Any) -> None:
    app = create_app(folder)
    from alembic import command  # noqa: F401  imported before the gate opens, so that all meet at the tables

    gate.wait(60)
    try:
        said.put(prepare_app(app))
    except Exception as error:
        said.put(repr(error))


def test_many_starts_at_once_prepare_one_database(folder: Path) -> None:
    spawn: Any = multiprocessing.get_context("spawn")
    gate, said = spawn.Barrier(4), spawn.Queue()
    starts = [spawn.Process(target=prepare_at_once, args=(folder, gate, said)) for _ in range(4)]
    for start in starts:
        start.start()
    assert [said.get(timeout=90) for _ in starts] == [1, 1, 1, 1]
    for start in starts:
        start.join()
