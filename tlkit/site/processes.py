"""The processes of one site: web workers that answer, one that does the jobs, one that renders.

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
from typing import TYPE_CHECKING, cast

from tlkit.site.app import create_app
from tlkit.site.releases import desk, forward, handed, handing
from tlkit.site.releases.stored import StoredLive
from tlkit.site.shared.aside import Aside
from tlkit.site.shared.jobs import Jobs
from tlkit.site.watch import Watch

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 64
"""Requests that one web process takes in. Few of them run at a time (`PLACES` in `tlkit.site.shared.door`);
those that wait for a place must not keep published pages waiting. Threads are made as needed."""

AFTER_REQUESTS, AFTER_ALL = 5, 10
"""How far the job process, and the one that renders, stand back where the machine is busy."""

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
    """The application of a web worker, made in the worker itself, its catalogue at hand."""
    begin()
    app = create_app(instance)
    cast(StoredLive, app.extensions["tlkit.live"]).look()
    return app


def jobs(instance: Path) -> None:
    """Do the instance's jobs until asked to end, and for its web processes what takes long."""
    begin()
    os.nice(AFTER_REQUESTS)
    app = create_app(instance)
    aside = cast(Aside, app.extensions["tlkit.aside"])
    aside.listen({
        forward.QUESTION: partial(forward.answered, app),
        desk.QUESTION: partial(desk.answered, app),
        handed.QUESTION: handing.Ready(app.extensions["tlkit.live"]),
    })  # fmt: skip
    cast(Jobs, app.extensions["tlkit.jobs"]).work()


def pages(instance: Path) -> None:
    """Keep the instance's published pages in step with its catalogue until asked to end."""
    begin()
    os.nice(AFTER_ALL)
    Watch(create_app(instance)).go_on()


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
