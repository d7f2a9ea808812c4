"""A canary NIK goes through what is stored and is found nowhere in clear."""

from __future__ import annotations

import base64
import io
import logging

import pytest
from flask import Flask

from tests.site.canary import NIK, disguises, find
from tests.site.uploads.samples import pdf, photo
from tlkit.site.shared import audit, uploads
from tlkit.site.shared.clock import system_clock
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.rotation import rotate
from tlkit.site.shared.vault import vault

NAME = "Siti Kenari"


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


def test_a_canary_is_found_nowhere_in_clear(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        leave_traces()
        rotate()
        assert audit.verify(db.session()).whole
    assert find(app, NIK, NAME, logs=caplog.text) == []


def test_the_search_would_find_it(app: Flask) -> None:
    var = app.extensions["tlkit"].var
    (var / "note.txt").write_bytes(b"x" + NIK.encode())
    with app.app_context(), writing() as session:
        row = {"actor": "cli", "action": "note.made", "subject": NAME, "now": system_clock()}
        audit.record(session, **row)  # type: ignore[arg-type]
    found = find(app, NIK, NAME, logs=f"a line with {NIK}")
    assert "log" in found
    assert "var/note.txt" in found
    assert "audit_event 0" in found


def test_disguises_are_seen_through() -> None:
    for before in ("", "a", "ab", "abc"):
        coded = base64.b64encode(f"{before}{NIK} and more".encode())
        assert any(form in coded for form in disguises(NIK)), before
