"""The processes of one site: web workers that answer, and one that does the jobs.

Each ends with the process that started it, however that one ended.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tlkit.site.app import create_app
from tlkit.site.watch import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 4
"""Requests that one web process works on at a time; more only wait for one another."""

BACKLOG = 1024
"""Connections that wait for a place before new ones are refused."""


def web(instance: Path, host: str, port: int, workers: int) -> None:
    """Answer requests with `workers` processes until asked to end."""
    answer(partial(load, instance), host, port, workers)


def answer(load: Callable[[], WSGIApplication], host: str, port: int, workers: int) -> None:
    """Answer with what `load` makes in each of `workers` processes; one that dies is replaced."""
    from granian import Granian
    from granian.constants import Interfaces

    begin()
    server = Granian(
        "tlkit.site",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=load, wrap_loader=False)


def load(instance: Path) -> WSGIApplication:
    """The application of a web worker, made in the worker itself."""
    begin()
    return create_app(instance)


def jobs(instance: Path) -> None:
    """Do the instance's jobs until asked to end, and keep its published pages in step."""
    begin()
    watch = Watch(create_app(instance))
    threading.Thread(target=watch.go_on, daemon=True).start()
    watch.queue.work()


def begin() -> None:
    """What a forked process does first: forget its parent's signals, and end when that one is gone."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=leave_after, args=(parent,), daemon=True).start()


def leave_after(parent: multiprocessing.process.BaseProcess) -> None:
    """End this process once its parent has ended, even by force."""
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
