"""What MDN's HTTP Observatory, algorithm 4, gives for one answer over HTTPS.

https://github.com/mdn/mdn-http-observatory. The redirection from HTTP, which the certificate's
installer sets up, is taken as done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.client import HTTPMessage

BEST = 100
"""From here on the grade is A+."""
ENOUGH = 90
"""Points that must be left before merits count."""

HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SCRIPT = re.compile(r"<script\b[^>]*\ssrc=\"([^\"]*)\"[^>]*>")
FOREIGN = re.compile(r"(?:[a-z]+:)?//")


def score(headers: HTTPMessage, page: str, origin: str) -> int:
    """The points of an answer to a request from a page of `origin`."""
    policy = directives(headers.get("Content-Security-Policy", ""))
    marks = {
        "policy": of_policy(policy),
        "cookies": of_cookies(headers.get_all("Set-Cookie") or []),
        "cors": -50 if headers.get("Access-Control-Allow-Origin") == origin else 0,
        "referrer": of_referrer(headers.get("Referrer-Policy")),
        "https": of_transport(headers.get("Strict-Transport-Security", "")),
        "scripts": of_scripts(page),
        "types": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "frames": of_frames(policy, headers.get("X-Frame-Options", "")),
        "resources": 10 if headers.get("Cross-Origin-Resource-Policy", "").startswith("same-") else 0,
    }
    left = BEST + sum(min(0, mark) for mark in marks.values())
    return left + sum(max(0, mark) for mark in marks.values()) if left >= ENOUGH else left


def directives(policy: str) -> dict[str, set[str]]:
    """Name → sources; the first of two equal names counts."""
    found: dict[str, set[str]] = {}
    for name, *sources in (part.split() for part in policy.lower().split(";") if part.strip()):
        found.setdefault(name, set(sources))
    return found


def of_policy(policy: Mapping[str, set[str]]) -> int:
    if not policy:
        return -25
    everything = {"*", "http:", "https:"}
    default = policy.get("default-src", everything)
    scripts, objects = policy.get("script-src", default), policy.get("object-src", default)
    styles = policy.get("style-src", default)
    if scripts & {"'unsafe-inline'", "data:", *everything} or objects & everything:
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    if styles & {"'unsafe-inline'", "data:", *everything}:
        return 0
    return 10 if default == {"'none'"} else 5


def of_cookies(cookies: list[str]) -> int:
    given = [{part.strip().lower().partition("=")[0] for part in each.split(";")[1:]} for each in cookies]
    if any(not {"secure", "httponly"} <= each for each in given):
        return -40
    return 5 if given and all("samesite" in each for each in given) else 0


def of_referrer(policy: str | None) -> int:
    if policy is None:
        return 0
    return 5 if policy in PRIVATE else -5


def of_transport(said: str) -> int:
    found = re.search(r"max-age=([0-9]+)", said)
    if not found:
        return -20
    return 0 if int(found[1]) >= HALF_A_YEAR else -10


def of_scripts(page: str) -> int:
    return -50 if any(FOREIGN.match(address) for address in SCRIPT.findall(page)) else 0


def of_frames(policy: Mapping[str, set[str]], option: str) -> int:
    if policy.get("frame-ancestors", {"*"}) <= {"'none'", "'self'"}:
        return 5
    return 0 if option in ("DENY", "SAMEORIGIN") else -20
