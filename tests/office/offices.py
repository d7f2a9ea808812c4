"""Offices for tests: a folder of their own, a fixed moment, one passphrase; and a true client of theirs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tuf.ngclient import Updater

from tlkit.catalogue.bundle import ReleaseBody, release_from_bytes
from tlkit.office.folder import Office
from tlkit.office.keys import KeyRing
from tlkit.office.past import Released
from tlkit.office.release import release
from tlkit.office.start import start

NOW = datetime.now(timezone.utc).replace(microsecond=0)
"""Clients ask the machine for the time, so offices live today; tests move the office's moment."""
PASSPHRASE = "kalimat yang panjang"


def ring_of(folder: Path, *media: Path, passphrase: str = PASSPHRASE) -> KeyRing:
    """The keys of an office in `folder`."""
    return KeyRing((folder / "keys", *media), lambda name, new: passphrase)


def make_office(folder: Path, now: datetime = NOW) -> Office:
    """A new office with the reference as its catalogue, nothing released."""
    return start(folder, "Kantor Contoh", None, ring_of(folder), now)


def edit(office: Office, old: str, new: str, file: str = "catalogue/sosial.yaml") -> None:
    """Change the text of a file of the working catalogue."""
    path = office.path / "catalogue" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def publish(
    office: Office,
    *,
    channel: str = "stable",
    notes: str = "Catatan rilis.",
    effective_from: date | None = None,
    urgent: bool = False,
    now: datetime = NOW,
) -> Released:
    """Release the working catalogue."""
    ring = ring_of(office.path)
    return release(office, ring, channel, notes, effective_from=effective_from, urgent=urgent, now=now)


@contextmanager
def served(repository: Path) -> Iterator[str]:
    """The repository as static files over HTTP on loopback; gives its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(repository)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Site:
    """A site's client: the root it was made with, and what it has seen."""

    def __init__(self, office: Office, cache: Path) -> None:
        self.root = (office.repository / "metadata" / "1.root.json").read_bytes()
        self.cache = cache
        cache.mkdir()

    def pull(self, url: str, channel: str = "stable", after: timedelta = timedelta(0)) -> ReleaseBody | None:
        """The newest release of a channel, verified as if so much time had passed; None where there is none.

        Raises the errors of `tuf`.
        """
        where = str(self.cache)
        updater = Updater(where, f"{url}/metadata/", where, f"{url}/targets/", bootstrap=self.root)
        updater._trusted_set.reference_time += after
        target = updater.get_targetinfo(f"{channel}/catalogue.json")
        if target is None:
            return None
        return release_from_bytes(Path(updater.download_target(target)).read_bytes())
