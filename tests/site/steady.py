"""Asks for a page at a fixed rate, whether or not the answers come: what residents do, and wrk does not."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from time import perf_counter, sleep
from urllib.parse import urlsplit

CONNECTIONS = 16
PATIENCE = 10.0
"""Seconds after which an answer counts as failed."""


@dataclass(frozen=True)
class Steady:
    """The milliseconds that each answer took from the moment it was due, and how many failed."""

    waits: list[float]
    failed: int

    @property
    def p99(self) -> float:
        """The wait that 99 of 100 requests stay below."""
        return sorted(self.waits)[int(len(self.waits) * 0.99)]


def at_rate(url: str, rate: float, seconds: float) -> Steady:
    """Send `rate` requests a second for so long; a late one counts from when it was due."""
    numbers, waits, failed = count(), [], []
    start = perf_counter()

    def ask() -> None:
        connection = fresh(url)
        for due in dues(numbers, start, rate, seconds):
            sleep(max(0.0, due - perf_counter()))
            if answered(connection, url):
                waits.append((perf_counter() - due) * 1000)
            else:
                failed.append(due)
                connection = fresh(url)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Steady(waits, len(failed))


def dues(numbers: Iterator[int], start: float, rate: float, seconds: float) -> Iterator[float]:
    """The moments at which requests are due, shared among the connections."""
    for number in numbers:
        if number >= rate * seconds:
            return
        yield start + number / rate


def fresh(url: str) -> http.client.HTTPConnection:
    """A connection to the page's server."""
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)


def answered(connection: http.client.HTTPConnection, url: str) -> bool:
    """Whether the page came whole and with status 200."""
    parts = urlsplit(url)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        response = connection.getresponse()
        return bool(response.read()) and response.status == 200
    except (OSError, http.client.HTTPException):
        return False
