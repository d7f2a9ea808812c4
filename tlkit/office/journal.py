"""What a push has done so far, on disk before it goes on: one line per change of state.

    journal/<moment>.jsonl    {"event": "begin", "releases": {"stable": "2026.3.1"}, …}
                              {"event": "applying", "slug": "kota-bogor", …}
                              {"event": "outcome", "slug": "kota-bogor", "state": "applied", …}
                              {"event": "end"}

A push without `end` was cut off; the next push of the same releases goes on with it. A line
that was cut off within itself counts as never written. `applying` without an outcome means
that only the instance knows.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from tlkit.errors import ConflictError, ExitCode, Text, TlkitError
from tlkit.reasons import reason

FOLDER, LOCK, ENDING = "journal", ".lock", ".jsonl"

BUSY = Text("Another push from this folder is under way.", "Pengiriman lain dari folder ini sedang berjalan.")
WAIT = Text("Wait until it has ended, then try again.", "Tunggu sampai selesai, lalu coba lagi.")
FULL = Text(
    "The journal cannot be written ({reason}), so nothing more was sent.",
    "Jurnal tidak dapat ditulis ({reason}), jadi pengiriman dihentikan.",
)
FREE_UP = Text(
    "Free room on the disk, then push again: it goes on where it stopped.",
    "Kosongkan ruang disk, lalu kirim lagi: pengiriman dilanjutkan.",
)


class JournalFull(TlkitError):
    """A push stops where it cannot note down what it does."""

    exit_code = ExitCode.PARTIAL


@dataclass(frozen=True)
class Past:
    """What a journal tells: the last outcome by slug, and the instances only sent to so far."""

    outcomes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()


class Journal:
    """One push's file, opened to go on. `past` is what stood in it."""

    def __init__(self, path: Path, file: BinaryIO, past: Past) -> None:
        self.path, self.past = path, past
        self._file = file
        self._written = self._safe = 0
        self._turn = asyncio.Lock()

    async def note(self, event: str, **facts: Any) -> None:
        """Write one line; returns once it is safe on disk. Raises JournalFull.

        Lines that are written meanwhile become safe along with it.
        """
        self.write(event, facts)
        mine = self._written
        async with self._turn:
            if self._safe >= mine:
                return
            upto = self._written
            with _room():
                await asyncio.to_thread(os.fsync, self._file.fileno())
            self._safe = upto

    def write(self, event: str, facts: Mapping[str, Any]) -> None:
        """Append one line without waiting for the disk."""
        line = json.dumps({"event": event, **facts}, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        number = self._file.fileno()
        before = os.fstat(number).st_size
        with _room():
            # Unbuffered, so that what does not fit is known at once.
            if self._file.write(line) != len(line):
                os.ftruncate(number, before)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._written += 1

    def end(self) -> None:
        """Say that the push came to its end."""
        self.write("end", {})
        with _room():
            os.fsync(self._file.fileno())


@contextmanager
def journal(office: Path, releases: Mapping[str, str], now: datetime) -> Iterator[Journal]:
    """The journal of a push of these releases (version by channel), a cut-off one's where there is one.

    Raises ConflictError while another push goes on, JournalFull where it cannot be written.
    """
    folder = office / FOLDER
    with _room():
        folder.mkdir(exist_ok=True)
        lock = (folder / LOCK).open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(BUSY, WAIT) from None
        path = cut_off(folder, releases) or fresh(folder, now)
        with _room():
            past = _opened(path)
            file = path.open("ab", buffering=0)
        with file:
            found = Journal(path, file, past)
            if path.stat().st_size == 0:
                found.write("begin", {"releases": dict(releases), "at": now.isoformat()})
            yield found


def fresh(folder: Path, now: datetime) -> Path:
    """A name for a new journal, after all that are there."""
    while (path := folder / f"{now:%Y%m%dT%H%M%S%fZ}{ENDING}").exists():
        now += timedelta(microseconds=1)
    return path


def cut_off(folder: Path, releases: Mapping[str, str]) -> Path | None:
    """The newest journal of a push of these releases that has no end."""
    for path in sorted(folder.glob(f"*{ENDING}"), reverse=True):
        lines = lines_of(path)
        if lines and lines[0].get("releases") == dict(releases):
            return None if lines[-1]["event"] == "end" else path
    return None


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a journal."""
    *lines, _ = path.read_bytes().split(b"\n")
    return [json.loads(line) for line in lines]


def past_of(lines: list[dict[str, Any]]) -> Past:
    """What the lines of a journal add up to."""
    outcomes: dict[str, dict[str, Any]] = {}
    under_way: set[str] = set()
    for line in lines:
        if line["event"] == "applying":
            under_way.add(line["slug"])
        elif line["event"] == "outcome":
            under_way.discard(line["slug"])
            outcomes[line["slug"]] = line
    return Past(outcomes, frozenset(under_way))


def _opened(path: Path) -> Past:
    """What stands in the file, once a line that was cut off is gone from its end."""
    if not path.exists():
        return Past()
    lines = lines_of(path)
    whole = path.read_bytes().rpartition(b"\n")
    os.truncate(path, len(whole[0]) + len(whole[1]))
    return past_of(lines)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = reason(error)
        message = Text(FULL.en.format(reason=why.en), FULL.id.format(reason=why.id))
        raise JournalFull(message, FREE_UP) from error
