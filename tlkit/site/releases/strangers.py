"""Who may speak for the office: the holder of the instance's token. Others cost next to nothing."""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
import time
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 30
"""Refusals a minute, over all strangers, after which they hear no more than to come back later."""
MINUTE = 60.0


class Strangers:
    """Counts refusals in this process. The holder of the token is never held up by others."""

    def __init__(self) -> None:
        self.since = 0.0
        self.count = 0
        self.lock = threading.Lock()

    def refused(self) -> bool:
        """Count one; whether there have been too many of late. The first of a flood is logged."""
        now = time.monotonic()
        with self.lock:
            if now - self.since >= MINUTE:
                self.since, self.count = now, 0
            self.count += 1
            if self.count == PATIENCE + 1:
                log.warning("many pushes without the token; see docs/threat-model.md")
            return self.count > PATIENCE


def holds_token(header: str | None, trust: Path) -> bool:
    """Whether an `Authorization` header carries the instance's token, compared in constant time.

    An instance without a token has nobody to be pushed by.
    """
    try:
        expected = (trust / "push-token.sha256").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return False
    scheme, _, token = (header or "").partition(" ")
    given = hashlib.sha256(token.strip().encode("utf-8", "replace")).hexdigest()
    return hmac.compare_digest(given, expected) and scheme.lower() == "bearer"
