from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.region.files import small, written
from tlkit.errors import ExitCode, InputError
from tlkit.region import packaged, resolve
from tlkit.region.codes import NotFound
from tlkit.region.resolve import packaged_names


def test_a_packaged_name(tmp_path: Path) -> None:
    found = resolve("example", tmp_path)
    assert found.path == packaged() / "example" / "region.yaml"
    assert not found.drafted
    assert found.to_fill == ()
    assert list(tmp_path.iterdir()) == []


def test_packaged_names() -> None:
    assert {"example", "kota-tangerang"} <= set(packaged_names())


def test_a_file_and_its_folder(tmp_path: Path) -> None:
    path = written(tmp_path, small())
    assert resolve(str(path), tmp_path / "x").path == path
    assert resolve(str(tmp_path), tmp_path / "x").path == path
    assert "contacts.phone" in resolve(str(path), tmp_path / "x").to_fill
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "what", ["36.72", "3672", "Kota Cilegon", "cilegon", " kota  cilegon ", "kota-cilegon"]
)
def test_a_code_or_place_is_drafted_once(tmp_path: Path, what: str) -> None:
    first = resolve(what, tmp_path)
    assert first.path == tmp_path / "kota-cilegon" / "region.yaml"
    assert first.drafted
    assert "emergency" in first.to_fill
    first.path.write_text(first.path.read_text().replace("phone: ", "phone: '0254123'", 1))
    again = resolve(what, tmp_path)
    assert not again.drafted
    assert "contacts.phone" not in again.to_fill


@pytest.mark.parametrize("what", ["36.71", "Kota Tangerang"])
def test_a_code_with_a_packaged_file_gives_that_file(tmp_path: Path, what: str) -> None:
    assert resolve(what, tmp_path).path == packaged() / "kota-tangerang" / "region.yaml"


def test_a_name_of_several_lists_them(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        resolve("Bandung", tmp_path)
    assert "32.04  Kabupaten Bandung, Jawa Barat" in caught.value.message.id
    assert "32.73  Kota Bandung, Jawa Barat" in caught.value.message.id
    assert caught.value.exit_code == ExitCode.INPUT
    assert caught.value.hint
    assert "32.04" in caught.value.hint.id
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("what", "hint"),
    [
        ("kota tanggerang", "Did you mean Kota Tangerang (36.71)?"),
        ("exmaple", "Did you mean example?"),
        ("36.99", "Look it up with `tlkit regions NAME`."),
        ("qqqqqq", "Look it up with `tlkit regions NAME`."),
        ("data/kota.docx", "Check its name and its folder."),
        ("kota.docx", "Check its name and its folder."),
        ("banten", 'Choose one of its cities and regencies: tlkit regions "Banten"'),
        ("36", 'Choose one of its cities and regencies: tlkit regions "Banten"'),
    ],
)
def test_nothing_found(tmp_path: Path, what: str, hint: str) -> None:
    with pytest.raises(NotFound) as caught:
        resolve(what, tmp_path)
    assert caught.value.hint
    assert caught.value.hint.en == hint


@pytest.mark.parametrize(
    ("what", "said"),
    [("kosong", "Folder kosong tidak berisi region.yaml."), ("a.png", "a.png bukan berkas daerah.")],
)
def test_what_is_no_region_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, said: str
) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFound) as caught:
        resolve(what, tmp_path)
    assert caught.value.message.id == said
    assert caught.value.hint
    assert "36.71" in caught.value.hint.id


@pytest.mark.parametrize(
    "what", ["", " ", "a\0b", "x" * 5_000, "../../etc", "-rf", "\ud800", "{{ 7*7 }}", "\x1b[31m", os.devnull]
)
def test_hostile_names_find_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    written(tmp_path, small())
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFound) as caught:
        resolve(what, tmp_path / "into")
    assert caught.value.message.en.isprintable()
    assert not (tmp_path / "into").exists()


def test_a_wrong_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        resolve(str(written(tmp_path, "schema: 1")), tmp_path)
    with pytest.raises(InputError):
        resolve(str(tmp_path / "missing.yaml"), tmp_path)
