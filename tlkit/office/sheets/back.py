"""A workbook back into the catalogue: only what was changed in it, and nothing by mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tlkit.catalogue.diff import Change, diff
from tlkit.catalogue.mapping import permit_to_data
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.schema import permit_from_data
from tlkit.errors import ConflictError, InputError, Problem, Text
from tlkit.office.sheets.columns import FORM, LISTS, PERMITS, Column, Key
from tlkit.office.sheets.out import SHEETS, mark
from tlkit.office.sheets.read import Book, Line, read

Where = tuple[Key, ...]
Cells = dict[Where, tuple[Line, int]]
"""Where each value of a permit was read."""

TWICE = Text("This permit has a row already.", "Izin ini sudah punya baris.")
ONE_ROW = Text("Keep one row for each permit.", "Sisakan satu baris untuk tiap izin.")
NO_PERMIT = Text("There is no permit `{id}` in the sheet Izin.", "Tidak ada izin `{id}` di lembar Izin.")
SPELLING = Text("Check its spelling, or add its row there.", "Periksa ejaannya, atau tambahkan barisnya.")
NO_GROUP = Text("There is no field `{id}` above.", "Tidak ada isian `{id}` di atasnya.")
BELOW = Text("Put the row below its group.", "Letakkan baris di bawah kelompoknya.")
MOVED = Text(
    "Changed both in the sheet and in the catalogue since the export: {ids}.",
    "Berubah di lembar kerja dan juga di katalog sejak ekspor: {ids}.",
)
EXPORT_AGAIN = Text("Export again, and repeat these changes.", "Ekspor lagi, lalu ulangi perubahan itu.")


@dataclass(frozen=True)
class Imported:
    """The catalogue with the workbook's changes, and these changes."""

    catalogue: Catalogue
    changes: tuple[Change, ...]


def import_sheets(path: Path, catalogue: Catalogue) -> Imported:
    """The catalogue as the workbook changes it; nothing is written.

    Raises InputError with the cell of every mistake, ConflictError where a permit was
    changed in both since the export.
    """
    book = read(path, SHEETS)
    sheeted = _permits(book, catalogue)
    if book.problems:
        raise InputError(sorted(book.problems, key=lambda one: (one.field, one.line, one.column)))
    touched = {id_: one for id_, one in sheeted.items() if mark(one) != book.marks.get(id_)}
    gone = [id_ for id_ in book.marks if id_ not in sheeted and id_ in catalogue.permits]
    _refuse_moved(book, catalogue, touched, gone)
    permits = {
        id_: touched.get(id_, one) for id_, one in catalogue.permits.items() if id_ not in gone
    } | touched
    order = {sector: place for place, sector in enumerate(catalogue.sectors)}
    listed = sorted(permits.items(), key=lambda item: order.get(item[1].sector, len(order)))
    after = replace(catalogue, permits=dict(listed))
    return Imported(after, diff(catalogue, after))


def _refuse_moved(
    book: Book, catalogue: Catalogue, touched: Mapping[str, Permit], gone: Sequence[str]
) -> None:
    moved = []
    for id_ in (*touched, *gone):
        now = catalogue.permits.get(id_)
        there = mark(now) if now else None
        settled = id_ in touched and there == mark(touched[id_])
        if there != book.marks.get(id_) and not settled:
            moved.append(id_)
    if moved:
        raise ConflictError(Text(*(text.format(ids=", ".join(moved)) for text in MOVED)), EXPORT_AGAIN)


def _permits(book: Book, catalogue: Catalogue) -> dict[str, Permit]:
    rows: dict[str, dict[str, list[Line]]] = {}
    for line in book.lines[PERMITS.title]:
        if line.permit in rows:
            book.problems.append(book.problem(PERMITS, line.number, 1, TWICE, ONE_ROW))
        rows[line.permit] = {PERMITS.title: [line]}
    for sheet in LISTS:
        for line in book.lines[sheet.title]:
            if line.permit in rows:
                rows[line.permit].setdefault(sheet.title, []).append(line)
            else:
                wrong = Text(*(text.format(id=line.permit) for text in NO_PERMIT))
                book.problems.append(book.problem(sheet, line.number, 1, wrong, SPELLING))
    found = {id_: _permit(book, parts, catalogue.permits.get(id_)) for id_, parts in rows.items()}
    return {id_: permit for id_, permit in found.items() if permit}


def _permit(book: Book, parts: Mapping[str, list[Line]], current: Permit | None) -> Permit | None:
    """One permit from its rows over what it holds besides."""
    cells: Cells = {}
    data = permit_to_data(current) if current else {}
    _merge(data, parts[PERMITS.title][0], (), cells)
    for sheet in LISTS:
        data[sheet.field] = _entries(book, parts.get(sheet.title, []), sheet.field, cells)

    def at(path: Sequence[Key], wrong: Text, right: Text, *, at_key: bool = False) -> Problem:
        short = tuple(path)
        while short and short not in cells:
            short = short[:-1]
        line, column = cells[short]
        return book.problem(line.sheet, line.number, column, wrong, right)

    try:
        return permit_from_data(data, at)
    except InputError as error:
        book.problems += error.problems
        return None


def _entries(book: Book, lines: Sequence[Line], field: str, cells: Cells) -> list[dict[str, Any]]:
    """The entries of a permit's list, form fields within their groups."""
    found: list[dict[str, Any]] = []
    for line in lines:
        siblings = found
        place: Where = (field, len(found))
        if line.sheet is FORM and line.group is not None:
            index = next((i for i in reversed(range(len(found))) if found[i].get("id") == line.group), None)
            if index is None:
                wrong = Text(*(text.format(id=line.group) for text in NO_GROUP))
                book.problems.append(book.problem(FORM, line.number, 2, wrong, BELOW))
                continue
            siblings = found[index].setdefault("fields", [])
            place = (field, index, "fields", len(siblings))
        entry: dict[str, Any] = {}
        _merge(entry, line, place, cells)
        siblings.append(entry)
    return found


def _merge(data: dict[str, Any], line: Line, place: Where, cells: Cells) -> None:
    """Put a row's values into an entry in place of those that have a column."""
    cells[place] = (line, 1)
    parts: dict[str, dict[Where, Any]] = {}
    for column, value in line.values.items():
        for depth in range(1, len(column.path) + 1):
            cells[place + column.path[:depth]] = (line, line.columns[column])
        if column.path[0] != "show_if":
            parts.setdefault(str(column.path[0]), {})[column.path[1:]] = value
    for name, part in parts.items():
        _put(data, name, _over(data.get(name), part))
    _pair(data, line.values)


def _over(held: Any, values: Mapping[Where, Any]) -> Any:
    """A value as its cells say it, over what has no column; None where all of its cells are empty."""
    if () in values:
        return values[()]
    rest, found = dict(held or {}), {}
    for name in dict.fromkeys(path[0] for path in values):
        below = {path[1:]: value for path, value in values.items() if path[0] == name}
        value = _over(rest.pop(name, None), below)
        if value is not None:
            found[name] = value
    return {**rest, **found} if found else None


def _pair(data: dict[str, Any], values: Mapping[Column, Any]) -> None:
    """The condition of a form field stands in two columns."""
    pair = [value for column, value in values.items() if column.path[0] == "show_if"]
    if pair:
        _put(data, "show_if", pair if any(value is not None for value in pair) else None)


def _put(data: dict[str, Any], name: str, value: Any) -> None:
    data.pop(name, None)
    if value is not None:
        data[name] = value
