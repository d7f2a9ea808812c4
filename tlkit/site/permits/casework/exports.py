"""Tables for office programs: no cell that is opened there runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula, the full-width forms included (OWASP, CSV injection)."""

Cell = str | int | None


def guarded(cell: Cell) -> Cell:
    """A cell as text: words that would begin a formula get an apostrophe before them. Numbers stay."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(BEGIN_A_FORMULA):
        return f"'{cell}"
    return cell


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV with its heads, marked as UTF-8, which Excel otherwise takes for Latin-1."""
    held = StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")
