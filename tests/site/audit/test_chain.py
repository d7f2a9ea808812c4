"""The chain holds with many writers, and every kind of tampering is found, on both databases."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tlkit.site.shared import audit
from tlkit.site.shared.audit import Mark
from tlkit.site.shared.audit.verify import BATCH
from tlkit.site.shared.database import db, writing

NOW = datetime(2026, 11, 24, 3, 4, 5, 678901, tzinfo=timezone.utc)


def write_rows(count: int) -> None:
    with writing() as session:
        for number in range(count):
            audit.record(
                session,
                actor="officer:7",
                action="case.opened",
                subject=f"case:{number}",
                case_id=number,
                detail={"step": "verification", "number": number},
                now=NOW + timedelta(seconds=number),
            )


def verdict(app: Flask) -> audit.Verdict:
    with app.app_context():
        return audit.verify(db.session())


FIELDS = "at, actor, action, subject, case_id, detail, digest"
COPY = f"INSERT INTO audit_event (id, {FIELDS}) SELECT {{id}}, {FIELDS} FROM audit_event WHERE id = {{of}}"
NEWEST = "digest = (SELECT digest FROM audit_event WHERE id = {row})"
SHIFTED = (
    "UPDATE audit_event SET id = id + 100 WHERE id > 5",
    "UPDATE audit_event SET id = id - 99 WHERE id > 100",
)

TAMPERED: dict[str, tuple[tuple[str, ...], audit.Verdict]] = {
    "nothing": (("SELECT 1",), audit.Verdict(10)),
    **{
        f"altered: {change}": (
            (f"UPDATE audit_event SET {change} WHERE id = 7",),
            audit.Verdict(6, "altered", 7),
        )
        for change in (
            "subject = 'case:99'",
            "actor = 'officer:8'",
            "action = 'case.closed'",
            "case_id = NULL",
            "detail = '{}'",
            "at = '2026-11-24 03:04:06.678901+00:00'",
            NEWEST.format(row=6),
        )
    },
    **{
        f"removed: {row}": (
            (f"DELETE FROM audit_event WHERE id = {row}",),
            audit.Verdict(row - 1, "removed", row),
        )
        for row in (1, 5, 10)
    },
    "the newest removed and the end set back": (
        ("DELETE FROM audit_event WHERE id > 8", f"UPDATE audit_head SET count = 8, {NEWEST.format(row=8)}"),
        audit.Verdict(0, "end"),
    ),
    "all removed": (("DELETE FROM audit_event",), audit.Verdict(0, "removed", 1)),
    "all removed with the end": (
        ("DELETE FROM audit_event", "DELETE FROM audit_head"),
        audit.Verdict(0, "end"),
    ),
    "put in at the end": ((COPY.format(id=11, of=3),), audit.Verdict(10, "inserted", 11)),
    "put in before the first": ((COPY.format(id=0, of=3),), audit.Verdict(0, "inserted", 0)),
    "put in between": ((*SHIFTED, COPY.format(id=6, of=5)), audit.Verdict(5, "altered", 6)),
    "put in between and the end moved": (
        (*SHIFTED, COPY.format(id=6, of=5), "UPDATE audit_head SET count = 11"),
        audit.Verdict(0, "end"),
    ),
}
"""What somebody does who has the database but not the keys, and what is found."""


def test_every_tampering_is_found(app: Flask) -> None:
    found = {}
    with app.app_context():
        write_rows(10)
        for name, (statements, _) in TAMPERED.items():
            with db.engine.connect() as connection:
                for statement in statements:
                    connection.execute(text(statement))
                found[name] = audit.verify(Session(connection))
                connection.rollback()
    assert found == {name: expected for name, (_, expected) in TAMPERED.items()}


def test_an_older_end_put_back_is_found_by_a_mark_that_somebody_noted(app: Flask) -> None:
    with app.app_context():
        write_rows(8)
        with db.engine.connect() as connection:
            older = connection.execute(text("SELECT count, digest, seal FROM audit_head")).one()._asdict()
        early = Mark.of(str(audit.verify(db.session()).mark))
        write_rows(2)
        late = Mark.of(str(audit.verify(db.session()).mark))
        assert (early.rows, late.rows) == (8, 10)
        for noted in (early, late):
            assert audit.verify(db.session(), noted) == audit.Verdict(10)
        db.session.rollback()
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM audit_event WHERE id > 8"))
            set_back = text("UPDATE audit_head SET count = :count, digest = :digest, seal = :seal")
            connection.execute(set_back, older)
        assert audit.verify(db.session()) == audit.Verdict(8), "nothing in the database tells"
        assert audit.verify(db.session(), early) == audit.Verdict(8)
        assert audit.verify(db.session(), late) == audit.Verdict(8, "other", 10)
        audit.seen(actor="officer:1", subject="case:1", action="case.seen")
        write_rows(4)
        assert audit.verify(db.session(), late) == audit.Verdict(13, "other", 10)


def test_a_chain_longer_than_one_reading_is_followed(app: Flask) -> None:
    with app.app_context():
        write_rows(BATCH + 3)
    assert verdict(app) == audit.Verdict(BATCH + 3)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text(f"DELETE FROM audit_event WHERE id = {BATCH + 1}"))
    assert verdict(app) == audit.Verdict(BATCH, "removed", BATCH + 1)


def test_writers_side_by_side_make_one_chain(app: Flask) -> None:
    def write() -> None:
        with app.app_context():
            for _ in range(12):
                write_rows(2)
                audit.seen(actor="officer:1", subject="case:1", action="case.seen")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdict(app) == audit.Verdict(4 * 12 * 3)


def test_an_undone_change_leaves_no_row(app: Flask) -> None:
    with app.app_context():
        with suppress(InterruptedError), writing() as session:
            audit.record(session, actor="cli", action="case.opened", subject="case:1", now=NOW)
            raise InterruptedError
        write_rows(1)
    assert verdict(app) == audit.Verdict(1)


def test_a_sight_leaves_the_reader_s_session_alone(app: Flask) -> None:
    with app.app_context():
        write_rows(1)
        row = db.session.get_one(audit.AuditEvent, 1)
        before: Connection = db.session.connection()
        audit.seen(
            actor="officer:1", subject="case:1", action="case.seen", case_id=1, detail={"fields": "nik phone"}
        )
        assert db.session.connection() is before
        assert row in db.session
        assert audit.verify(db.session()).whole


def test_personal_data_is_kept_out(app: Flask) -> None:
    for wrong in (
        {"detail": {"nik": "3671054108900002"}},
        {"detail": {"number": 3671054108900002}},
        {"detail": {"mail": "siti@contoh.id"}},
        {"subject": "person:3671054108900002"},
        {"action": "Opened the case"},
    ):
        given: dict[str, Any] = {"actor": "cli", "action": "case.opened", "subject": "case:1", "now": NOW}
        with (
            app.app_context(),
            pytest.raises(ValueError, match=r"no action|personal data"),
            writing() as session,
        ):
            audit.record(session, **{**given, **wrong})
