"""What is sealed opens only with the site's keys and for its purpose; keys are made exactly once."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tlkit.errors import TlkitError
from tlkit.site.shared.vault.keys import BadKeys, GivenKeys, KeyFile, new_ring, ring_from_text, ring_to_text
from tlkit.site.shared.vault.sealing import Unreadable, Vault

NIK = "3671054108900002"


@pytest.fixture
def vault() -> Vault:
    return Vault(GivenKeys(new_ring()))


def test_what_is_sealed_opens_again_and_never_looks_the_same(vault: Vault) -> None:
    first, second = (vault.seal(NIK.encode(), "applicant") for _ in range(2))
    assert first != second
    assert NIK.encode() not in first
    assert vault.open(first, "applicant") == vault.open(second, "applicant") == NIK.encode()


def test_another_purpose_does_not_open(vault: Vault) -> None:
    with pytest.raises(Unreadable):
        vault.open(vault.seal(b"x", "applicant"), "contact")


@pytest.mark.parametrize("place", [0, 1, 6, 20, -1])
def test_a_changed_byte_does_not_open(vault: Vault, place: int) -> None:
    sealed = bytearray(vault.seal(b"a longer content than one block", "applicant"))
    sealed[place] ^= 1
    with pytest.raises(Unreadable):
        vault.open(bytes(sealed), "applicant")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(4), b"\x01" + bytes(20)])
def test_what_was_never_sealed_does_not_open(vault: Vault, sealed: bytes) -> None:
    with pytest.raises(Unreadable):
        vault.open(sealed, "applicant")


def test_another_site_s_keys_do_not_open(vault: Vault) -> None:
    with pytest.raises(Unreadable):
        Vault(GivenKeys(new_ring())).open(vault.seal(b"x", "applicant"), "applicant")


def test_the_index_is_the_same_for_the_same_value_of_a_kind_only(vault: Vault) -> None:
    assert vault.index("nik", NIK) == vault.index("nik", NIK)
    assert vault.index("nik", NIK) != vault.index("npwp", NIK)
    assert vault.index("nik", NIK) != Vault(GivenKeys(new_ring())).index("nik", NIK)


def test_secrets_differ_by_name_and_outlast_a_new_key(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    before = Vault(keys)
    assert before.secret("flask") != before.secret("audit")
    found = before.index("nik", NIK)
    keys.add_key()
    assert Vault(keys).secret("flask") == before.secret("flask")
    assert Vault(keys).index("nik", NIK) == found, "a case is found after the change as before"


def test_a_new_key_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    keys, elsewhere = KeyFile(tmp_path / "keys.json"), KeyFile(tmp_path / "keys.json")
    old = Vault(keys).seal(b"x", "applicant")
    other = Vault(elsewhere)
    assert other.open(old, "applicant") == b"x"
    keys.add_key()
    new = other.seal(b"y", "applicant")
    assert new[:5] != old[:5]
    assert new.startswith(Vault(keys).current_prefix)
    assert Vault(keys).open(old, "applicant") == b"x"


def test_keys_are_for_the_site_s_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "keys.json"
    KeyFile(path).ring()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sorted(file.name for file in path.parent.iterdir()) == ["keys.json", "keys.lock"]


def make_keys(path: Path, gate: Any, said: Any) -> None:
    keys = KeyFile(path)
    gate.wait(60)
    said.put(ring_to_text(keys.ring()))


def test_many_first_starts_make_one_set_of_keys(tmp_path: Path) -> None:
    fork: Any = multiprocessing.get_context("fork")
    gate, said = fork.Barrier(8), fork.Queue()
    starts = [fork.Process(target=make_keys, args=(tmp_path / "keys.json", gate, said)) for _ in range(8)]
    for start in starts:
        start.start()
    found = {said.get(timeout=60) for _ in starts}
    for start in starts:
        start.join()
    assert len(found) == 1


def test_an_unwritable_folder_is_one_clear_mistake(tmp_path: Path) -> None:
    (tmp_path / "secrets").write_text("a file where the folder should be")
    with pytest.raises(BadKeys, match="cannot be read or written"):
        KeyFile(tmp_path / "secrets" / "keys.json").ring()


def test_a_full_disk_leaves_no_half_of_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadKeys, match="the disk is full"):
        KeyFile(tmp_path / "keys.json").ring()
    assert [file.name for file in tmp_path.iterdir()] == ["keys.lock"]


@pytest.mark.parametrize(
    "change",
    [
        {"current": "00000000"},
        {"root": "c2hvcnQ="},
        {"keys": {}},
        {"keys": {"name": "AAAA"}},
        {"keys": []},
    ],
)
def test_damaged_keys_are_refused_without_being_repeated(change: dict[str, Any]) -> None:
    text = json.dumps({**json.loads(ring_to_text(new_ring())), **change})
    with pytest.raises(BadKeys) as refused:
        ring_from_text(text, "TLKIT_KEYS")
    assert json.loads(text)["root"] not in str(refused.value.message)


def test_a_file_cut_off_is_refused_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(ring_to_text(new_ring())[:40])
    with pytest.raises(TlkitError):
        KeyFile(path).ring()
    assert path.stat().st_size == 40


def test_given_keys_come_before_the_file(tmp_path: Path) -> None:
    ring = new_ring()
    vault = Vault.of(tmp_path, {"TLKIT_KEYS": ring_to_text(ring)})
    assert vault.keys.ring() == ring
    assert list(tmp_path.iterdir()) == []
