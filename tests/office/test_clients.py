"""What a true client of The Update Framework takes from an office's static files, and what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadHTTPError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata, Root, Timestamp

from tests.office.offices import NOW, Site, edit, make_office, publish, ring_of, served
from tlkit.catalogue.schema import catalogue_from
from tlkit.office.folder import Office
from tlkit.office.keys import find
from tlkit.office.repository import name_of, read
from tlkit.office.rotate import renew, rotate

Tamper = Callable[[Office], None]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one release in `stable` and one, with another text, in `pilot`."""
    folder = tmp_path_factory.mktemp("offices") / "pusat"
    office = make_office(folder)
    publish(office, notes="Rilis pertama.")
    edit(office, "galang dana", "menggalang dana")
    publish(office, channel="pilot", effective_from=date(2030, 1, 2), urgent=True)
    return folder


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Office:
    """A copy of it that a test may change."""
    folder = tmp_path / "pusat"
    shutil.copytree(pristine, folder)
    return Office(folder, "Kantor Contoh")


@pytest.fixture
def site(office: Office, tmp_path: Path) -> Site:
    """A site that was made when the office's first root was all there was."""
    return Site(office, tmp_path / "site")


def test_a_site_takes_the_newest_release_of_its_channel(office: Office, site: Site) -> None:
    with served(office.repository) as url:
        stable, pilot = site.pull(url), site.pull(url, "pilot")
        assert site.pull(url, "lain") is None
    assert stable is not None
    assert pilot is not None
    assert (stable.channel, stable.notes, stable.urgent) == ("stable", "Rilis pertama.", False)
    assert (pilot.channel, pilot.effective_from, pilot.urgent) == ("pilot", date(2030, 1, 2), True)
    aliases = [
        catalogue_from(body.catalogue_data).permits["pengumpulan-uang-barang"].aliases
        for body in (stable, pilot)
    ]
    assert "galang dana" in aliases[0]
    assert "menggalang dana" in aliases[1]


def timestamp_path(office: Office) -> Path:
    return office.repository / "metadata" / "timestamp.json"


def newest_target(office: Office) -> Path:
    target = read(office.repository).targets.signed.targets["stable/catalogue.json"]
    return office.repository / "targets" / target.get_prefixed_paths()[0]


def resign(office: Office, path: Path, signer: CryptoSigner) -> None:
    """Sign a file of metadata with another key in place of the office's."""
    metadata: Metadata[Timestamp] = Metadata.from_file(str(path))
    metadata.signatures.clear()
    metadata.signed.version += 1
    metadata.sign(signer)
    metadata.to_file(str(path))


def altered_target(office: Office) -> None:
    path = newest_target(office)
    path.write_bytes(path.read_bytes().replace(b"Izin", b"izin", 1))


def truncated_target(office: Office) -> None:
    path = newest_target(office)
    path.write_bytes(path.read_bytes()[:-100])


def altered_metadata(office: Office) -> None:
    path = timestamp_path(office)
    told = json.loads(path.read_bytes())
    told["signed"]["version"] += 1
    path.write_text(json.dumps(told))


def strangers_signature(office: Office) -> None:
    resign(office, timestamp_path(office), CryptoSigner.generate_ed25519())


def rotated_out_key(office: Office) -> None:
    old = signer_of(office, "timestamp")
    rotate(office, ring_of(office.path), "timestamp", NOW)
    resign(office, timestamp_path(office), old)


def root_below_threshold(office: Office) -> None:
    folder = office.repository / "metadata"
    root: Metadata[Root] = Metadata.from_file(str(folder / "1.root.json"))
    root.signatures.clear()
    root.signed.version = 2
    root.sign(signer_of(office, "root-1"))
    root.to_file(str(folder / "2.root.json"))


def signer_of(office: Office, name: str) -> CryptoSigner:
    root = read(office.repository).root.signed
    keyid = next(keyid for keyid in root.keys if name_of(root, keyid) == name)
    return ring_of(office.path).signer(name, keyid)


@pytest.mark.parametrize(
    ("tamper", "refusal"),
    [
        (altered_target, LengthOrHashMismatchError),
        (truncated_target, RepositoryError),
        (altered_metadata, UnsignedMetadataError),
        (strangers_signature, UnsignedMetadataError),
        (rotated_out_key, UnsignedMetadataError),
        (root_below_threshold, UnsignedMetadataError),
    ],
)
def test_a_site_refuses(office: Office, site: Site, tamper: Tamper, refusal: type[Exception]) -> None:
    tamper(office)
    with served(office.repository) as url, pytest.raises(refusal):
        site.pull(url)


def test_a_site_refuses_an_older_release_again(office: Office, site: Site, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(office.repository, older)
    edit(office, "donasi", "sumbangan sukarela")
    publish(office)
    with served(office.repository) as url:
        newer = site.pull(url)
    with served(older) as url, pytest.raises(BadVersionNumberError):
        site.pull(url)
    assert newer is not None
    assert newer.notes == "Catatan rilis."


def test_a_site_that_is_kept_from_news_notices_it(office: Office, site: Site) -> None:
    with served(office.repository) as url:
        assert site.pull(url, after=timedelta(days=3) - timedelta(hours=1))
        with pytest.raises(ExpiredMetadataError):
            site.pull(url, after=timedelta(days=3, hours=1))
        later = NOW + timedelta(days=3, hours=2)
        renew(office, ring_of(office.path), "timestamp", later)
        assert site.pull(url, after=timedelta(days=3, hours=1))


def test_daily_renewal_alone_carries_a_release_until_its_targets_end(office: Office, site: Site) -> None:
    ring = ring_of(office.path)
    with served(office.repository) as url:
        for day in range(0, 90, 2):
            renew(office, ring, "timestamp", NOW + timedelta(days=day))
            assert site.pull(url, after=timedelta(days=day))
        renew(office, ring, "timestamp", NOW + timedelta(days=91))
        with pytest.raises(ExpiredMetadataError):
            site.pull(url, after=timedelta(days=91))
        renew(office, ring, "targets", NOW + timedelta(days=91))
        assert site.pull(url, after=timedelta(days=91))


@pytest.mark.parametrize("what", ["timestamp", "snapshot", "targets", "root-2", "root"])
def test_a_site_follows_new_keys(office: Office, site: Site, tmp_path: Path, what: str) -> None:
    fresh = Site(office, tmp_path / "never asked before")
    with served(office.repository) as url:
        assert site.pull(url)
        rotate(office, ring_of(office.path), what, NOW)
        assert site.pull(url)
        edit(office, "donasi", "sumbangan sukarela")
        publish(office, notes="Dengan kunci baru.")
        for one in (site, fresh):
            pulled = one.pull(url)
            assert pulled is not None
            assert pulled.notes == "Dengan kunci baru."


@pytest.mark.parametrize("lost", ["timestamp", "snapshot", "targets", "root-1"])
def test_a_lost_key_is_replaced(office: Office, site: Site, lost: str) -> None:
    root = read(office.repository).root.signed
    keyid = next(keyid for keyid in root.keys if name_of(root, keyid) == lost)
    path = find([office.keys], lost, keyid)
    assert path is not None
    path.unlink()
    rotate(office, ring_of(office.path), lost, NOW)
    edit(office, "donasi", "sumbangan sukarela")
    publish(office)
    with served(office.repository) as url:
        assert site.pull(url)


def test_a_half_copied_repository_is_refused(office: Office, site: Site) -> None:
    newest_target(office).unlink()
    with served(office.repository) as url, pytest.raises(DownloadHTTPError):
        site.pull(url)
