"""The processes of one site: web workers that answer, and one that does the jobs.

Each ends with the process that started it, however that one ended.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask

from tlkit.site.app import create_app
from tlkit.site.published import publish
from tlkit.site.releases.first import bring_up_to_date
from tlkit.site.releases.stored import in_force
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.jobs import Jobs

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

log = logging.getLogger(__name__)

THREADS = 4
"""Requests that one web process works on at a time; more only wait for one another."""

BACKLOG = 1024
"""Connections that wait for a place before new ones are refused."""

EVERY = 1.0
"""Seconds between two looks at what is in force."""


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
    """Do the instance's jobs until asked to end: render what is published, now and after each change."""
    begin()
    app = create_app(instance)
    queue = cast(Jobs, app.extensions["tlkit.jobs"])
    queue.register("publish", partial(publish, app))
    queue.enqueue("publish")
    threading.Thread(target=watch, args=(app, queue), daemon=True).start()
    queue.work()


def watch(app: Flask, queue: Jobs) -> None:
    """Publish anew when another catalogue is in force; compute it anew when its day has come."""
    seen = None
    pause = threading.Event()
    while not pause.wait(EVERY):
        try:
            seen = look(app, queue, seen)
        except Exception as error:
            log.warning("cannot see which catalogue is in force: %s", error)


def look(app: Flask, queue: Jobs, seen: int | None) -> int | None:
    """One look; returns the generation that is in force now."""
    instance = cast(Instance, app.extensions["tlkit"])
    with app.app_context():
        state = in_force()
        if state is not None and state.until is not None and state.until <= instance.today():
            bring_up_to_date(instance)
            state = in_force()
    generation = None if state is None else state.generation
    if seen is not None and generation != seen:
        queue.enqueue("publish")
    return generation


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
