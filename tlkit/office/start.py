"""A new office, ready for its first release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tlkit.office import landing, repository
from tlkit.office.folder import Office, first_files, open_office, prepare
from tlkit.office.keys import KeyRing


def start(path: Path, name: str, url: str | None, ring: KeyRing, now: datetime) -> Office:
    """Make the office's folder with its keys, the reference as its catalogue and an empty repository.

    `office.yaml` is written last: a folder without it is not an office yet. Raises
    FolderTaken where the folder holds something already, CannotWrite where the disk refuses.
    """
    with landing.told(path):
        prepare(path)
    with landing.alone(path):
        files = repository.begin(ring, now) | first_files(name, url)
        landing.land(path, dict(files))
    return open_office(path)
