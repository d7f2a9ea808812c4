"""How often one address may ask for something: counted in memory, or in Redis for many processes.

The counts belong to one application: what one region's visitors do never counts for another's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from time import monotonic
from typing import ParamSpec, Protocol, TypeVar, cast

from flask import Flask, abort, current_app, request

P = ParamSpec("P")
R = TypeVar("R")

KEY = "tlkit.limits"
PERIODS = {"minute": 60, "hour": 3600}
FEW = 1000
"""Counts that are kept without a look at which of them are over."""


class Counts(Protocol):
    """Counts what happens under a key."""

    def add(self, key: str, seconds: int) -> int:
        """Count once more; how often it was in the `seconds` since the first time."""


class InMemory:
    """The counts of one process."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self.now = now
        self.lock = Lock()
        self.clear()

    def clear(self) -> None:
        """Forget all counts."""
        self.kept: dict[str, tuple[float, int]] = {}
        self.many = FEW

    def add(self, key: str, seconds: int) -> int:
        with self.lock:
            now = self.now()
            ends, count = self.kept.get(key, (now, 0))
            if ends <= now:
                ends, count = now + seconds, 0
            self.kept[key] = ends, count + 1
            if len(self.kept) > self.many:
                self.kept = {each: kept for each, kept in self.kept.items() if kept[0] > now}
                self.many = FEW + 2 * len(self.kept)
            return count + 1


class InRedis:
    """The counts of many processes, on one server."""

    def __init__(self, address: str) -> None:
        from redis import Redis

        self.server = Redis.from_url(address)

    def add(self, key: str, seconds: int) -> int:
        with self.server.pipeline(transaction=True) as both:
            both.set(key, 0, ex=seconds, nx=True)
            both.incr(key)
            return int(both.execute()[1])


def count_requests(app: Flask) -> None:
    """Give an application its own counts: in `REDIS_URL` where that is set, else in memory."""
    address = app.config.get("REDIS_URL")
    app.extensions[KEY] = InRedis(address) if address else InMemory()


def limited(rule: str, name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let one address call a view only as often as `rule` says (`"10 per minute"`); more get a 429 page.

    Views that share a `rule` and a `name` share the count.
    """
    most, _, period = rule.split()

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            key = f"tlkit:{current_app.extensions['tlkit'].path}:{name}:{rule}:{client_address()}"
            if cast(Counts, current_app.extensions[KEY]).add(key, PERIODS[period]) > int(most):
                abort(429)
            return view(*args, **kwargs)

        return counted

    return decorate


def client_address() -> str:
    """The address that asks; an IPv6 one by its network of 64 bits, which one visitor has whole."""
    address = request.remote_addr or "-"
    if ":" not in address:
        return address
    from ipaddress import IPv6Address

    try:
        return str(IPv6Address(int(IPv6Address(address)) >> 64 << 64))
    except ValueError:
        return address
