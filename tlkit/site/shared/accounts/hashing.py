"""Keeps a core for the pages while passwords are hashed, in all processes of a site together."""

from __future__ import annotations

import fcntl
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from random import randrange
from typing import Any

AFTER_PAGES = 10
"""How far hashing stands back behind the pages where the machine is busy (0 not at all, 19 most)."""


def stand_back() -> None:
    """Lower the priority of the present thread alone, as Linux can; elsewhere it keeps it."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), AFTER_PAGES)


class Turns:
    """Lets as many hash at a time as the machine has cores, less one; the others wait for their turn.

    A lock file in `folder` stands for each of those cores, the same for every thread and process.
    """

    def __init__(self, folder: Path, cores: int | None = None) -> None:
        self.folder = folder
        self.places = max(1, (cores or os.cpu_count() or 1) - 1)

    def done(self, work: Callable[..., Any], *given: str) -> Any:
        """What `work` makes of `given`, once there is a core for it, behind whatever else wants that core."""
        with self.turn():
            return self.behind.submit(work, *given).result()

    @cached_property
    def behind(self) -> ThreadPoolExecutor:
        """A thread that stands back: made by the first sign-in, so that each process has its own."""
        return ThreadPoolExecutor(self.places, "hashing", initializer=stand_back)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a core."""
        held = self.take()
        try:
            yield
        finally:
            os.close(held)

    def take(self) -> int:
        """The descriptor of a lock file that nobody else holds; closing it gives the core back."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for number in range(self.places):
            free = self.opened(number)
            try:
                fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return free
            except BlockingIOError:
                os.close(free)
        awaited = self.opened(randrange(self.places))
        fcntl.flock(awaited, fcntl.LOCK_EX)
        return awaited

    def opened(self, number: int) -> int:
        return os.open(self.folder / f"hashing-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
