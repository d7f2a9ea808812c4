"""A workbook's rows, each value with its place, so that a mistake names its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tlkit.errors import InputError, Problem, Text
from tlkit.office.sheets.cells import parsed
from tlkit.office.sheets.columns import GROUP, MARKS, PERMIT, Column, Sheet, headings
from tlkit.textfile import whole

MOST_BYTES = 200 * 2**20
"""A workbook may unpack to, at most."""

UNREADABLE = Text("This is not a spreadsheet that can be read.", "Ini bukan lembar kerja yang dapat dibaca.")
EXPORTED = Text(
    "Use the file that `tlkit catalogue export` wrote, saved as .xlsx.",
    "Pakai berkas dari `tlkit catalogue export`, simpan sebagai .xlsx.",
)
FORMULA = Text("A formula stands here.", "Ada rumus di sini.")
VALUE = Text("Write the value itself.", "Tulis isinya langsung.")


@dataclass
class Line:
    """One row: its values as plain data by column, and where it stands."""

    sheet: Sheet
    number: int
    permit: str
    group: str | None
    values: dict[Column, Any]
    columns: dict[Column, int]


@dataclass
class Book:
    """What was read from a workbook, and every mistake in its form."""

    path: Path
    marks: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    headings: dict[str, dict[int, str]] = field(default_factory=dict)
    """By sheet and column, as they stand in this workbook."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, sheet: Sheet, row: int, column: int, wrong: Text, right: Text) -> Problem:
        """A mistake in one cell."""
        heading = self.headings.get(sheet.title, {}).get(column, "")
        return Problem(str(self.path), row, column, f"{sheet.title}, {heading}".rstrip(", "), wrong, right)


def read(path: Path, sheets: Sequence[Sheet]) -> Book:
    """The rows of the sheets. Raises InputError where the file is not such a workbook."""
    book = Book(path)
    pages = _open(path)
    missing = [title for title in (*(sheet.title for sheet in sheets), MARKS) if title not in pages]
    if missing:
        wrong = Text(f"The sheet {missing[0]} is missing.", f"Lembar {missing[0]} tidak ada.")
        raise InputError([whole(path, wrong, EXPORTED)])
    book.marks = {str(row[0].value): str(row[1].value) for row in pages[MARKS].iter_rows() if row[0].value}
    for sheet in sheets:
        book.lines[sheet.title] = _lines(book, sheet, pages[sheet.title])
    return book


def _open(path: Path) -> dict[str, Worksheet]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise InputError([whole(path, UNREADABLE, EXPORTED)])
        book = load_workbook(path)
    except InputError:
        raise
    except Exception:  # openpyxl lets through whatever a broken file makes it stumble over
        raise InputError([whole(path, UNREADABLE, EXPORTED)]) from None
    return {page.title: page for page in book.worksheets}


def _lines(book: Book, sheet: Sheet, page: Worksheet) -> list[Line]:
    rows = page.iter_rows()
    places = _places(book, sheet, next(rows, ()))
    if places is None:
        return []
    lines = []
    for number, row in enumerate(rows, 2):
        cells = {heading: row[place - 1] for heading, place in places.items()}
        if all(cell.value in (None, "") for cell in cells.values()):
            continue
        line = _line(book, sheet, number, places, cells)
        if line is not None:
            lines.append(line)
    return lines


def _places(book: Book, sheet: Sheet, top: Sequence[Any]) -> dict[str, int] | None:
    """Where each heading stands; columns that people added are passed over."""
    there = {str(cell.value).strip(): place for place, cell in enumerate(top, 1) if cell.value}
    book.headings[sheet.title] = {place: heading for heading, place in there.items()}
    missing = [heading for heading in headings(sheet) if heading not in there]
    for heading in missing:
        wrong = Text(f"The column `{heading}` is missing.", f"Kolom `{heading}` tidak ada.")
        right = Text("Put its heading back.", "Kembalikan judul kolomnya.")
        book.problems.append(Problem(str(book.path), 1, 0, sheet.title, wrong, right))
    return None if missing else {heading: there[heading] for heading in headings(sheet)}


def _line(
    book: Book, sheet: Sheet, row: int, places: dict[str, int], cells: dict[str, Cell | MergedCell]
) -> Line | None:
    formulas = [places[heading] for heading, cell in cells.items() if cell.data_type in ("f", "e")]
    book.problems += [book.problem(sheet, row, place, FORMULA, VALUE) for place in formulas]
    permit = parsed(cells[PERMIT].value, "text")
    if not isinstance(permit, str):
        wrong = Text("The row does not say whose it is.", "Baris ini tidak menyebut izinnya.")
        right = Text("Write the permit's id, or empty the row.", "Tulis id izin, atau kosongkan barisnya.")
        book.problems.append(book.problem(sheet, row, places[PERMIT], wrong, right))
        return None
    group = parsed(cells[GROUP].value, "text") if GROUP in cells else None
    values = {column: parsed(cells[column.heading].value, column.kind) for column in sheet.columns}
    columns = {column: places[column.heading] for column in sheet.columns}
    return Line(sheet, row, permit, group, values, columns)
