"""A new key is used by every process at once; what the old one sealed is sealed anew, also after a stop."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from tests.site.folders import close
from tests.site.uploads.samples import pdf
from tlkit.cli import group
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared import rotation, uploads
from tlkit.site.shared.clock import system_clock
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.uploads.files import Files
from tlkit.site.shared.uploads.rotation import left_over_files
from tlkit.site.shared.vault import Unreadable
from tlkit.site.shared.vault.keys import new_ring, ring_to_text
from tlkit.site.shared.vault.mark import ForeignKeys


def take(count: int) -> None:
    with writing() as session:
        for number in range(count):
            uploads.store(
                session, io.BytesIO(pdf()), f"{number}.pdf", limit=10**6, now=system_clock(), owner="draft:1"
            )


def names() -> list[str]:
    db.session.expire_all()
    return [upload.shown_name for upload in db.session.query(uploads.Upload).order_by(uploads.Upload.id)]


def test_everything_is_sealed_with_the_new_key(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tlkit.site.shared.vault.rotation.BATCH", 2)
    with app.app_context():
        take(5)
        done = rotation.rotate()
        assert (done.rows, done.files) == (5, 5)
        assert list(left_over_files(Files(app.extensions["tlkit"].var / "uploads"))) == []
        assert names() == [f"{number}.pdf" for number in range(5)]
        assert uploads.contents(db.session.query(uploads.Upload).first()) == pdf()  # type: ignore[arg-type]
        again = rotation.reseal()
        assert (again.rows, again.files) == (0, 0)


def test_a_file_that_goes_meanwhile_stops_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        take(3)
        folder = Files(app.extensions["tlkit"].var / "uploads")
        first, second, third = folder.all()
        monkeypatch.setattr(Files, "all", lambda _: iter((first, second, third)))
        first.unlink()
        real = Files.read

        def gone(self: Files, token: str) -> bytes:
            if token == second.name:
                second.unlink()
            return real(self, token)

        monkeypatch.setattr(Files, "read", gone)
        assert rotation.rotate().files == 1
        assert not second.exists()
        third.write_bytes(third.read_bytes()[:-1])
        with pytest.raises(Unreadable):
            rotation.rotate()


def test_a_stopped_rotation_goes_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tlkit.site.shared.vault.rotation.BATCH", 2)
    with app.app_context():
        take(4)
        with monkeypatch.context() as stopped:
            stopped.setattr(rotation, "reseal_files", lambda: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                rotation.rotate()
        assert names()[0] == "0.pdf"
        done = rotation.reseal()
        assert (done.rows, done.files) == (0, 4)


def test_the_command_says_what_it_did(app: Flask, folder: Path) -> None:
    with app.app_context():
        take(1)
    run = CliRunner().invoke(group, ["site", str(folder), "keys", "rotate", "--json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)["rows"] == 1
    run = CliRunner().invoke(group, ["--lang", "en", "site", str(folder), "audit", "verify"])
    assert run.exit_code == 0, run.output
    assert run.stdout.startswith("The audit is whole: 2 rows.\nNote this mark elsewhere: 2-")
    verify = ["site", str(folder), "audit", "verify", "--mark"]
    mark = run.stdout.split()[-1]
    assert CliRunner().invoke(group, [*verify, mark]).exit_code == 0
    other = CliRunner().invoke(group, [*verify, "2-0123456789abcdef"])
    assert (other.exit_code, other.stdout.split(":")[0]) == (6, "Baris 2 bukan baris pada tanda Anda")
    assert CliRunner().invoke(group, [*verify, "kemarin"]).exit_code == 2
    with app.app_context():
        db.session.execute(db.text("DELETE FROM audit_event WHERE id = 2"))
        db.session.commit()
    run = CliRunner().invoke(group, ["site", str(folder), "audit", "verify", "--json"])
    assert (run.exit_code, json.loads(run.stdout)["fault"]) == (6, "removed")


def test_other_keys_than_the_database_s_are_refused_at_the_start(app: Flask, folder: Path) -> None:
    other = create_app(folder, config={"TLKIT_KEYS": ring_to_text(new_ring())})
    with pytest.raises(ForeignKeys):
        prepare_app(other)
    with other.app_context(), pytest.raises(rotation.KeysGiven):
        rotation.rotate()
    close(other)
    assert prepare_app(app) == 1
