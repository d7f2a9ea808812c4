"""The database does what its settings promise, on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.releases.models import ActivationPermit, OverlayRevision
from tlkit.site.shared.database import database_uri, db, writing

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=7)))


def revision(digest: str) -> OverlayRevision:
    return OverlayRevision(digest=digest, body={}, stored_at=NOON)


def test_a_moment_comes_back_in_utc(app: Flask) -> None:
    with app.app_context():
        with writing() as session:
            session.add(revision("a"))
        stored = db.session.scalar(select(OverlayRevision.stored_at).filter_by(digest="a"))
    assert stored == NOON
    assert stored.utcoffset() == timedelta(0)


def test_a_moment_without_its_zone_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(Exception, match="time zone"), writing() as session:
        session.add(OverlayRevision(digest="b", body={}, stored_at=NOON.replace(tzinfo=None)))


def fail_half_way() -> None:
    with writing() as session:
        session.add(revision("c"))
        session.flush()
        raise RuntimeError("half way")


def test_a_failed_transaction_leaves_nothing(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(RuntimeError, match="half way"):
            fail_half_way()
        assert db.session.scalar(select(OverlayRevision).filter_by(digest="c")) is None


def test_changes_made_outside_of_the_transaction_are_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(revision("d"))
        with pytest.raises(RuntimeError, match="outside"), writing():
            pass


def test_foreign_keys_are_held(app: Flask) -> None:
    stray = ActivationPermit(
        activation_id=999, permit_id="x", permit_digest="none", position=0, offered=True, origin={}
    )
    with app.app_context(), pytest.raises(IntegrityError), writing() as session:
        session.add(stray)


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_sqlite_waits_for_others_and_loses_nothing(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_a_second_writer_is_kept_out_from_the_start(app: Flask) -> None:
    with app.app_context(), writing(), db.engine.connect() as other:
        other.execute(text("PRAGMA busy_timeout = 0"))
        other.rollback()
        with pytest.raises(OperationalError, match="locked"):
            other.execution_options(tlkit_write=True).execute(text("SELECT 1"))


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_a_web_process_never_makes_an_empty_database(folder: Path) -> None:
    app = create_app(folder)
    assert app.test_client().get("/readyz").status_code == 503
    assert not (folder / "var" / "site.db").exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_common_addresses_of_postgresql_are_understood(scheme: str) -> None:
    given = f"{scheme}://u:p@db.example/x?sslmode=require"
    assert database_uri(given, Path("/var")) == "postgresql+psycopg://u:p@db.example/x?sslmode=require"


def test_a_folder_with_odd_letters_holds_its_database(tmp_path: Path) -> None:
    instance = make_instance(tmp_path, "kota #1 50% ? ü")
    made = create_app(instance)
    assert prepare_app(made) == 1
    close(made)
    assert (instance / "var" / "site.db").stat().st_size > 0
