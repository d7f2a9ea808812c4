"""The office's commands, as its people run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests.office.offices import PASSPHRASE
from tlkit.cli import group
from tlkit.errors import ConflictError, InputError, TlkitError

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offices") / "pusat"
    made = CliRunner(env={"TLKIT_PASSPHRASE": PASSPHRASE}).invoke(group, ["office", "init", str(folder)])
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def run(office: Path) -> Run:
    """`run("catalogue", "lint")` in the office's folder; with `--json` its result is read."""

    def in_office(*words: str, passphrase: str = PASSPHRASE) -> Result:
        runner = CliRunner(env={"TLKIT_PASSPHRASE": passphrase})
        return runner.invoke(group, ["--lang", "en", *words, "--office", str(office)], standalone_mode=False)

    return in_office


def result(run: Run, *words: str) -> Any:
    answered = run(*words, "--json")
    assert answered.exception is None, answered.exception
    return json.loads(answered.stdout)


def test_from_a_new_office_to_its_second_release(run: Run, office: Path, tmp_path: Path) -> None:
    linted = result(run, "catalogue", "lint")
    assert linted["ok"]
    assert all(finding["line"] for finding in linted["findings"])
    first = result(run, "catalogue", "release", "--notes", "Rilis pertama.")
    sheet = tmp_path / "izin.xlsx"
    assert result(run, "catalogue", "export", str(sheet))["permits"] == 123
    assert result(run, "catalogue", "import", str(sheet), "--dry-run")["changes"] == []

    sosial = office / "catalogue" / "catalogue" / "sosial.yaml"
    sosial.write_text(sosial.read_text(encoding="utf-8").replace("donasi", "sumbangan"), encoding="utf-8")
    [change] = result(run, "catalogue", "diff", first["version"], "working")["changes"]
    assert (change["id"], change["field"]) == ("pengumpulan-uang-barang", "aliases")
    second = result(
        run, "catalogue", "release", "--notes", "Kedua.", "--effective-from", "2030-01-02", "--urgent"
    )
    assert second["effective_from"] == "2030-01-02"
    listed = result(run, "catalogue", "history")["releases"]
    assert [one["notes"] for one in listed] == ["Rilis pertama.", "Kedua."]
    carried = result(run, "catalogue", "bundle", str(tmp_path / "rilis"))
    assert carried["version"] == second["version"]
    assert result(run, "catalogue", "impact", "uu-17-2023")["touched"]


def test_a_spreadsheet_changes_the_working_catalogue(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "izin.xlsx"
    result(run, "catalogue", "export", str(sheet))
    book = load_workbook(sheet)
    heading = [cell.value for cell in book["Izin"][1]].index("waktu") + 1
    [row] = [row for row in book["Izin"].iter_rows() if row[0].value == "pengumpulan-uang-barang"]
    row[heading - 1].value = 9
    book.save(sheet)
    shown = result(run, "catalogue", "import", str(sheet), "--dry-run")
    assert (shown["dry_run"], shown["written"]) == (True, [])
    taken = result(run, "catalogue", "import", str(sheet))
    assert taken["changes"] == shown["changes"]
    assert taken["written"] == ["catalogue/catalogue/sosial.yaml"]
    [change] = taken["changes"]
    assert (change["field"], change["after"]["days"]) == ("processing", 9)
    assert change["before"]["sources"] == change["after"]["sources"]
    assert result(run, "catalogue", "import", str(sheet))["changes"] == []


def test_keys_are_looked_after(run: Run) -> None:
    assert result(run, "office", "renew")["role"] == "timestamp"
    assert result(run, "office", "rotate", "root")["keys"] == ["root-1", "root-2", "root-3"]
    assert {one["level"] for one in result(run, "office", "doctor")["findings"]} == {"ok"}


def test_doctor_ends_with_what_it_found(run: Run, office: Path) -> None:
    assert run("office", "doctor").return_value == 0
    key = next((office / "keys").glob("timestamp.*"))
    key.chmod(0o644)
    assert run("office", "doctor").return_value == 3
    key.chmod(0o600)


def test_a_mistake_is_shown_with_its_line_and_ends_with_3(run: Run, office: Path) -> None:
    sosial = office / "catalogue" / "catalogue" / "sosial.yaml"
    before = sosial.read_text(encoding="utf-8")
    sosial.write_text(before.replace("uu-9-1961", "uu-9-1691"), encoding="utf-8")
    answered = run("catalogue", "lint")
    line = before.splitlines().index("  - regulation: uu-9-1961") + 1
    assert f"sosial.yaml:{line}:" in answered.stdout
    assert answered.return_value == 3
    sosial.write_text(before.replace("channel: counter", "channel: loket"), encoding="utf-8")
    assert json.loads(run("catalogue", "lint", "--json").stdout)["problems"][0]["line"]
    assert isinstance(run("catalogue", "lint").exception, InputError)
    sosial.write_text(before, encoding="utf-8")


def test_a_refusal_says_what_to_do(run: Run, office: Path) -> None:
    again = CliRunner(env={"TLKIT_PASSPHRASE": "x"}).invoke(group, ["office", "init", str(office)])
    for answered in (again, run("office", "renew", passphrase=""), run("office", "renew", passphrase="lain")):
        error = answered.exception
        assert isinstance(error, TlkitError)
        assert not isinstance(error, ConflictError)
        assert error.exit_code == 3
        assert error.hint


def test_the_most_particular_passphrase_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    from tlkit.cli.office_folder import passphrases

    for name, value in (("", "any"), ("_ROOT", "root"), ("_ROOT_2", "second")):
        monkeypatch.setenv(f"TLKIT_PASSPHRASE{name}", value)
    ask = passphrases("id")
    assert [ask(name, False) for name in ("targets", "root-1", "root-2")] == ["any", "root", "second"]
