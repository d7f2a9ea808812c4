"""`tlkit site INSTANCE user …`, and the officer of a demonstration."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.folders import make_instance
from tlkit.site.prepare import prepare
from tlkit.site.shared.accounts.demo import EMAIL, demo_file, demo_officer

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that is no demonstration, with a mail server in its settings."""
    folder = make_instance(tmp_path_factory.mktemp("live"), replace={"mode: demo": "mode: live"})
    (folder / ".env").write_text("SMTP_URL=smtp://127.0.0.1:9\n")
    prepare(folder)
    return folder


def test_the_first_administrator_is_invited_from_the_command_line(typed: Run, live: Path) -> None:
    said = ("--name", "Siti Contoh", "--role", "administrator")
    made = typed("site", live, "user", "add", "Siti@kantor.example", *said)
    assert made.returncode == 0, made.stderr
    assert re.search(r"https://\S+/petugas/undangan/\S{43}", made.stdout)
    assert "Undangan dikirim ke siti@kantor.example; bila tidak sampai" in made.stderr
    listed = json.loads(typed("site", live, "user", "list", "--json").stdout)
    assert listed == [
        {
            "email": "siti@kantor.example",
            "name": "Siti Contoh",
            "roles": ["administrator"],
            "agency": None,
            "state": "invited",
        }
    ]
    again = typed("--lang", "en", "site", live, "user", "add", "siti@kantor.example", *said)
    assert again.returncode == 3
    assert "already" in again.stderr


def test_the_last_administrator_cannot_be_disabled(typed: Run, live: Path) -> None:
    typed("site", live, "user", "add", "ani@kantor.example", "--name", "Ani", "--role", "verifier")
    only = [each["email"] for each in listed(typed, live) if "administrator" in each["roles"]]
    assert typed("site", live, "user", "disable", "ani@kantor.example").returncode == 0
    assert typed("site", live, "user", "disable", only[0]).returncode == 3
    assert {each["email"]: each["state"] for each in listed(typed, live)}["ani@kantor.example"] == "inactive"


def listed(typed: Run, folder: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(typed("site", folder, "user", "list", "--json").stdout)
    return found


def test_codes_are_told_on_a_demonstration_only(typed: Run, live: Path) -> None:
    refused = typed("--lang", "en", "site", live, "user", "code", "siti@kantor.example")
    assert refused.returncode == 3
    assert "no demonstration" in refused.stderr
    assert demo_officer(live / "var") is None


def test_a_demonstration_has_an_officer_of_its_own(typed: Run, tmp_path: Path) -> None:
    one, two = make_instance(tmp_path, "one"), make_instance(tmp_path, "two")
    for folder in (one, two):
        prepare(folder)
    first, second = demo_officer(one / "var"), demo_officer(two / "var")
    assert first
    assert second
    assert first.password != second.password
    assert first.key != second.key
    assert stat.S_IMODE(demo_file(one / "var").stat().st_mode) == 0o600
    prepare(one)
    assert demo_officer(one / "var") == first
    assert re.fullmatch(r"\d{6}\n", typed("site", one, "user", "code").stdout)
    assert [each["email"] for each in listed(typed, one)] == [EMAIL]


def test_nobody_is_known_by_a_wrong_address(typed: Run, live: Path) -> None:
    answer = typed("--lang", "en", "site", live, "user", "reset", "nobody@kantor.example")
    assert answer.returncode == 3
    assert "user list" in answer.stderr
