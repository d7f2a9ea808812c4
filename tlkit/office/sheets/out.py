"""Permits into a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.wire import canonical, digest
from tlkit.office.sheets.cells import put, written
from tlkit.office.sheets.columns import LISTS, MARKS, PERMITS, Column, Kind, Sheet, headings, rows_of

SHEETS = (PERMITS, *LISTS)
ID_WIDTH = 26
LAST_ROW = 5_000
"""Down to here a list of choices helps with typing."""


def export(catalogue: Catalogue) -> bytes:
    """The workbook as a file. Raises TlkitError naming a permit that has no room in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.title), sheet, catalogue.permits.values())
    marks = book.create_sheet(MARKS)
    marks.sheet_state = "veryHidden"
    for permit in catalogue.permits.values():
        marks.append([permit.id, mark(permit)])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def mark(permit: Permit) -> str:
    """The digest of all that the sheets hold of a permit."""
    held = {
        sheet.title: [_cells(sheet, row, permit.id) for row in rows_of(sheet, permit)] for sheet in SHEETS
    }
    return digest(canonical(held))


def _cells(sheet: Sheet, row: tuple[Any, ...], about: str) -> list[Any]:
    lead = len(row) - len(sheet.columns)
    first: list[Kind] = ["text"] * lead
    kinds = first + [column.kind for column in sheet.columns]
    return [written(value, kind, about) for value, kind in zip(row, kinds, strict=True)]


def _fill(page: Worksheet, sheet: Sheet, permits: Iterable[Permit]) -> None:
    top = headings(sheet)
    page.append(list(top))
    for cell in page[1]:
        cell.font = Font(bold=True)
    number = 1
    for permit in permits:
        for row in rows_of(sheet, permit):
            number += 1
            for place, value in enumerate(_cells(sheet, row, permit.id), 1):
                cell = page.cell(number, place)
                put(cell, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "B2"
    lead = len(top) - len(sheet.columns)
    for place in range(1, len(top) + 1):
        column = sheet.columns[place - 1 - lead] if place > lead else None
        _dress(page, get_column_letter(place), column)


def _dress(page: Worksheet, letter: str, column: Column | None) -> None:
    page.column_dimensions[letter].width = column.width if column else ID_WIDTH
    choices = column.choices if column and column.kind != "yes-no" else ("ya", "tidak") if column else ()
    listed = f'"{",".join(choices)}"'
    if choices and len(listed) <= 255:
        check = DataValidation(type="list", formula1=listed, allow_blank=True)
        check.add(f"{letter}2:{letter}{LAST_ROW}")
        page.add_data_validation(check)
