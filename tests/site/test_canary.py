"""A canary NIK goes through what is stored and is found nowhere in clear."""

from __future__ import annotations

import base64
import io
import logging

import pytest
from flask import Flask

from tests.servers import Postgres
from tests.site.canary import NIK, disguises, find
from tests.site.uploads.samples import pdf, photo
from tlkit.site.shared import audit, uploads
from tlkit.site.shared.clock import system_clock
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.rotation import rotate
from tlkit.site.shared.vault import vault

NAME = "Siti Kenari"
OTHER = "Siti Terbaca"
"""Written in clear on purpose: a server keeps what other tests wrote, too."""


def leave_traces() -> None:
    """What an application leaves: files with names, an index, audit rows."""
    with writing() as session:
        for content, name in (
            (pdf() + f"%{NIK}\n".encode(), f"KTP {NIK} {NAME}.pdf"),
            (photo(), f"{NIK}.jpg"),
        ):
            stored = uploads.store(
                session, io.BytesIO(content), name, limit=10**6, now=system_clock(), owner="draft:1"
            )
            detail = {"index": vault().index("nik", NIK)}
            audit.record(
                session,
                actor="resident",
                action="document.sent",
                subject=f"upload:{stored.id}",
                detail=detail,
                now=system_clock(),
            )


def test_a_canary_is_found_nowhere_in_clear(
    app: Flask, server: Postgres | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        leave_traces()
        rotate()
        assert audit.verify(db.session()).whole
    assert find(app, NIK, NAME, logs=caplog.text, server=server) == []


def test_the_search_would_find_it(app: Flask, server: Postgres | None) -> None:
    var = app.extensions["tlkit"].var
    (var / "note.txt").write_bytes(b"x" + NIK.encode())
    with app.app_context(), writing() as session:
        row = {"actor": "cli", "action": "note.made", "subject": OTHER, "now": system_clock()}
        audit.record(session, **row)  # type: ignore[arg-type]
    found = find(app, NIK, OTHER, logs=f"a line with {NIK}", server=server)
    assert "log" in found
    assert "var/note.txt" in found
    assert "audit_event 0" in found
    held = [name for name in found if name.startswith("data/")]
    wal, tables = (any(name.startswith(f"data/{part}/") for name in held) for part in ("pg_wal", "base"))
    assert wal == tables == (server is not None)


def test_disguises_are_seen_through() -> None:
    for before in ("", "a", "ab", "abc"):
        coded = base64.b64encode(f"{before}{NIK} and more".encode())
        assert any(form in coded for form in disguises(NIK)), before
