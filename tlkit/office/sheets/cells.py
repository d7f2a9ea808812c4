"""Values as cells and back. A cell never becomes a formula, whatever its text begins with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell

from tlkit.errors import Text, TlkitError
from tlkit.office.sheets.columns import Kind

LONGEST = 32_767
"""Letters of one cell, at most: a spreadsheet cuts off the rest without a word."""
FORMULA_SIGNS = ("=", "+", "-", "@")
YES, NO = ("ya", "yes", "true"), ("tidak", "no", "false")

TOO_LONG = Text("A text of {about} is too long for a cell.", "Isi {about} terlalu panjang untuk satu sel.")
BY_HAND = Text("Edit this permit in its YAML file.", "Ubah izin ini di berkas YAML-nya.")


def written(value: Any, kind: Kind, about: str) -> Any:
    """What stands in the cell. Raises TlkitError where it has no room, naming `about`."""
    text: Any = value
    if kind == "lines":
        text = "\n".join(item.replace("\\", "\\\\").replace("\n", "\\n") for item in value or ())
    elif kind == "ids":
        text = ", ".join(value or ())
    elif kind == "mark":
        text = YES[0] if value else None
    elif kind == "yes-no":
        text = YES[0] if value else NO[0]
    elif isinstance(value, date):
        text = value.isoformat()
    if isinstance(text, str) and len(text) > LONGEST:
        raise TlkitError(Text(*(each.format(about=about) for each in TOO_LONG)), BY_HAND)
    return None if text == "" else text


def put(cell: Cell | MergedCell, value: Any) -> None:
    """Write a value as it is."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True


def parsed(value: Any, kind: Kind) -> Any:
    """The plain data in a cell, or None where it is empty; the schema judges what does not fit."""
    if isinstance(value, str):
        value = value.replace("\r\n", "\n")
    if value is None or value == "":
        return None
    if kind == "whole":
        return _whole(value)
    if kind == "yes-no":
        return _yes_no(value)
    if kind == "mark":
        return _yes_no(value) or None
    text = _text(value)
    if not isinstance(text, str):
        return text
    if kind == "lines":
        return [_line(line) for line in text.split("\n") if line]
    if kind == "ids":
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


def _yes_no(value: Any) -> Any:
    word = value.strip().casefold() if isinstance(value, str) else value
    return True if word in YES else False if word in NO else value


def _text(value: Any) -> Any:
    """Spreadsheets turn `12` into a number and `2026-03-01` into a moment."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else str(value)
    return value


def _line(line: str) -> str:
    return line.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
