"""No cell of an export runs as a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tlkit.site.permits.casework.exports import Cell, as_csv, as_xlsx, guarded


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "\xa0=1", '=HYPERLINK("http://x")'],
)
def test_what_would_begin_a_formula_is_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Siti", "a=b", -5, None, ""])
def test_everything_else_stays(cell: str | int | None) -> None:
    assert guarded(cell) == cell


def test_a_table_is_read_back_as_it_was() -> None:
    content = as_csv(["Nama", "Jumlah"], [["Siti, A.", 3], ['"Budi"\n', -1]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["Nama", "Jumlah"], ["Siti, A.", "3"], ['"Budi"\n', "-1"]]


def test_a_workbook_holds_text_where_a_formula_would_begin() -> None:
    sheet = load_workbook(BytesIO(as_xlsx("Izin", ["Nama", "=A1"], [["=1+1", 3], ["Budi", -1.5]]))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Nama", "'=A1"], ["'=1+1", 3], ["Budi", -1.5]
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_a_sign_that_no_workbook_holds_keeps_no_table_from_being_made(sign: str) -> None:
    rows: list[list[Cell]] = [[f"Izin{sign}Baru", 1], [f"{sign}=1+1", 2]]
    sheet = load_workbook(BytesIO(as_xlsx("Izin", ["Nama", "Jumlah"], rows))).active
    assert sheet is not None
    assert [cell.value for cell in sheet["A"]] == ["Nama", "Izin Baru", "' =1+1"]
    assert "Izin Baru,1" in as_csv(["Nama", "Jumlah"], rows).decode("utf-8-sig")
