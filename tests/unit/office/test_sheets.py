"""The catalogue through a spreadsheet and back: nothing is lost, and nothing changes by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit import reference
from tlkit.catalogue.model import (
    Catalogue,
    Citation,
    Fee,
    FormField,
    National,
    Output,
    Permit,
    Processing,
    Requirement,
    Step,
    Superseded,
)
from tlkit.errors import ConflictError, InputError, Text, TlkitError
from tlkit.office.sheets import export, import_sheets
from tlkit.office.sheets.columns import LISTS, PERMITS

TEXT = st.text(
    st.sampled_from("ab Zé漢😀=+-@'\"\\n,;<&>_x0041#1.") | st.characters(categories=("L", "N", "P", "S")),
    min_size=1,
    max_size=12,
).filter(lambda text: bool(text.strip()) and text.isprintable())
LINES = TEXT | st.builds("{}\n{}".format, TEXT, TEXT)
IDS = st.lists(st.sampled_from(["kota-a", "kota-b", "c.1", "d_2"]), max_size=3, unique=True).map(tuple)
MAYBE = st.none() | LINES
BOTH = st.builds(Text, id=LINES, en=LINES)

FIELDS = st.builds(
    FormField, id=st.sampled_from(["nama", "jam"]), label=LINES, type=st.just("choice"),
    source=st.just("design"), required=st.booleans(), help=MAYBE,
    options=st.lists(LINES, max_size=3).map(tuple), show_if=st.none() | st.tuples(LINES, LINES),
)  # fmt: skip
GROUPS = st.builds(
    FormField, id=st.just("jadwal"), label=LINES, type=st.just("group"), source=st.just("design"),
    fields=st.lists(FIELDS, max_size=2).map(tuple),
)  # fmt: skip
REQUIREMENTS = st.builds(
    Requirement, document=st.just("ktp"),
    applies_to=st.sampled_from([("new",), ("new", "renewal"), ("renewal",)]), condition=MAYBE,
    superseded=st.none() | st.builds(Superseded, by=st.just("uu-1"), date=st.dates(date(1945, 1, 1))),
    sources=IDS, name=MAYBE, note=MAYBE,
)  # fmt: skip
PERMIT = st.builds(
    Permit, id=st.just("izin-taman"), sector=st.just("taman"), name=BOTH, summary=BOTH,
    agency=st.just("lingkungan"), channel=st.sampled_from(["here", "counter", "national", "unsure"]),
    aliases=st.lists(LINES, max_size=3).map(tuple),
    national=st.none() | st.builds(National, st.just("oss"), st.lists(LINES, max_size=2).map(tuple)),
    requirements=st.lists(REQUIREMENTS, max_size=3).map(tuple),
    form=st.lists(FIELDS | GROUPS, max_size=4).map(tuple),
    steps=st.lists(st.builds(Step, st.just("counter"), LINES), max_size=2).map(tuple),
    processing=st.none() | st.builds(
        Processing, st.integers(1, 10**15), st.sampled_from(["working-days", "days", "hours"]), IDS,
        st.none() | st.builds(Citation, st.just("uu-1"), MAYBE), st.booleans(),
    ),
    fee=st.none() | st.builds(
        Fee, st.sampled_from(["free", "pnbp"]), st.none() | st.integers(0, 10**15), MAYBE, IDS, IDS
    ),
    legal_basis=st.lists(st.builds(Citation, st.just("uu-1"), MAYBE), max_size=2).map(tuple),
    output=st.none() | st.builds(Output, LINES, MAYBE, st.none() | st.integers(1, 99), IDS),
    standard=st.dictionaries(st.just("facilities"), LINES), verified=st.booleans(),
    status=st.sampled_from(["active", "deprecated", "retired"]), sources=IDS,
)  # fmt: skip


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """The small catalogue as a workbook."""
    path = tmp_path / "izin.xlsx"
    path.write_bytes(export(catalogue(permit(), permit("izin-kolam", fee=Fee("pnbp", sources=("kota-a",))))))
    return path


WHOLE = catalogue(permit(), permit("izin-kolam", fee=Fee("pnbp", sources=("kota-a",))))


def changed(path: Path, title: str, cell: str, value: Any) -> Path:
    """The workbook with another value in one cell."""
    book = load_workbook(path)
    book[title][cell] = value
    return saved(book, path)


def column_of(title: str, heading: str) -> str:
    """The letter of a column."""
    sheet = next(sheet for sheet in (PERMITS, *LISTS) if sheet.title == title)
    lead = {"Izin": 0, "Isian": 2}.get(title, 1)
    return chr(ord("A") + lead + [column.heading for column in sheet.columns].index(heading))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=PERMIT, shown=PERMIT)
def test_whatever_stands_in_a_permit_survives(tmp_path: Path, before: Permit, shown: Permit) -> None:
    """Also where every cell is read anew, because the catalogue says something else meanwhile."""
    path = tmp_path / "izin.xlsx"
    path.write_bytes(export(catalogue(shown)))
    assert import_sheets(path, catalogue(shown)).catalogue == catalogue(shown)
    book = load_workbook(path)
    book["_tlkit"]["B1"] = book["_tlkit"]["B1"].value[::-1]
    saved(book, path)
    assert import_sheets(path, catalogue(shown)).catalogue == catalogue(shown)
    unheld = replace(shown, standard={}, sources=())
    book["_tlkit"]["A1"] = None
    saved(book, path)
    without = catalogue(permit("izin-lain"))
    added = import_sheets(path, without).catalogue.permits["izin-taman"]
    assert replace(added, processing=None, fee=None, output=None) == replace(
        unheld, processing=None, fee=None, output=None
    )


def test_the_reference_survives(tmp_path: Path) -> None:
    path = tmp_path / "izin.xlsx"
    path.write_bytes(export(reference.load()))
    found = import_sheets(path, reference.load())
    assert found.changes == ()
    assert list(found.catalogue.permits) == list(reference.load().permits)


def test_a_changed_cell_changes_that_field_alone(sheets: Path) -> None:
    cell = f"{column_of('Izin', 'biaya (rupiah)')}3"
    found = import_sheets(changed(sheets, "Izin", cell, 25_000), WHOLE)
    assert [(one.permit_id, one.field) for one in found.changes] == [("izin-kolam", "fee")]
    assert found.catalogue.permits["izin-kolam"].fee == Fee("pnbp", 25_000, sources=("kota-a",))


def test_rows_are_added_and_removed(sheets: Path) -> None:
    book = load_workbook(sheets)
    book["Langkah"].append(["izin-taman", "signer", "Kepala menandatangani."])
    row = [cell.value for cell in book["Izin"][2]]
    book["Izin"].append(["izin-baru", *row[1:]])
    book["Izin"].delete_rows(3)
    for title in ("Persyaratan", "Isian", "Langkah", "Dasar hukum"):
        page = book[title]
        for number in range(page.max_row, 1, -1):
            if page.cell(number, 1).value == "izin-kolam":
                page.delete_rows(number)
    permits = import_sheets(saved(book, sheets), WHOLE).catalogue.permits
    assert list(permits) == ["izin-taman", "izin-baru"]
    assert permits["izin-taman"].steps[-1] == Step("signer", "Kepala menandatangani.")


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://a")', "+62", "-1", "@SUM(A1)", "#N/A", "TRUE"])
def test_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    whole = catalogue(permit(aliases=(text,), name=Text(id=text, en=text)))
    path = tmp_path / "izin.xlsx"
    path.write_bytes(export(whole))
    book = load_workbook(path)
    kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert book["Izin"]["C2"].value == text
    assert book["Izin"]["C2"].quotePrefix is (text[0] in "=+-@")
    assert import_sheets(path, whole).catalogue == whole


def test_a_formula_typed_in_is_refused(sheets: Path) -> None:
    with pytest.raises(InputError) as caught:
        import_sheets(changed(sheets, "Izin", "C2", "=A2"), WHOLE)
    assert [(one.line, one.column) for one in caught.value.problems] == [(2, 3)]


def test_mistakes_name_their_cell(sheets: Path) -> None:
    changed(sheets, "Izin", f"{column_of('Izin', 'saluran')}2", "loket")
    changed(sheets, "Persyaratan", f"{column_of('Persyaratan', 'dicabut sejak')}3", "kemarin")
    changed(sheets, "Isian", "A2", "izin-tamna")
    with pytest.raises(InputError) as caught:
        import_sheets(sheets, WHOLE)
    found = {(one.field, one.line, one.column) for one in caught.value.problems}
    assert ("Izin, saluran", 2, 8) in found
    assert ("Persyaratan, dicabut sejak", 3, 6) in found
    assert ("Isian, izin", 2, 1) in found


def test_what_changed_meanwhile_is_kept_and_what_changed_twice_is_refused(sheets: Path) -> None:
    elsewhere = replace(
        WHOLE, permits=WHOLE.permits | {"izin-kolam": permit("izin-kolam", aliases=("kolam",))}
    )
    assert import_sheets(sheets, elsewhere).changes == ()
    changed(sheets, "Izin", "C3", "Izin Kolam Renang")
    with pytest.raises(ConflictError, match="izin-kolam"):
        import_sheets(sheets, elsewhere)


def test_a_permit_added_since_the_export_stays(sheets: Path) -> None:
    grown = replace(WHOLE, permits=WHOLE.permits | {"izin-baru": permit("izin-baru")})
    assert import_sheets(sheets, grown).changes == ()


def test_a_text_without_room_is_refused_by_name() -> None:
    long = permit(aliases=tuple(f"{number:04}{'a' * 3_900}" for number in range(10)))
    with pytest.raises(TlkitError, match="izin-taman"):
        export(catalogue(long))


def not_a_workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 broken")


def without_a_sheet(path: Path) -> None:
    book = load_workbook(path)
    book.remove(book["Langkah"])
    book.save(path)


def without_a_column(path: Path) -> None:
    book = load_workbook(path)
    book["Izin"].delete_cols(9)
    book.save(path)


def with_a_row_twice(path: Path) -> None:
    book = load_workbook(path)
    book["Izin"]["A3"] = "izin-taman"
    book.save(path)


@pytest.mark.parametrize("spoil", [not_a_workbook, without_a_sheet, without_a_column, with_a_row_twice])
def test_another_form_is_refused(sheets: Path, spoil: Any) -> None:
    spoil(sheets)
    with pytest.raises(InputError):
        import_sheets(sheets, WHOLE)


def test_columns_may_move_and_be_added(sheets: Path) -> None:
    book = load_workbook(sheets)
    book["Izin"].insert_cols(1)
    book["Izin"]["A1"] = "catatan kami"
    book["Izin"]["A2"] = "tanya Pak Budi"
    assert import_sheets(saved(book, sheets), WHOLE).changes == ()
    book["Izin"]["I2"] = "loket"
    with pytest.raises(InputError) as caught:
        import_sheets(saved(book, sheets), WHOLE)
    assert [(one.field, one.column) for one in caught.value.problems] == [("Izin, saluran", 9)]


def test_times_and_numbers_that_a_spreadsheet_made_are_understood(sheets: Path, tmp_path: Path) -> None:
    whole: Catalogue = catalogue(
        permit(requirements=(Requirement("ktp", superseded=Superseded("uu-1", date(2024, 1, 12))),))
    )
    path = tmp_path / "lain.xlsx"
    path.write_bytes(export(whole))
    changed(path, "Persyaratan", "F2", date(2025, 2, 3))
    changed(path, "Izin", f"{column_of('Izin', 'waktu')}2", 4.0)
    changed(path, "Izin", "C2", 12)
    found = import_sheets(path, whole).catalogue.permits["izin-taman"]
    assert found.requirements[0].superseded == Superseded("uu-1", date(2025, 2, 3))
    assert (found.processing, found.name.id) == (Processing(4, sources=("kota-a",)), "12")
