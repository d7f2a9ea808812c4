from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.unit.region.files import small, written
from tlkit.cli import group
from tlkit.errors import InputError, TlkitError


def run(*arguments: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(group, ["--lang", lang, *map(str, arguments)], standalone_mode=False)


def test_check_says_what_is_there_and_what_is_missing(tmp_path: Path) -> None:
    result = run("check", written(tmp_path, small()))
    assert "all right. Kota Uji, 1 districts, 1 villages." in result.stdout
    assert "contacts.phone: a telephone number" in result.stderr


def test_check_of_a_folder_reads_its_region_file(tmp_path: Path) -> None:
    path = written(tmp_path, small())
    assert f"{path}: benar. Kota Uji" in run("check", tmp_path, lang="id").stdout


def test_check_of_a_folder_without_a_region_file_says_so(tmp_path: Path) -> None:
    error = run("check", tmp_path).exception
    assert isinstance(error, InputError)
    assert error.problems[0].wrong.en == "The file cannot be opened: there is none of that name."
    assert error.problems[0].file == str(tmp_path / "region.yaml")


def test_check_in_indonesian(tmp_path: Path) -> None:
    assert "benar. Kota Uji" in run("check", written(tmp_path, small()), lang="id").stdout


def test_check_names_a_kind_that_no_permit_has(tmp_path: Path) -> None:
    agency = {"id": "a", "name": "Dinas A", "short": "A", "kinds": ["kesehatan", "kesehtan"]}
    path = written(tmp_path, small(agencies=[agency]))
    assert "`kesehtan`" in run("check", path).stderr
    assert json.loads(run("check", path, "--json").stdout)["unknown_kinds"] == ["kesehtan"]


def test_check_raises_every_mistake(tmp_path: Path) -> None:
    result = run("check", written(tmp_path, small(zone="X", slug="X")))
    assert isinstance(result.exception, InputError)
    assert [problem.field for problem in result.exception.problems] == ["slug", "zone"]


def test_check_says_that_the_sentence_under_the_name_is_missing(tmp_path: Path) -> None:
    assert (
        "  site.tagline: satu kalimat di bawah nama situs"
        in run("check", written(tmp_path, small()), lang="id").stderr
    )


def test_check_as_json(tmp_path: Path) -> None:
    path = written(tmp_path, small(zone="X"))
    result = run("check", path, "--json", lang="id")
    assert result.return_value == 3
    report = json.loads(result.stdout)
    assert (report["file"], report["ok"]) == (str(path), False)
    (problem,) = report["problems"]
    assert (problem["field"], problem["line"]) == ("zone", 8)
    assert problem["right"] == "Pilih salah satu: WIB, WITA, WIT."
    right = json.loads(run("check", written(tmp_path, small()), "--json").stdout)
    assert right["ok"]
    assert "contacts.phone" in right["to_fill"]


def test_regions(tmp_path: Path) -> None:
    lines = run("regions", "tangerang").stdout.splitlines()
    assert lines[1] == "36.71\tKota Tangerang\tBanten\tkota-tangerang"
    assert len(run("regions").stdout.splitlines()) == 514


def test_regions_as_json() -> None:
    (found,) = json.loads(run("regions", "36.72", "--json").stdout)
    assert found == {"code": "36.72", "name": "Kota Cilegon", "province": "Banten", "packaged": None}
    assert json.loads(run("regions", "zzz", "--json").stdout) == []


def test_regions_suggests(tmp_path: Path) -> None:
    error = run("regions", "bandungg").exception
    assert isinstance(error, TlkitError)
    assert error.hint
    assert error.hint.en == "Did you mean Kota Bandung?"


def test_schema() -> None:
    assert json.loads(run("schema", "region").stdout)["title"] == "tlkit region"


@pytest.mark.parametrize("arguments", [["schema", "x"], ["check"]])
def test_wrong_use(arguments: list[str]) -> None:
    assert run(*arguments).exception is not None
