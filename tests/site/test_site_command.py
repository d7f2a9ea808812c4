"""`tlkit site INSTANCE migrate|status`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_status_before_and_after_migrate(typed: Run, folder: Path) -> None:
    before = typed("--lang", "en", "site", folder, "status")
    assert before.returncode == 1
    assert "No catalogue is in force." in before.stdout
    done = typed("--lang", "en", "site", folder, "migrate")
    assert (done.returncode, done.stdout) == (0, "In force: generation 1\n"), done.stderr
    after = typed("site", folder, "status", "--json")
    found = json.loads(after.stdout)
    assert after.returncode == 0
    assert (found["ready"], found["catalogue"], found["source"]) == (True, "0", "kit")
    assert found["published"] is None


def test_an_office_without_a_release_yet_is_awaited(typed: Run, folder: Path) -> None:
    (folder / "trust").mkdir()
    (folder / "trust" / "root.json").write_text("{}")
    done = typed("--lang", "en", "site", folder, "migrate")
    assert done.returncode == 0
    assert "awaited" in done.stdout
