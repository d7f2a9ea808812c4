"""Data as bytes, always the same bytes for the same data."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Compact UTF-8 JSON with sorted names: equal data gives equal bytes on every host.

    Raises ValueError for numbers that JSON does not know, and TypeError for values that
    are not plain data.
    """
    return json.dumps(
        data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(content: bytes) -> str:
    """The SHA-256 of `content` in lower-case hexadecimal, 64 characters."""
    return hashlib.sha256(content).hexdigest()
