"""Asks the office's static host for its newest release, by hand and on a schedule.

What the client fetches there makes a bundle, and the bundle goes the way of every other:
verified, planned, applied. So nothing is held up while a slow host answers.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tuf.api.exceptions import DownloadError, SlowRetrievalError
from tuf.ngclient import FetcherInterface
from tuf.ngclient.urllib3_fetcher import Urllib3Fetcher

from tlkit.catalogue.bundle import Bundle
from tlkit.catalogue.messages import ApplyAnswer
from tlkit.errors import Text, TlkitError
from tlkit.site.releases.reasons import in_words
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.releases.trust import (
    METADATA,
    NEWEST,
    TARGETS,
    alone,
    channel_of,
    client,
    copy,
    newest,
    office_of,
    place_of,
)
from tlkit.site.shared.instance import Instance

SOCKET = 10
"""Seconds that the host may be silent."""
WHOLE = 120.0
"""Seconds that all of a pull may take."""
CHUNK = 2**15


class Unreachable(TlkitError):
    """The office's host does not answer, or not in time."""

    def __init__(self, url: str) -> None:
        super().__init__(
            Text(f"{url} does not answer.", f"{url} tidak menjawab."),
            Text(
                "Check the connection. What is in force stays; a file does as well: catalogue apply FILE",
                "Periksa sambungan. Katalog yang berlaku tetap; bisa juga: catalogue apply BERKAS",
            ),
        )


class NoAddress(TlkitError):
    """The instance was never told where the office publishes."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "This site does not know where the office publishes.", "Alamat kantor pusat belum diketahui."
            ),
            Text("Ask the office to enrol it, or apply a file.", "Minta didaftarkan, atau terapkan berkas."),
        )


class Recorder(FetcherInterface):
    """Fetches from a host within time, and keeps what came."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.inner = Urllib3Fetcher(SOCKET, CHUNK)
        self.deadline = time.monotonic() + WHOLE
        self.files: dict[str, bytes] = {}

    def _fetch(self, url: str) -> Iterator[bytes]:
        """The chunks of one file."""
        return self.kept(url, self.inner.fetch(url))

    def kept(self, url: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The same chunks, remembered under the file's name once they are complete."""
        whole = bytearray()
        for chunk in chunks:
            if time.monotonic() > self.deadline:
                raise SlowRetrievalError
            whole += chunk
            yield chunk
        self.files[url.removeprefix(self.url)] = bytes(whole)

    def bundle(self) -> Bundle:
        """What was fetched."""
        parts = {
            part: {
                name.removeprefix(part): held for name, held in self.files.items() if name.startswith(part)
            }
            for part in (METADATA, TARGETS)
        }
        return Bundle(parts[METADATA], parts[TARGETS])


def pull(instance: Instance, *, again: bool = True) -> ApplyAnswer:
    """Fetch the newest release and apply it.

    Raises `Unreachable`, `NoAddress` and whatever `apply_bundle` raises; what is in force
    stays then.
    """
    return apply_bundle(instance, fetched(instance), again=again)


def fetched(instance: Instance) -> Bundle:
    """The newest release with its metadata; without what the site has already."""
    url = office_of(instance).get("url")
    if not url:
        raise NoAddress
    recorder = Recorder(url.rstrip("/") + "/")
    with apart(instance) as work:
        updater = client(instance, work, recorder, recorder.url)
        try:
            with in_words(updater, work, Bundle({}, {})):
                target = newest(updater, channel_of(instance))
                if updater.find_cached_target(target, str(work / NEWEST)) is None:
                    updater.download_target(target, str(work / NEWEST))
        except TlkitError as error:
            if isinstance(error.__cause__, DownloadError):
                raise Unreachable(recorder.url) from error
            if not recorder.files:
                raise
        return recorder.bundle()


@contextmanager
def apart(instance: Instance) -> Iterator[Path]:
    """A copy of what was verified last, for a client that may take its time."""
    with tempfile.TemporaryDirectory(prefix="tlkit-pull-") as name:
        with alone(place_of(instance)) as place:
            if (place / "current").exists():
                copy((place / "current").resolve(), Path(name))
        yield Path(name)
