"""A QR code as what is to be painted: runs of dark squares."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno

QUIET = 4
"""Empty squares around the code (ISO/IEC 18004)."""

Run = tuple[int, int, int]
"""Row, first column, length."""


@lru_cache(maxsize=64)
def dark_runs(text: str) -> tuple[int, tuple[Run, ...]]:
    """How many squares a side has, the quiet zone included, and the dark ones. Level M or better."""
    rows = list(segno.make_qr(text, error="m").matrix_iter(border=QUIET))
    runs: list[Run] = []
    for number, row in enumerate(rows):
        column = 0
        for dark, squares in groupby(row):
            length = len(list(squares))
            if dark:
                runs.append((number, column, length))
            column += length
    return len(rows), tuple(runs)
