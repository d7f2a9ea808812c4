"""Runs one or more sites: prepares each database, then keeps its processes going."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from tlkit.errors import Text, TlkitError
from tlkit.reasons import reason
from tlkit.site import processes
from tlkit.site.prepare import prepare

PATIENCE = 1.0
"""Seconds before a process that ended by itself is started again."""

GRACE = 8.0
"""Seconds that a process has to finish before it is ended by force."""

Report = Callable[[Path, str], None]


@dataclass
class Kept:
    """A process that is to run as long as the site does."""

    target: Callable[..., None]
    arguments: tuple[Any, ...]
    process: ForkProcess | None = None
    ended: float = 0.0

    def start(self) -> None:
        """Fork: what is imported already is neither read nor held in memory a second time."""
        self.process = multiprocessing.get_context("fork").Process(target=self.target, args=self.arguments)
        self.process.start()


@dataclass
class Address:
    """Where one site answers, and whether that has been said."""

    instance: Path
    host: str
    port: int
    said: bool = False

    @property
    def url(self) -> str:
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"

    def ready(self) -> bool:
        """Whether the site says that it is ready."""
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        connection = http.client.HTTPConnection(shown, self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def serve(instances: Sequence[Path], host: str, port: int, workers: int, report: Report) -> None:
    """Run the sites until asked to end (SIGTERM, SIGINT); each has the next port after `port`.

    `report` gets the address of each when it answers. Raises `TlkitError` when a database
    cannot be prepared, a port is taken, or several sites would share one database.
    """
    refuse_shared_database(instances)
    addresses = [Address(path, host, port + number) for number, path in enumerate(instances)]
    for address in addresses:
        check_free(address)
        prepare(address.instance)
    kept = [
        part
        for address in addresses
        for part in (
            Kept(processes.web, (address.instance, host, address.port, workers)),
            Kept(processes.jobs, (address.instance,)),
            Kept(processes.pages, (address.instance,)),
        )
    ]
    with asked_to_end() as ending:
        try:
            keep(kept, addresses, ending, report)
        finally:
            end(kept)


def keep(kept: list[Kept], addresses: list[Address], ending: threading.Event, report: Report) -> None:
    """Start what does not run, until asked to end."""
    while not ending.is_set():
        now = time.monotonic()
        for part in kept:
            if part.process is not None and not part.process.is_alive():
                part.process, part.ended = None, now
            if part.process is None and (not part.ended or now - part.ended >= PATIENCE):
                part.start()
        for address in addresses:
            if not address.said and address.ready():
                address.said = True
                report(address.instance, address.url)
        waiting = all(address.said for address in addresses)
        wait([part.process.sentinel for part in kept if part.process], 0.5 if waiting else 0.05)


def end(kept: list[Kept]) -> None:
    """Ask every process to end, and make those that do not."""
    running = [part.process for part in kept if part.process is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()


@contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set; the handlers from before come back afterwards."""
    ending = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: ending.set()) for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def check_free(address: Address) -> None:
    """Refuse a port that another program listens on."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            why = reason(error)
            raise TlkitError(
                Text(
                    f"Port {address.port} on {address.host} cannot be used: {why.en}.",
                    f"Port {address.port} di {address.host} tidak dapat dipakai: {why.id}.",
                ),
                Text(
                    "Choose another with --port 8080; with make: make demo PORT=8080, make serve PORT=8080.",
                    "Pilih port lain: --port 8080; lewat make: make demo PORT=8080, make serve PORT=8080.",
                ),
            ) from error


def refuse_shared_database(instances: Sequence[Path]) -> None:
    """One DATABASE_URL in the environment cannot hold the data of several sites."""
    if len(instances) > 1 and os.environ.get("DATABASE_URL"):
        raise TlkitError(
            Text(
                "DATABASE_URL in the environment would give all these sites one database.",
                "DATABASE_URL di lingkungan akan memberi semua situs ini satu basis data.",
            ),
            Text(
                "Unset it and write it in each instance's .env instead.",
                "Hapus dari lingkungan dan tulis di berkas .env tiap instansi.",
            ),
        )
