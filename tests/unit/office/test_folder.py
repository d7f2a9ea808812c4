"""The office's folder: its catalogue as files, and changes that are whole."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office.offices import NOW, edit, make_office, publish
from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit import reference
from tlkit.catalogue.model import Catalogue, Fee, Processing, Requirement
from tlkit.errors import ConflictError, ExitCode, InputError, Text
from tlkit.office import landing
from tlkit.office.folder import Office, open_office, write_catalogue
from tlkit.office.health import examine
from tlkit.office.writing import files_of
from tlkit.reference import load_from

TEXT = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable() and bool(text.strip()))
ODD = st.sampled_from(
    ["yes", "on", "~", "null", "2026-01-02", "0215551234", "+62", "16:00", "1e3", "- a", "#b", "a: b"]
)


def written(catalogue: Catalogue, folder: Path) -> Path:
    for name, content in files_of(catalogue).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_the_reference_reads_back_as_it_is(tmp_path: Path) -> None:
    again = load_from(written(reference.load(), tmp_path), "0")
    assert again == reference.load()
    for table in ("permits", "sources", "documents", "regulations", "tombstones"):
        assert list(getattr(again, table)) == list(getattr(reference.load(), table))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT | ODD, min_size=1, max_size=5), TEXT | ODD)
def test_any_text_reads_back_as_it_is(tmp_path: Path, aliases: list[str], text: str) -> None:
    whole = catalogue(
        permit(
            aliases=tuple(aliases),
            name=Text(id=text, en=f"{text}\n{text}"),
            standard={"facilities": text},
            fee=Fee("pnbp", formula=text),
            requirements=(Requirement("ktp", condition=text),),
        ),
        version="0",
    )
    assert load_from(written(whole, tmp_path), "0") == whole


def test_equal_catalogues_give_equal_files(tmp_path: Path) -> None:
    again = load_from(written(reference.load(), tmp_path), "0")
    assert files_of(again) == files_of(reference.load())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path / "pusat")


def test_a_new_office_has_the_reference_and_nothing_else(office: Office) -> None:
    assert office.catalogue() == reference.load()
    names = {path.name for path in office.path.iterdir()}
    assert names >= {"office.yaml", "catalogue", "repository", "keys", "fleet.yaml"}
    assert landing.STAGE not in names


def test_a_folder_in_use_is_refused(office: Office) -> None:
    before = {path: path.stat().st_mtime_ns for path in office.path.rglob("*")}
    with pytest.raises(Exception, match="holds files") as caught:
        make_office(office.path)
    assert caught.value.exit_code is ExitCode.INPUT  # type: ignore[attr-defined]
    assert {path: path.stat().st_mtime_ns for path in office.path.rglob("*")} == before


def test_only_files_that_changed_are_written(office: Office) -> None:
    whole = office.catalogue()
    assert write_catalogue(office, whole) == []
    one = whole.permits["pengumpulan-uang-barang"]
    changed = replace(whole, permits=whole.permits | {one.id: replace(one, processing=Processing(3))})
    assert write_catalogue(office, changed) == ["catalogue/catalogue/sosial.yaml"]
    assert office.catalogue() == changed


def test_a_sector_without_permits_loses_its_file(office: Office) -> None:
    whole = office.catalogue()
    left = {id_: one for id_, one in whole.permits.items() if one.sector != "sosial"}
    assert write_catalogue(office, replace(whole, permits=left)) == ["catalogue/catalogue/sosial.yaml"]
    assert list(office.catalogue().permits) == list(left)


def test_mistakes_in_the_catalogue_name_file_and_line(office: Office) -> None:
    edit(office, "channel: counter", "channel: loket")
    with pytest.raises(InputError) as caught:
        office.catalogue()
    [problem, *_] = caught.value.problems
    assert problem.file.endswith("catalogue/sosial.yaml")
    assert problem.line > 1


@pytest.mark.parametrize("text", ["name: 5\n", "name: ''\n", "url: https://a\n", "name: a\nurl: [b]\n"])
def test_wrong_settings_are_refused(office: Office, text: str) -> None:
    (office.path / "office.yaml").write_text(text)
    with pytest.raises(InputError):
        open_office(office.path)


def test_another_folder_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        open_office(tmp_path)


def test_two_commands_at_once_are_refused(office: Office) -> None:
    with landing.alone(office.path), pytest.raises(ConflictError), landing.alone(office.path):
        raise AssertionError("the second one came in")


def test_a_full_disk_changes_nothing_and_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in office.path.rglob("*") if path.is_file()}

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(landing.CannotWrite, match="the disk is full") as caught:
            publish(office)
    assert caught.value.exit_code is ExitCode.INPUT
    examine(office, NOW)
    assert {path: path.read_bytes() for path in office.path.rglob("*") if path.is_file()} == before
    publish(office)


def test_a_place_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(landing.CannotWrite):
        make_office(tmp_path / "file" / "pusat")


def test_files_land_all_or_none(tmp_path: Path) -> None:
    landing.land(tmp_path, {"a/b": b"1", "c": b"2"})
    landing.land(tmp_path, {"a/b": None, "c": b"3", "gone": None})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {"c": b"3"}
    assert not (tmp_path / "a" / "b").exists()
