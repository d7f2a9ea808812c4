"""How one row is tied to the former: HMAC-SHA256 under a key that the database does not hold.

With plain hashes, whoever can write to the database could make a new chain over changed rows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import NamedTuple


class Entry(NamedTuple):
    """One row without its digest."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    case_id: int | None
    detail: Mapping[str, str | int]


def digest_of(key: bytes, entry: Entry, former: str) -> str:
    """The digest of a row; `former` is that of the row before, empty for the first."""
    at = entry.at.astimezone(timezone.utc).isoformat(timespec="microseconds")
    said = [former, entry.id, at, entry.actor, entry.action, entry.subject, entry.case_id, entry.detail]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=dict)
    return mac(key, "row", text)


def seal_of(key: bytes, count: int, digest: str) -> str:
    """The seal of the chain's end: without it, nobody can shorten the chain unnoticed."""
    return mac(key, "head", f"{count}:{digest}")


def mac(key: bytes, what: str, text: str) -> str:
    return hmac.digest(key, f"{what}\0{text}".encode(), hashlib.sha256).hex()
