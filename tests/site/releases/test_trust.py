"""Only the office's newest word is believed; each attack is named, refused, and leaves no trace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.office_simulator import NOW, OfficeSimulator, key
from tests.site.folders import make_instance
from tests.site.releases.conftest import Clock, enrol
from tlkit.catalogue.bundle import Bundle
from tlkit.errors import InputError, UntrustedError
from tlkit.region import load
from tlkit.site.releases import trust
from tlkit.site.releases.trust import Busy, alone, place_of, sweep, verified
from tlkit.site.shared.instance import Instance


@pytest.fixture
def site(tmp_path: Path, office: OfficeSimulator, clock: Clock) -> Instance:
    """An enrolled instance; no database is needed to verify."""
    path = make_instance(tmp_path)
    enrol(path, office)
    return Instance(path, load(path / "region.yaml"), (), clock)


def accepted(site: Instance, bundle: Bundle) -> str:
    """The version of a bundle that is verified and kept."""
    with verified(site, bundle) as found:
        found.keep()
        return found.release.version


def refused(site: Instance, bundle: Bundle) -> str:
    """Why a bundle is refused; that it left no trace is checked here, for every attack."""
    before = seen(site)
    with pytest.raises(UntrustedError) as caught, verified(site, bundle):
        pass
    assert seen(site) == before
    for text in (caught.value.message, caught.value.hint):
        assert text is not None
        assert text.id != text.en
    return caught.value.reason


def seen(site: Instance) -> dict[str, bytes]:
    """What the instance remembers of the office."""
    current = site.var / "trust" / "current"
    return {path.name: path.read_bytes() for path in current.rglob("*") if path.is_file()}


def test_what_the_office_signed_is_believed(site: Instance, office: OfficeSimulator) -> None:
    with verified(site, office.release("2026.3.1")) as found:
        assert (found.release.version, found.release.channel) == ("2026.3.1", "stable")
        assert found.fresh_until == NOW + timedelta(days=3)


def test_altered_bytes(site: Instance, office: OfficeSimulator) -> None:
    bundle = office.release("2026.3.1")
    name, content = next(iter(bundle.targets.items()))
    assert (
        refused(site, replace(bundle, targets={name: content.replace(b"Ringkasan", b"Rangkasan")}))
        == "altered"
    )


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_altered_metadata(site: Instance, office: OfficeSimulator, role: str) -> None:
    bundle = office.release("2026.3.1")
    name = next(name for name in bundle.metadata if name.endswith(f"{role}.json"))
    data = json.loads(bundle.metadata[name])
    data["signed"]["x-more"] = True
    assert refused(site, with_file(bundle, name, json.dumps(data).encode())) == "altered"


def test_metadata_that_is_none(site: Instance, office: OfficeSimulator) -> None:
    assert refused(site, with_file(office.release("2026.3.1"), "timestamp.json", b"[]")) == "altered"


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_signed_by_a_stranger(site: Instance, office: OfficeSimulator, role: str) -> None:
    office.release("2026.3.1")
    assert refused(site, office.sign_with(role, [key()])) == "stranger"


def test_a_strangers_whole_office(site: Instance) -> None:
    assert refused(site, OfficeSimulator().release("2026.3.1")) in ("stranger", "altered")


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_signed_by_a_rotated_out_key(site: Instance, office: OfficeSimulator, role: str) -> None:
    office.release("2026.3.1")
    withdrawn = office.rotate(role)
    assert refused(site, office.sign_with(role, [withdrawn])) == "rotated"
    assert accepted(site, office.publish()) == "2026.3.1"


def test_a_root_below_its_threshold(tmp_path: Path, clock: Clock) -> None:
    office = OfficeSimulator(root_keys=2)
    path = make_instance(tmp_path)
    enrol(path, office)
    site = Instance(path, load(path / "region.yaml"), (), clock)
    office.release("2026.3.1")
    office.new_root(office.signers["root"][:1])
    assert refused(site, office.publish()) == "threshold"


def test_a_root_that_a_stranger_made(site: Instance, office: OfficeSimulator) -> None:
    office.release("2026.3.1")
    office.signers["root"] = [key()]
    office.new_root(office.signers["root"])
    assert refused(site, office.publish()) == "stranger"


def test_an_older_release_replayed(site: Instance, office: OfficeSimulator) -> None:
    older = office.release("2026.3.1")
    accepted(site, office.release("2026.3.2"))
    assert refused(site, older) == "rollback"


def test_older_targets_under_a_fresh_timestamp(site: Instance, office: OfficeSimulator) -> None:
    older = office.release("2026.3.1")
    newer = office.release("2026.3.2")
    accepted(site, newer)
    mixed = Bundle({**older.metadata, "timestamp.json": newer.metadata["timestamp.json"]}, older.targets)
    # What is missing is taken from what was verified before: never the older.
    assert accepted(site, mixed) == "2026.3.2"


def test_an_expired_timestamp(site: Instance, office: OfficeSimulator, clock: Clock) -> None:
    bundle = office.release("2026.3.1")
    clock.now = NOW + timedelta(days=3)
    assert refused(site, bundle) == "expired"


@pytest.mark.parametrize("days", [-2, 2])
def test_a_clock_two_days_off(site: Instance, office: OfficeSimulator, clock: Clock, days: int) -> None:
    clock.now = NOW + timedelta(days=days)
    assert accepted(site, office.release("2026.3.1")) == "2026.3.1"


def test_an_expired_root(site: Instance, office: OfficeSimulator, clock: Clock) -> None:
    clock.now = office.now = NOW + timedelta(days=366)
    assert refused(site, office.publish()) == "expired"


def test_for_another_channel(site: Instance, office: OfficeSimulator) -> None:
    office.release("2026.3.1")
    assert refused(site, office.release("2026.3.2", channel="beta")) == "channel"


def test_for_another_channel_after_ones_own(site: Instance, office: OfficeSimulator) -> None:
    accepted(site, office.release("2026.3.1"))
    assert refused(site, office.release("2026.3.2", channel="beta")) == "channel"


def test_another_channels_release_under_ones_own_name(site: Instance, office: OfficeSimulator) -> None:
    office.release("2026.3.1", channel="beta")
    content = next(iter(office.targets.values()))
    assert refused(site, office.publish_target("stable", content)) == "channel"


def test_a_channel_without_any_release(site: Instance, office: OfficeSimulator) -> None:
    assert refused(site, office.bundle()) == "channel"


@pytest.mark.parametrize("part", ["timestamp.json", "targets.json", "catalogue.json"])
def test_a_part_is_missing(site: Instance, office: OfficeSimulator, part: str) -> None:
    bundle = office.release("2026.3.1")
    metadata = {name: held for name, held in bundle.metadata.items() if not name.endswith(part)}
    targets = {name: held for name, held in bundle.targets.items() if not name.endswith(part)}
    assert refused(site, Bundle(metadata, targets)) == "incomplete"


def test_signed_bytes_that_are_no_release(site: Instance, office: OfficeSimulator) -> None:
    bundle = office.publish_target("stable", b'{"format":1}')
    with pytest.raises(InputError), verified(site, bundle):
        pass
    assert seen(site) == {}


def test_rotated_keys_are_followed_step_by_step(site: Instance, office: OfficeSimulator) -> None:
    accepted(site, office.release("2026.3.1"))
    for role in ("timestamp", "root", "targets", "root", "snapshot"):
        office.rotate(role)
    assert accepted(site, office.release("2026.3.2")) == "2026.3.2"
    assert accepted(site, office.release("2026.3.3")) == "2026.3.3"


def test_a_refusal_does_not_spoil_what_comes_after(site: Instance, office: OfficeSimulator) -> None:
    refused(site, office.sign_with("targets", [key()]))
    assert accepted(site, office.release("2026.3.1")) == "2026.3.1"


def test_what_is_not_kept_is_forgotten(site: Instance, office: OfficeSimulator) -> None:
    older = office.release("2026.3.1")
    with verified(site, office.release("2026.3.2")):
        pass
    assert accepted(site, older) == "2026.3.1"


def test_a_site_without_a_root(site: Instance, office: OfficeSimulator) -> None:
    (site.path / "trust" / "root.json").unlink()
    assert refused(site, office.release("2026.3.1")) == "no-root"


def test_leftovers_of_a_killed_verification_are_removed(site: Instance, office: OfficeSimulator) -> None:
    older = office.release("2026.3.1")
    accepted(site, older)
    left = place_of(site) / "work-left"
    left.mkdir()
    accepted(site, office.release("2026.3.2"))
    sweep(site)
    assert not left.exists()
    assert len([path for path in place_of(site).iterdir() if path.is_dir()]) == 2
    assert refused(site, older) == "rollback"


def test_a_second_verification_waits_and_gives_up(
    site: Instance, office: OfficeSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "PATIENCE", 0.05)
    bundle = office.release("2026.3.1")
    with alone(place_of(site)), pytest.raises(Busy), verified(site, bundle):
        pass
    assert accepted(site, bundle) == "2026.3.1"


def with_file(bundle: Bundle, name: str, content: bytes) -> Bundle:
    return replace(bundle, metadata={**bundle.metadata, name: content})
