"""Keys: encrypted, private, never overwritten; what `doctor` says about them."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.office.offices import NOW, PASSPHRASE, make_office, ring_of
from tlkit.errors import ConflictError, ExitCode, InputError, UntrustedError
from tlkit.office import landing
from tlkit.office.folder import Office
from tlkit.office.health import examine
from tlkit.office.keys import NAMES, KeyRing, KeyUnusable
from tlkit.office.repository import EXPIRES, THRESHOLDS, name_of, read
from tlkit.office.rotate import renew, rotate


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_office(tmp_path_factory.mktemp("offices") / "pusat").path


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Office:
    shutil.copytree(pristine, tmp_path / "pusat")
    return Office(tmp_path / "pusat", "Kantor Contoh")


def key_files(office: Office) -> dict[str, Path]:
    return {path.name.split(".")[0]: path for path in office.keys.glob("*.pem")}


def levels(office: Office, later: timedelta = timedelta(0)) -> dict[str, str]:
    return {one.about: one.level for one in examine(office, NOW + later)}


def test_every_key_is_encrypted_and_private(office: Office) -> None:
    files = key_files(office)
    assert set(files) == set(NAMES)
    assert office.keys.stat().st_mode & 0o777 == 0o700
    for path in files.values():
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in path.read_bytes()
        with pytest.raises(ValueError, match=r"."):
            load_pem_private_key(path.read_bytes(), b"another")
        load_pem_private_key(path.read_bytes(), PASSPHRASE.encode())


def test_no_private_key_is_published(office: Office) -> None:
    published = b"".join(path.read_bytes() for path in office.repository.rglob("*") if path.is_file())
    assert b"PRIVATE KEY" not in published


def test_two_of_three_root_keys_decide(office: Office) -> None:
    root = read(office.repository).root.signed
    assert {role: root.roles[role].threshold for role in root.roles} == THRESHOLDS
    assert {name_of(root, keyid) for keyid in root.roles["root"].keyids} == {"root-1", "root-2", "root-3"}
    assert root.consistent_snapshot is True


@pytest.mark.parametrize("role", EXPIRES)
def test_what_is_signed_ends_in_time(office: Office, role: str) -> None:
    assert read(office.repository).signed(role).expires == NOW + EXPIRES[role]


@pytest.mark.parametrize("passphrase", ["", "another"])
def test_a_wrong_passphrase_changes_nothing(office: Office, passphrase: str) -> None:
    before = (office.repository / "metadata" / "timestamp.json").read_bytes()
    with pytest.raises(KeyUnusable, match="timestamp") as caught:
        renew(office, ring_of(office.path, passphrase=passphrase), "timestamp", NOW)
    assert caught.value.exit_code is ExitCode.INPUT
    assert (office.repository / "metadata" / "timestamp.json").read_bytes() == before


@pytest.mark.parametrize("content", [b"nothing", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"])
def test_a_damaged_key_is_named(office: Office, content: bytes) -> None:
    path = key_files(office)["timestamp"]
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        renew(office, ring_of(office.path), "timestamp", NOW)
    assert caught.value.problems[0].file == str(path)


def test_a_key_under_the_name_of_another_is_refused(office: Office) -> None:
    files = key_files(office)
    shutil.copy(files["snapshot"], files["timestamp"])
    with pytest.raises(InputError):
        renew(office, ring_of(office.path), "timestamp", NOW)


def test_one_root_key_is_too_few(office: Office) -> None:
    for name in ("root-1", "root-2"):
        key_files(office)[name].unlink()
    with pytest.raises(KeyUnusable, match=r"root-[12]"):
        rotate(office, ring_of(office.path), "timestamp", NOW)
    assert read(office.repository).root.signed.version == 1
    assert set(levels(office).values()) == {"ok"}


def test_keys_may_lie_on_a_medium(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("root-1", "root-2", "root-3", "targets"):
        path = key_files(office)[name]
        path.rename(stick / path.name)
    with pytest.raises(KeyUnusable, match="targets"):
        renew(office, ring_of(office.path), "targets", NOW)
    renew(office, ring_of(office.path, stick), "targets", NOW)
    renew(office, ring_of(office.path), "timestamp", NOW)
    assert rotate(office, ring_of(office.path, stick), "root-1", NOW) == ["root-1"]


def test_only_as_many_passphrases_as_needed_are_asked_for(office: Office) -> None:
    asked: list[tuple[str, bool]] = []

    def ask(name: str, new: bool) -> str:
        asked.append((name, new))
        return PASSPHRASE

    rotate(office, KeyRing((office.keys,), ask), "root-1", NOW)
    assert sorted(asked) == [("root-1", True), ("root-2", False), ("root-3", False)]


def test_the_old_key_is_put_away_and_trusted_no_more(office: Office) -> None:
    old = key_files(office)["targets"]
    rotate(office, ring_of(office.path), "targets", NOW)
    assert (office.keys / "old" / old.name).exists()
    assert key_files(office)["targets"] != old
    assert set(levels(office).values()) == {"ok"}


def test_a_command_at_work_keeps_others_out(office: Office) -> None:
    with landing.alone(office.path), pytest.raises(ConflictError):
        renew(office, ring_of(office.path), "timestamp", NOW)


def test_renewal_takes_the_snapshot_along_in_its_second_half(office: Office) -> None:
    ring = ring_of(office.path)
    renew(office, ring, "timestamp", NOW + timedelta(days=6))
    assert read(office.repository).snapshot.signed.version == 1
    renew(office, ring, "timestamp", NOW + timedelta(days=8))
    assert read(office.repository).snapshot.signed.version == 2
    renew(office, ring, "root", NOW + timedelta(days=300))
    assert read(office.repository).root.signed.expires == NOW + timedelta(days=665)


@pytest.mark.parametrize("role", EXPIRES)
def test_doctor_tells_what_ends(office: Office, role: str) -> None:
    assert levels(office)[role] == "ok"
    assert levels(office, EXPIRES[role] - timedelta(hours=1))[role] == "soon"
    assert levels(office, EXPIRES[role])[role] == "expired"


def test_doctor_tells_what_is_wrong_with_keys(office: Office) -> None:
    files = key_files(office)
    files["snapshot"].unlink()
    files["targets"].unlink()
    files["timestamp"].chmod(0o640)
    spare = office.keys / "timestamp.0123456789abcdef.pem"
    shutil.copy(files["root-1"], spare)
    spare.chmod(0o600)
    (office.repository / "targets").mkdir(exist_ok=True)
    shutil.copy(files["root-1"], office.repository / "targets" / "kunci.txt")
    found = levels(office)
    assert found["keys/snapshot"] == "wrong"
    assert found["keys/targets"] == "ok"
    assert found[f"keys/{files['timestamp'].name}"] == "wrong"
    assert found[f"keys/{spare.name}"] == "soon"
    assert found["repository/targets/kunci.txt"] == "wrong"


def test_a_damaged_repository_is_named(office: Office) -> None:
    (office.repository / "metadata" / "timestamp.json").write_bytes(b"{")
    with pytest.raises(UntrustedError):
        examine(office, NOW)
