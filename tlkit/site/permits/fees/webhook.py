"""Payments told by a bank or a payment service: signed, fresh, and counted once.

The header is `Tlkit-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 in hexadecimal>`, computed
over `<seconds>.<body>` with the setting `PAYMENT_SECRET`.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from tlkit.errors import Text, UntrustedError

HEADER = "Tlkit-Signature"
TOLERANCE = 300
"""Seconds that a message may be old, or its sender's clock ahead."""
SHORTEST_SECRET = 16


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The header's value for a body sent at a moment."""
    digest = hmac.digest(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hex()
    return f"t={seconds},v1={digest}"


def check_signature(secret: str | None, given: str | None, body: bytes, now: datetime) -> None:
    """Raises `UntrustedError` (`unset`, `signature`, `expired`) unless the body is signed and fresh."""
    if not secret or len(secret) < SHORTEST_SECRET:
        raise refuse("unset", "This site takes no payments by message.")
    seconds = seconds_of(given or "")
    if seconds is None or not hmac.compare_digest(
        signature(secret, seconds, body).encode(), (given or "").encode()
    ):
        raise refuse("signature", "The signature does not fit.")
    if abs(now.timestamp() - seconds) > TOLERANCE:
        raise refuse("expired", "The message is too old, or its sender's clock is wrong.")


def seconds_of(given: str) -> int | None:
    """When a header says that it was signed."""
    first = given.partition(",")[0]
    digits = first.removeprefix("t=")
    fits = first.startswith("t=") and digits.isascii() and digits.isdigit() and len(digits) <= 12
    return int(digits) if fits else None


def refuse(reason: str, en: str) -> UntrustedError:
    return UntrustedError(Text(en, "Pesan pembayaran ini ditolak."), reason=reason)
