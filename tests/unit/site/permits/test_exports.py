"""No cell of an export runs as a formula."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from tlkit.site.permits.casework.exports import as_csv, guarded


@pytest.mark.parametrize(
    "cell", ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", '=HYPERLINK("http://x")']
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
