"""Files of the office's folder that change together: all of them or none, whenever the power fails.

New files are written whole into `.landing/` first. Once the list of what goes where stands
there too, the change counts as made: whoever opens the folder next brings it to its end.
Without the list it never happened.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tlkit.errors import ConflictError, ExitCode, Text, TlkitError
from tlkit.reasons import reason

STAGE = ".landing"
LIST = "list.json"
LOCK = ".lock"

BUSY = Text(
    "Another command is changing this office's folder.",
    "Perintah lain sedang mengubah folder kantor ini.",
)
WAIT = Text("Wait until it has ended, then try again.", "Tunggu sampai selesai, lalu coba lagi.")
NOT_DONE = Text(
    "The office's folder cannot be used: {file}: {why}.",
    "Folder kantor tidak dapat dipakai: {file}: {why}.",
)
MEND = Text(
    "Mend that, then run: tlkit office doctor. What was cut off is then finished or undone.",
    "Perbaiki dahulu, lalu jalankan: tlkit office doctor. Yang terputus diselesaikan atau dibatalkan.",
)


class CannotWrite(TlkitError):
    """The disk is full, or somebody else's: what was asked for was not done, or not to its end."""

    exit_code = ExitCode.INPUT


def land(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write the files, named by their path within `folder`, in the order given; None removes one.

    A reader who comes at any moment sees a beginning of that order. Call it under `alone`.
    """
    stage = folder / STAGE
    clear(folder)
    stage.mkdir(mode=0o700)
    for number, content in enumerate(files.values()):
        if content is not None:
            _write(stage / str(number), content)
    moves = [[path, content is not None] for path, content in files.items()]
    _write(stage / "list", json.dumps(moves).encode())
    _sync(stage)
    (stage / "list").replace(stage / LIST)
    _sync(stage)
    _finish(folder, stage)


def recover(folder: Path) -> None:
    """Bring a change that was cut off to its end, or undo what never counted."""
    stage = folder / STAGE
    if (stage / LIST).exists():
        _finish(folder, stage)
    clear(folder)


def clear(folder: Path) -> None:
    """Remove what was prepared and is not needed."""
    stage = folder / STAGE
    if stage.exists():
        shutil.rmtree(stage)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other commands out of the folder, and finish first what one of them left behind.

    Raises ConflictError where one is at work, CannotWrite where the disk refuses at any time.
    """
    with told(folder), (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(BUSY, WAIT) from None
        recover(folder)
        yield


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into CannotWrite."""
    try:
        yield
    except OSError as error:
        file, why = error.filename or folder, reason(error)
        message = Text(NOT_DONE.en.format(file=file, why=why.en), NOT_DONE.id.format(file=file, why=why.id))
        raise CannotWrite(message, MEND) from error


def _finish(folder: Path, stage: Path) -> None:
    moves = json.loads((stage / LIST).read_bytes())
    for number, (path, kept) in enumerate(moves):
        target, source = folder / path, stage / str(number)
        if not kept:
            target.unlink(missing_ok=True)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
        if target.parent.exists():
            _sync(target.parent)
    (stage / LIST).unlink()
    _sync(stage)
    shutil.rmtree(stage)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
