"""Questions that wait for an answer of an earlier page: in a row, among the papers, at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.permits.applying.resident import CONTACT, DECLARED, PERSON, PLACE, TREE, WHO, WHY, Resident
from tests.site.permits.applying.test_applying import PAPERS
from tests.site.permits.applying.test_catalogue_moves import ASKED, put
from tlkit.catalogue.model import FormField
from tlkit.site.permits.applying.models import Application
from tlkit.site.shared.database import db
from tlkit.site.shared.uploads import Upload


def field(id_: str, type_: Any, **more: Any) -> FormField:
    return FormField(id_, id_.replace("_", " ").capitalize(), type_, "design", **more)


WORKERS = (
    field("ada_pekerja", "yes-no"),
    field(
        "pekerja", "group", show_if=("ada_pekerja", "yes"),
        fields=(
            field("asal", "choice", options=("Sini", "Luar")),
            field("kota_asal", "text", show_if=("asal", "Luar")),
        ),
    ),
    field("jumlah_truk", "number", show_if=("ada_pekerja", "yes")),
    field("surat_tugas", "documents", show_if=("ada_pekerja", "yes")),
    field("pekerja_terdaftar", "declaration", show_if=("ada_pekerja", "yes")),
)  # fmt: skip
ROW = {"pekerja.0.asal": "Luar", "pekerja.0.kota_asal": "Bogor"}


@pytest.fixture
def resident(app: Flask) -> Resident:
    """Somebody who is asked whether there are workers."""
    put(app, replace(ASKED, form=(*ASKED.form, *WORKERS)))
    found = Resident(app.test_client())
    found.begin(TREE)
    found.fill(WHO, PERSON, CONTACT, PLACE)
    return found


def send(resident: Resident) -> None:
    resident.send({}, to=f"/permohonan/{resident.token}/kirim")


def test_what_an_earlier_answer_rules_out_is_not_even_shown(app: Flask, resident: Resident) -> None:
    resident.fill({**WHY, "ada_pekerja": "no"})
    assert resident.path.endswith("/berkas"), "no page of rows, none of what follows it"
    assert "Surat tugas" not in resident.page.text
    resident.upload(*PAPERS)
    assert "Pekerja terdaftar" not in resident.page.text
    resident.fill(DECLARED)
    send(resident)
    assert resident.receipt


def test_what_an_earlier_answer_asks_for_is_asked_without_an_if(app: Flask, resident: Resident) -> None:
    resident.fill({**WHY, "ada_pekerja": "yes"})
    assert "Isi hanya bila" not in resident.page.text.partition("Kota asal")[0]
    assert 'data-if="pekerja.0.asal"' in resident.page.text, "a condition in a row looks at its own row"
    resident.fill(ROW)
    assert "Isi hanya bila" not in resident.page.text
    resident.fill({"jumlah_truk": "2"})
    resident.upload(*PAPERS)
    assert set(resident.wrong) == {"berkas:surat_tugas"}
    resident.upload("surat_tugas")
    resident.send(DECLARED)
    assert set(resident.wrong) == {"pekerja_terdaftar"}
    resident.fill({**DECLARED, "pekerja_terdaftar": "yes"})
    send(resident)
    [made] = sent(app)
    assert made["jumlah_truk"] == 2
    assert made["pekerja"] == [{"asal": "Luar", "kota_asal": "Bogor"}]


def test_who_changes_their_mind_sends_nothing_of_what_was_answered_before(
    app: Flask, resident: Resident
) -> None:
    resident.fill({**WHY, "ada_pekerja": "yes"}, ROW, {"jumlah_truk": "2"})
    resident.upload(*PAPERS, "surat_tugas")
    page = f"/permohonan/{resident.token}"
    resident.open(f"{page}/isian-2")
    resident.send({**WHY, "ada_pekerja": "no"})
    assert resident.path.endswith("/berkas")
    resident.send({})
    resident.fill(DECLARED)
    send(resident)
    assert resident.receipt
    [made] = sent(app)
    assert not {"pekerja", "jumlah_truk", "surat_tugas", "pekerja_terdaftar"} & made.keys()
    with app.app_context():
        assert len(db.session.scalars(select(Upload)).all()) == len(PAPERS)


def test_who_applies_for_a_company_no_more_sends_nothing_of_it(app: Flask, resident: Resident) -> None:
    company = {"badan_nama": "PT Contoh", "badan_nib": "1234567890123", "badan_npwp": "012345678901000"}
    page = f"/permohonan/{resident.token}"
    resident.open(f"{page}/pemohon")
    resident.fill({**WHO, "jenis_pemohon": "company", "dikuasakan": "yes"})
    resident.send({**company, "badan_akta": "12", "badan_jabatan": "Direktur"}, to=f"{page}/badan")
    resident.open(f"{page}/pemohon")
    resident.fill(WHO)
    resident.open(f"{page}/isian-2")
    resident.fill({**WHY, "ada_pekerja": "no"})
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    send(resident)
    [made] = sent(app)
    assert not [name for name in made if name.startswith("badan_")]


def sent(app: Flask) -> list[dict[str, Any]]:
    """The answers of every application."""
    with app.app_context():
        return [each.answers for each in db.session.scalars(select(Application))]
