"""Files are kept sealed, belong to a row or go, and are given out so that no browser runs them."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select

from tests.site.uploads.clamd import stand_in
from tests.site.uploads.samples import EICAR, huge_png, pdf, photo
from tlkit.site.shared import uploads
from tlkit.site.shared.clock import system_clock
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.uploads.files import Files
from tlkit.site.shared.uploads.services import receive
from tlkit.site.shared.uploads.sweep import sweep
from tlkit.site.shared.vault import Unreadable

LIMIT = 5_000_000


def kept_files(app: Flask) -> list[Path]:
    return list(Files(app.extensions["tlkit"].var / "uploads").all())


def take(content: bytes, name: str = "ktp Siti.jpg", owner: str = "") -> uploads.Upload:
    with writing() as session:
        return uploads.store(session, io.BytesIO(content), name, limit=LIMIT, now=system_clock(), owner=owner)


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(uploads.Upload)) or 0


def test_a_file_is_sealed_on_disk_and_comes_out_as_it_was(app: Flask) -> None:
    sent = pdf()
    with app.app_context():
        upload = take(sent, "surat Siti.pdf")
        assert uploads.contents(upload) == sent
        assert (upload.kind, upload.pages, upload.size) == ("pdf", 2, len(sent))
        assert upload.shown_name == "surat Siti.pdf"
        [file] = kept_files(app)
        assert file.stat().st_mode & 0o777 == 0o600
        assert b"%PDF" not in file.read_bytes()
        raw = db.session.execute(select(uploads.Upload.__table__.c.shown_name.label("name"))).one()
        assert raw.name == "surat Siti.pdf"


def test_one_file_put_in_the_place_of_another_does_not_open(app: Flask) -> None:
    with app.app_context():
        first, second = take(pdf(1)), take(pdf(2))
        folder = Files(app.extensions["tlkit"].var / "uploads")
        folder.path(first.token).write_bytes(folder.path(second.token).read_bytes())
        with pytest.raises(Unreadable):
            uploads.contents(first)


def test_an_undone_transaction_keeps_no_file_and_a_discarded_file_waits_for_its_end(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(InterruptedError):
            interrupted()
        assert (rows(), kept_files(app)) == (0, [])
        upload = take(photo())
        with pytest.raises(InterruptedError):
            interrupted(upload)
        assert uploads.contents(db.session.get_one(uploads.Upload, upload.id))
        with writing() as session:
            uploads.discard(session, session.get_one(uploads.Upload, upload.id))
            assert len(kept_files(app)) == 1
        assert (rows(), kept_files(app)) == (0, [])


def interrupted(upload: uploads.Upload | None = None) -> None:
    """A transaction that takes or discards a file and is cut off."""
    with writing() as session:
        if upload is None:
            uploads.store(session, io.BytesIO(photo()), "a.jpg", limit=LIMIT, now=system_clock())
        else:
            uploads.discard(session, session.get_one(uploads.Upload, upload.id))
        raise InterruptedError


def test_what_is_refused_leaves_nothing(app: Flask) -> None:
    with app.app_context():
        for content in (b"MZ", huge_png(), pdf()[:100], bytes(LIMIT + 1), b""):
            with pytest.raises(uploads.RefusedUpload):
                take(content)
        assert (rows(), kept_files(app)) == (0, [])


def test_what_belongs_to_nobody_is_swept_after_a_day(app: Flask) -> None:
    instance = app.extensions["tlkit"]
    with app.app_context():
        owned, orphan = take(photo(), owner="draft:1"), take(photo())
        receive(io.BytesIO(pdf()), "a.pdf", limit=LIMIT)
        unfinished = Files(instance.var / "uploads").path("ab" + "0" * 30).with_suffix(".part")
        unfinished.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(b"half")
        assert (sweep(), len(kept_files(app))) == (0, 4)
        yesterday = time.time() - 2 * 86_400
        for file in kept_files(app):
            os.utime(file, (yesterday, yesterday))
        with writing() as session:
            session.get_one(uploads.Upload, orphan.id).created_at = system_clock() - timedelta(days=2)
        assert sweep() == 3
        assert [file.name for file in kept_files(app)] == [owned.token]


def test_a_virus_is_refused_by_a_stand_in_for_clamd(app: Flask, tmp_path: Path) -> None:
    infected = pdf() + EICAR
    with app.app_context():
        for socket in (None, tmp_path / "clamd.ctl"):
            with stand_in(socket) as address:
                current_app.config["CLAMD"] = address
                take(pdf())
                with pytest.raises(uploads.RefusedUpload) as refused:
                    take(infected)
            assert refused.value.reason == "virus"
            with pytest.raises(uploads.RefusedUpload) as refused:
                take(pdf())
            assert refused.value.reason == "not-scanned"
        assert rows() == 2


def test_a_file_is_given_out_for_looking_only(app: Flask) -> None:
    @app.get("/show")
    def show() -> object:
        return uploads.respond(db.session.get_one(uploads.Upload, 1))

    with app.app_context():
        take(pdf(), "surat \u201cizin\u201d; é.pdf")
    answer = app.test_client().get("/show")
    assert answer.data == pdf()
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Content-Disposition"].startswith('inline; filename="surat _izin_; _.pdf')
    assert "filename*=UTF-8''surat%20%E2%80%9Cizin%E2%80%9D%3B%20%C3%A9.pdf" in headers["Content-Disposition"]


def test_photos_are_joined_into_one_document(app: Flask) -> None:
    with app.app_context(), writing() as session:
        sent = [(io.BytesIO(photo()), "kk 1.jpg"), (io.BytesIO(photo()), "kk 2.jpg")]
        upload = uploads.join_pictures(session, sent, limit=LIMIT, now=system_clock(), owner="draft:1")
        assert (upload.kind, upload.pages, upload.shown_name) == ("pdf", 2, "kk 1.pdf")
        assert uploads.contents(upload).startswith(b"%PDF-")
