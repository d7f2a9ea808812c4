"""When the days on which an office works change, running promises are counted anew, and only those."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.site.cases.test_moves import NOW, OFFICER, STEPS, at, closing, kinds, opened, the
from tests.site.folders import close
from tlkit.site import create_app
from tlkit.site.shared import audit, cases
from tlkit.site.shared.cases import recounting
from tlkit.site.shared.cases.opening import NEVER
from tlkit.site.shared.cases.recounting import recount
from tlkit.site.shared.database import db, writing

OLD = "date: 2026-04-01"


def moved(folder: Path, to: str, now: datetime) -> Flask:
    """The same site after its own free day was moved."""
    file = folder / "region.yaml"
    text = file.read_text(encoding="utf-8")
    assert OLD in text
    file.write_text(text.replace(OLD, f"date: {to}"), encoding="utf-8")
    return create_app(folder, clock=lambda: now)


def dues(*numbers: int) -> list[datetime | None]:
    with writing() as session:
        return [the(session, number).due_at for number in numbers]


def rows(action: str) -> list[audit.AuditEvent]:
    query = select(audit.AuditEvent).where(audit.AuditEvent.action == action).order_by(audit.AuditEvent.id)
    return list(db.session.scalars(query))


def test_a_promise_follows_the_calendar_and_says_so(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "BATCH", 2)
    with app.app_context():
        long, held, short = (
            opened(steps=STEPS[1:], waits=["payment"], promise=cases.Promise(days)) for days in (10, 10, 1)
        )
        counter, endless = opened(), opened(steps=STEPS[1:], promise=None)
        with writing() as session:
            cases.pause(session, the(session, held), OFFICER, None, NOW, "payment")
            revision = the(session, long).revision
        assert dues(long, held, short) == [closing(4, 7), closing(4, 7), closing(3, 16)]
        assert recount() == 0
        assert rows("cases.recounted") == []
    close(app)
    later = moved(folder, "2026-04-06", at(3, 16))
    with later.app_context():
        assert recount() == 0, "a free day more and one less: due on the same day"
        (row,) = rows("cases.recounted")
        assert row.detail["cases"] == 2
    close(later)
    (folder / "region.yaml").write_text(
        (folder / "region.yaml").read_text(encoding="utf-8").replace("date: 2026-04-06", OLD),
        encoding="utf-8",
    )
    later = moved(folder, "2026-05-04", at(3, 16))
    with later.app_context():
        assert recount() == 1
        assert dues(long, held, short, counter, endless) == [
            closing(4, 6), closing(4, 7), closing(3, 16), None, None,
        ]  # fmt: skip
        assert recount() == 0
        with writing() as session:
            case = the(session, long)
            assert (case.next_at, case.revision) == (case.due_at, revision)
            assert kinds(session, long)[-1] == "case.recounted"
            assert the(session, endless).next_at == NEVER
            cases.resume(session, the(session, held), OFFICER, None, at(3, 16))
            assert the(session, held).due_at == closing(4, 7)
        assert rows("case.recounted")[0].detail == {"was": "2026-04-07", "is": "2026-04-06"}
        assert audit.verify(db.session()).whole
    close(later)


def test_nobody_becomes_late_by_a_free_day_less(app: Flask, folder: Path) -> None:
    with app.app_context():
        number = opened(steps=STEPS[1:])
    close(app)
    later = moved(folder, "2026-05-04", at(4, 7, 10))
    with later.app_context():
        assert recount() == 0
        assert dues(number) == [closing(4, 7)]
        with writing() as session:
            late = closing(4, 7) - timedelta(days=60)
            session.execute(update(cases.Case).values(due_at=late, next_at=late))
        assert recount() == 0
        assert dues(number) == [late]
    close(later)
