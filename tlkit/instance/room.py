"""A room to work in beside the target: made for one run, gone with it.

A run that is killed leaves its room behind; the next run in that folder removes it. A room is
known to be abandoned when nobody holds its lock: the kernel lets go of it when a process ends,
however it ends, so a slow run is never mistaken for a dead one.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARK = ".tlkit-room-"
NAME = re.compile(re.escape(MARK) + r"([0-9]+)-[0-9a-f]{8}")
LOCK = "lock"


@contextmanager
def room(parent: Path) -> Iterator[Path]:
    """A fresh folder inside `parent`, locked while it is in use and removed afterwards.

    Removes abandoned rooms first. Raises `OSError` when the folder cannot be made.
    """
    sweep(parent)
    place = parent / f"{MARK}{os.getpid()}-{secrets.token_hex(4)}"
    place.mkdir(mode=0o755)
    try:
        held = hold(place)
        try:
            yield place
        finally:
            os.close(held)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """A room in the folder for temporary files. Raises `OSError` when nothing can be written there."""
    try:
        folder = Path(tempfile.gettempdir())
    except FileNotFoundError as error:
        raise OSError(errno.ENOSPC, str(error)) from error
    with room(folder) as place:
        yield place


def hold(place: Path) -> int:
    """Lock a room; the lock appears under its name only once it is held."""
    draft = place / f"{LOCK}.new"
    held = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    draft.rename(place / LOCK)
    return held


def sweep(parent: Path) -> None:
    """Remove the rooms in `parent` that no living run is using."""
    for entry in os.scandir(parent):
        found = NAME.fullmatch(entry.name)
        if found and entry.is_dir(follow_symlinks=False) and abandoned(Path(entry.path), int(found[1])):
            shutil.rmtree(entry.path, ignore_errors=True)


def abandoned(place: Path, process: int) -> bool:
    """Whether the run that made the room has ended; by its process only where it holds no lock yet."""
    try:
        lock = os.open(place / LOCK, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return not running(process)
    except OSError:
        return False
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(lock)
        return True
    os.close(lock)
    return False


def running(process: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
