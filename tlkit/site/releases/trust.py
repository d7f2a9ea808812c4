"""Whether a bundle is the office's word: The Update Framework's client over files in memory.

The root of trust is `trust/root.json`, fixed when the instance was made. What was last
verified lies in `var/trust/`, so that nothing older is taken for new. A verification works
on a copy of that; the copy takes its place when `keep` is called, and is dropped otherwise,
so that what was refused leaves no trace.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tlkit.catalogue.bundle import PLAIN_LIMIT, Bundle, ReleaseBody, release_from_bytes
from tlkit.errors import Text, TlkitError
from tlkit.site.releases import reasons
from tlkit.site.shared.instance import Instance

if TYPE_CHECKING:
    from tuf.api.metadata import TargetFile
    from tuf.ngclient import Updater
    from tuf.ngclient.fetcher import FetcherInterface

HERE = "bundle:///"
"""Where a bundle's files seem to lie for the client."""
METADATA, TARGETS = "metadata/", "targets/"
NEWEST = "catalogue.json"
PATIENCE = 5.0
"""Seconds to wait for another verification to end."""


class Busy(TlkitError):
    """Another release is being taken in at this moment."""

    def __init__(self) -> None:
        super().__init__(
            Text("Another release is being applied.", "Rilis lain sedang diterapkan."),
            Text("Try again in a minute.", "Coba lagi sebentar lagi."),
        )


@dataclass(frozen=True)
class Verified:
    """A release that the office signed, its bytes, and until when its metadata counts as fresh."""

    release: ReleaseBody
    content: bytes
    fresh_until: datetime
    work: Path
    place: Path

    def keep(self) -> None:
        """Remember what was verified, so that nothing older passes from now on."""
        kept = Path(tempfile.mkdtemp(prefix="seen-", dir=self.place))
        self.work.rename(kept)
        link = self.place / ".current"
        link.unlink(missing_ok=True)
        link.symlink_to(kept.name)
        link.replace(self.place / "current")


@contextmanager
def verified(instance: Instance, bundle: Bundle) -> Iterator[Verified]:
    """The release in a bundle, while no other verification of this instance goes on.

    Raises UntrustedError, which says what is wrong in words for a clerk, `Busy` when another
    one takes too long, and InputError for a signed release that is none.
    """
    with alone(place_of(instance)) as place, copied(place) as work:
        refuse_foreign(bundle, channel_of(instance))
        updater = client(instance, work, in_memory(bundle))
        release, content = checked(instance, updater, work, bundle)
        yield Verified(release, content, updater._trusted_set.timestamp.expires, work, place)


def checked(instance: Instance, updater: Updater, work: Path, bundle: Bundle) -> tuple[ReleaseBody, bytes]:
    """The release, and its bytes, that the client finds, once everything around it has been verified."""
    with reasons.in_words(updater, work, bundle):
        target = newest(updater, channel_of(instance))
        file = updater.find_cached_target(target, str(work / NEWEST))
        content = Path(file or updater.download_target(target, str(work / NEWEST))).read_bytes()
    release = release_from_bytes(content)
    if release.channel != channel_of(instance):
        raise reasons.other_channel(release.channel, channel_of(instance))
    return release, content


def newest(updater: Updater, channel: str) -> TargetFile:
    """The newest release of a channel, as the office's metadata describes it."""
    target = updater.get_targetinfo(f"{channel}/{NEWEST}")
    if target is None:
        raise reasons.no_such_channel(channel)
    if target.length > PLAIN_LIMIT:
        raise reasons.too_large()
    return target


def client(instance: Instance, work: Path, fetcher: FetcherInterface, url: str = HERE) -> Updater:
    """A client that trusts the instance's root, with the instance's own clock."""
    from tuf.api.exceptions import RepositoryError
    from tuf.ngclient import Updater

    try:
        root = (instance.path / "trust" / "root.json").read_bytes()
        updater = Updater(
            str(work), url + METADATA, str(work), url + TARGETS, fetcher=fetcher, bootstrap=root
        )
    except (FileNotFoundError, RepositoryError) as error:
        raise reasons.no_root() from error
    # The client would ask the machine; the moment decides what has expired.
    updater._trusted_set.reference_time = instance.clock()
    return updater


def in_memory(bundle: Bundle) -> FetcherInterface:
    """The files of a bundle, served to the client as if from a server."""
    from tuf.api.exceptions import DownloadHTTPError
    from tuf.ngclient.fetcher import FetcherInterface

    files = {HERE + METADATA + name: content for name, content in bundle.metadata.items()}
    files |= {HERE + TARGETS + name: content for name, content in bundle.targets.items()}

    class Memory(FetcherInterface):
        """Looks names up."""

        def _fetch(self, url: str) -> Iterator[bytes]:
            if url not in files:
                raise DownloadHTTPError(f"{url} is not in the bundle", 404)
            return iter((files[url],))

    return Memory()


def refuse_foreign(bundle: Bundle, channel: str) -> None:
    """Refuse a bundle that brings releases, but none of the instance's channel."""
    brought = {name.partition("/")[0] for name in bundle.targets}
    if brought and channel not in brought:
        raise reasons.other_channel(min(brought), channel)


def channel_of(instance: Instance) -> str:
    """The channel that the instance follows: `trust/office.json`, or the region file, or `stable`."""
    return str(office_of(instance).get("channel", "stable"))


def office_of(instance: Instance) -> dict[str, str]:
    """Where the office publishes (`url`) and the channel, as far as the instance knows them."""
    file = instance.path / "trust" / "office.json"
    if file.exists():
        found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        return found
    office = instance.region.office
    return {} if office is None else {"url": office.url, "channel": office.channel}


def place_of(instance: Instance) -> Path:
    """Where the instance remembers what it verified."""
    place = instance.var / "trust"
    place.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def alone(place: Path) -> Iterator[Path]:
    """Nobody else on this machine takes a release in meanwhile. Raises `Busy` after `PATIENCE`."""
    with (place / "lock").open("w") as lock:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Busy from None
                time.sleep(0.02)
        yield place


@contextmanager
def copied(place: Path) -> Iterator[Path]:
    """A copy of what was verified last, gone afterwards unless it was kept."""
    work = Path(tempfile.mkdtemp(prefix="work-", dir=place))
    try:
        if (place / "current").exists():
            copy((place / "current").resolve(), work)
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy a folder's content; the first failure is raised as it is."""
    for path in sorted(source.rglob("*")):
        there = target / path.relative_to(source)
        if path.is_symlink():
            there.symlink_to(path.readlink())
        elif path.is_dir():
            there.mkdir()
        else:
            shutil.copyfile(path, there)


def sweep(instance: Instance) -> None:
    """Remove what interrupted verifications left, and what has been replaced. Raises `Busy`."""
    with alone(place_of(instance)) as place:
        current = (place / "current").resolve()
        for path in place.iterdir():
            if path.is_dir() and not path.is_symlink() and path != current:
                shutil.rmtree(path, ignore_errors=True)
