"""`tlkit site DIR catalogue …` and `overlay …`: what an operator types, sees, and scripts rely on."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from tests.office_simulator import OfficeSimulator
from tests.site.folders import make_instance
from tests.site.releases.conftest import enrol
from tests.site.releases.test_overlays import OVERLAY, with_days
from tlkit.catalogue.bundle import Bundle, bundle_to_bytes
from tlkit.errors import ExitCode

Run = Callable[..., subprocess.CompletedProcess[str]]


class Site:
    """One enrolled instance, driven from the command line."""

    def __init__(self, typed: Run, folder: Path, office: OfficeSimulator) -> None:
        self.typed, self.folder, self.office = typed, folder, office

    def file(self, name: str, bundle: Bundle) -> Path:
        path = self.folder / name
        path.write_bytes(bundle_to_bytes(bundle))
        return path

    def __call__(self, *arguments: str | Path, code: int = 0) -> str:
        done = self.typed("--lang", "en", "site", self.folder, *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout


@pytest.fixture
def site(typed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    office = OfficeSimulator(now=datetime.now(timezone.utc))
    folder = make_instance(tmp_path)
    enrol(folder, office)
    made = Site(typed, folder, office)
    made("catalogue", "status", code=ExitCode.UNEXPECTED)
    made("migrate")
    return made


def test_a_release_from_a_file_and_the_way_back(site: Site) -> None:
    assert "No catalogue" in site("catalogue", "status")
    one = site.file("one.bundle", site.office.release("2026.3.1", with_days(5)))
    assert "added" in site("catalogue", "plan", one)
    assert "2026.3.1" in site("catalogue", "apply", one)
    two = site.file("two.bundle", site.office.release("2026.3.2", with_days(7)))
    planned = json.loads(site("catalogue", "plan", two, "--json"))
    assert [item["field"] for item in planned["items"]] == ["processing"]
    site("catalogue", "apply", two, "--plan", "0" * 64, code=ExitCode.CONFLICT)
    site("catalogue", "apply", two, "--plan", planned["digest"])
    site("catalogue", "apply", one, code=ExitCode.UNTRUSTED)
    assert "2026.3.1" in site("catalogue", "rollback")
    listed = json.loads(site("catalogue", "history", "--json"))
    assert [past["cause"] for past in listed] == ["rollback", "release", "release"]
    found = json.loads(site("catalogue", "status", "--json"))
    assert (found["version"], found["generation"]) == ("2026.3.1", 3)
    site("catalogue", "rollback", "--to", "9", code=ExitCode.INPUT)
    site("catalogue", "pull", code=ExitCode.UNEXPECTED)


def test_changes_of_the_region_and_their_conflicts(site: Site) -> None:
    site("catalogue", "apply", site.file("one.bundle", site.office.release("2026.3.1", with_days(5))))
    changes = site.folder / "changes.yaml"
    changes.write_text(OVERLAY.replace("days: 99", "days: many"))
    problems = json.loads(site("overlay", "lint", changes, "--json", code=ExitCode.INPUT))["problems"]
    assert [problem["line"] for problem in problems] == [5]
    changes.write_text(OVERLAY)
    site("overlay", "lint", changes)
    assert "nothing was applied" in site("overlay", "import", changes, "--dry-run")
    assert "revision 1" in site("overlay", "import", changes)
    site("overlay", "import", changes, code=ExitCode.CONFLICT)
    two = site.file("two.bundle", site.office.release("2026.3.2", with_days(7)))
    assert "conflict 1" in site("catalogue", "plan", two, code=ExitCode.CONFLICT)
    site("catalogue", "apply", two)
    out = site.folder / "out.yaml"
    site("overlay", "export", out)
    assert out.read_text() == site("overlay", "export")
    assert "revision: 1" in out.read_text()


def test_a_frozen_week(site: Site) -> None:
    file = site.folder / "region.yaml"
    file.write_text(file.read_text() + "\nfreeze:\n- {from: 2020-01-01, to: 2090-01-01, reason: Ujian}\n")
    one = site.file("one.bundle", site.office.release("2026.3.1"))
    site("catalogue", "apply", one, code=ExitCode.PARTIAL)
    site("catalogue", "apply", site.file("two.bundle", site.office.release("2026.3.2", urgent=True)))


def test_a_file_that_is_no_bundle(site: Site) -> None:
    file = site.folder / "photo.jpg"
    file.write_bytes(b"\xff\xd8 not a bundle")
    site("catalogue", "apply", file, code=ExitCode.UNTRUSTED)
