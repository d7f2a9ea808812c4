"""Tables for office programs: no cell that is opened there runs as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO

BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a cell as a formula, the full-width forms included (OWASP, CSV injection)."""

UNHELD = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML, and so no workbook, can hold (XML 1.0, 2.2), such as the line break of a word processor."""

Cell = str | int | float | date | None


def guarded(cell: Cell) -> Cell:
    """A cell as text: words that would begin a formula get an apostrophe before them. Numbers stay."""
    if not isinstance(cell, str):
        return cell
    words = UNHELD.sub(" ", cell)
    begins = any(each.startswith(BEGIN_A_FORMULA) for each in (words, words.lstrip()))
    return f"'{words}" if begins else words


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV with its heads, marked as UTF-8, which Excel otherwise takes for Latin-1."""
    held = StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([guarded(words) for words in head])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same as a workbook of one sheet, whose head stays in sight."""
    from openpyxl import Workbook  # a tenth of a second that no start should pay
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, str(guarded(words))) for words in head]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([guarded(cell) for cell in row])
    held = BytesIO()
    book.save(held)
    return held.getvalue()
