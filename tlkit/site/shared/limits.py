"""How often one address may ask for something: counted in memory, or in Redis for many processes.

The counts belong to one application: what one region's visitors do never counts for another's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Flask, abort, current_app, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

P = ParamSpec("P")
R = TypeVar("R")

KEY = "tlkit.limits"


def count_requests(app: Flask) -> None:
    """Give an application its own counts: in `REDIS_URL` where that is set, else in memory."""
    address = app.config.get("REDIS_URL") or "memory://"
    if address.startswith("unix://"):  # as Redis itself writes the address of a socket
        address = f"redis+{address}"
    app.extensions[KEY] = FixedWindowRateLimiter(storage_from_string(address))


def limited(rule: str, name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let one address call a view only as often as `rule` says (`"10 per minute"`); more get a 429 page.

    Views that share a `name` share the count.
    """
    item = parse(rule)

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            count(item, name)
            return view(*args, **kwargs)

        return counted

    return decorate


def count(item: RateLimitItem, name: str) -> None:
    """Count the present request. Raises 429 when it is one too many."""
    limiter = cast(FixedWindowRateLimiter, current_app.extensions[KEY])
    space = str(current_app.extensions["tlkit"].path)
    if not limiter.hit(item, space, name, client_address()):
        abort(429)


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
