"""The reports: figures that add up, names only for some, files without formulas, few queries."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from tests.site.asked import asked
from tests.site.folders import close
from tests.site.officers import officer
from tests.site.permits.case_rows import NOW, put, row
from tlkit.site import create_app
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.audit.models import AuditEvent
from tlkit.site.shared.cases.models import CasePause
from tlkit.site.shared.database import db, writing

DECIDED = {"state": "closed", "outcome": "granted", "role": None}
MONDAY = datetime(2026, 11, 2, 2, 0, tzinfo=timezone.utc)


@pytest.fixture
def app(folder: Path) -> Iterator[Flask]:
    made = create_app(folder, clock=lambda: NOW)
    prepare_app(made)
    yield made
    close(made)


def fill(app: Flask) -> None:
    """Two open cases, one of them late; three decided in 4, 6 and 9 working days, one after a pause."""
    with app.app_context():
        put([
            row(1, next_at=NOW - timedelta(days=1), deemed="PP 1/2030"),
            row(2, applicant_name="=Rahasia Sekali"),
            *(
                row(
                    number,
                    **DECIDED,
                    complete_at=MONDAY,
                    closed_at=MONDAY + timedelta(days=days),
                    promise_days=5,
                    applicant_name="=cmd|Budi",
                )
                for number, days in ((3, 4), (4, 8), (5, 11))
            ),
            row(6, **DECIDED, complete_at=MONDAY, closed_at=NOW - timedelta(days=60)),
        ])  # fmt: skip
        with writing() as session:
            session.add(
                CasePause(case_id=4, ground="returned", since=MONDAY, until=MONDAY + timedelta(days=1))
            )
            session.add_all(certificate(number) for number in (3, 4, 5))


def certificate(number: int) -> Certificate:
    return Certificate(
        case_id=number, kind="certificate", permit_id="sip-bidan", title="SIP Bidan", number=f"503/{number}",
        year=2026, serial=number, code=f"kode{number}", holder="=cmd|Budi", object="…", details={},
        issued_on=date(2026, 11, 30 if number == 5 else number), issued_at=NOW, way="wet", revision=1,
    )  # fmt: skip


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_medians_leave_pauses_out_and_stand_beside_the_promise(app: Flask) -> None:
    fill(app)
    client = officer(app, "verifier")
    head, line = rows_of(client.get("/petugas/laporan/unduh/izin.csv?bulan=2026-11").data)
    assert head[1:] == [
        "Belum selesai", "Lewat waktu", "Dianggap dikabulkan", "Diputus",
        "Median", "Janji", "Dihitung dalam", "Sesuai janji"
    ]  # fmt: skip
    assert line[1:] == ["2", "1", "1", "3", "5.0", "5", "hari kerja", "2"]
    elsewhere = rows_of(client.get("/petugas/laporan/unduh/kecamatan.csv?bulan=2026-11").data)[1]
    assert elsewhere[0] == "Kecamatan tidak diisi"
    page = client.get("/petugas/laporan?bulan=2026-11").text
    assert "2 dari 3" in page
    assert "dianggap dikabulkan karena lewat waktu" in page
    assert "Rahasia" not in page
    assert "Budi" not in page


def test_a_promise_in_days_of_the_calendar_stands_beside_a_median_in_them(app: Flask) -> None:
    with app.app_context():
        put([
            row(
                number, **DECIDED, kind=kind, complete_at=MONDAY, closed_at=MONDAY + timedelta(days=7),
                promise_days=6, promise_unit=unit, district="99.71.01",
            )
            for number, kind, unit in ((1, "sip-bidan", "days"), (2, "sip-dokter", "working-days"))
        ])  # fmt: skip
    client = officer(app, "verifier")
    found = {
        line[0]: line[4:]
        for name in ("izin", "kecamatan")
        for line in rows_of(client.get(f"/petugas/laporan/unduh/{name}.csv?bulan=2026-11").data)[1:]
    }
    assert found["SIP Bidan"] == ["1", "7.0", "6", "hari", "0"]
    assert found["SIP Dokter"] == ["1", "5.0", "6", "hari kerja", "1"]
    (district,) = (line for name, line in found.items() if not name.startswith("SIP"))
    assert district == ["2", "5.0", "6", "hari kerja", "1"], "units differ, so working days"
    page = client.get("/petugas/laporan?bulan=2026-11").text
    assert "<b>5 hari kerja</b>" in page
    assert '<b class="chart-value">7 hari</b>' in page


def test_figures_and_what_is_missing_among_them_stand_under_their_heads(app: Flask) -> None:
    fill(app)
    page = officer(app, "verifier").get("/petugas/laporan?bulan=2026-10").text
    assert page.count('<th scope="col" class="number">') == 16
    assert '<td class="number">–</td>' in page
    assert "<td>–</td>" not in page


def test_another_agency_sees_its_own_figures_only(app: Flask) -> None:
    fill(app)
    client = officer(app, "technical", agency="dinkes")
    assert len(rows_of(client.get("/petugas/laporan/unduh/izin.csv").data)) == 1
    assert len(rows_of(client.get("/petugas/laporan/unduh/terbit.csv").data)) == 1


def test_the_register_names_holders_to_some_and_says_so_in_the_audit(app: Flask) -> None:
    fill(app)
    without = officer(app, "treasurer").get("/petugas/laporan/unduh/terbit.csv?bulan=2026-11")
    assert b"Budi" not in without.data
    assert "Pemegang" not in rows_of(without.data)[0]
    client = officer(app, "signer")
    found = rows_of(client.get("/petugas/laporan/unduh/terbit.csv?bulan=2026-11").data)
    assert [line[0] for line in found[1:]] == ["503/3", "503/4", "503/5"]
    assert found[1][-1] == "'=cmd|Budi"
    assert len(rows_of(client.get("/petugas/laporan/unduh/terbit.csv?bulan=2026-12").data)) == 1
    with app.app_context():
        seen = db.session.scalars(select(AuditEvent).filter_by(action="register.seen")).all()
        assert [one.subject for one in seen] == ["register:2026-11", "register:2026-12"]
    assert "=cmd|Budi" in client.get("/petugas/laporan/terbit?bulan=2026-11").text


def test_the_workbook_holds_the_same_and_no_formula(app: Flask) -> None:
    fill(app)
    answer = officer(app, "administrator").get("/petugas/laporan/unduh/terbit.xlsx?bulan=2026-11")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="terbit-2026-11.xlsx"'
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert sheet["G2"].value == "'=cmd|Budi"
    assert sheet["B2"].value.date() == date(2026, 11, 3)


@pytest.mark.parametrize("address", ["?bulan=2026-13", "?bulan=' OR 1", "?bulan=9999-01"])
def test_a_month_that_is_none_is_the_present_one(app: Flask, address: str) -> None:
    page = officer(app, "auditor").get(f"/petugas/laporan{address}")
    assert page.status_code == 200
    assert '<option value="2026-11" selected>' in page.text


def test_no_other_file_is_there(app: Flask) -> None:
    client = officer(app, "auditor")
    for name in ("izin.pdf", "orang.csv", "izin", "..csv"):
        assert client.get(f"/petugas/laporan/unduh/{name}").status_code == 404


def test_the_number_of_queries_does_not_grow(app: Flask) -> None:
    client = officer(app, "administrator")

    def queries() -> int:
        with app.app_context():
            engine = db.engine
        with asked(engine) as found:
            assert client.get("/petugas/laporan?bulan=2026-11").status_code == 200
        return len(found)

    queries()
    before = queries()
    fill(app)
    with app.app_context():
        put([row(number, kind=f"izin-{number}", district=None) for number in range(100, 200)])
    assert queries() == before
