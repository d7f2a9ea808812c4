"""What forms send, as what it stands for."""

from __future__ import annotations


def row_number(sent: str) -> int | None:
    """The number of a row, or of a revision; None for what no row can have on either database."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None
