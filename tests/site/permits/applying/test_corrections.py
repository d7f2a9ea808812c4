"""What an officer gave back: that opens again, and nothing else, for nobody else."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.site.permits.applying.resident import (
    CONTACT,
    DECLARED,
    PAPERS,
    PERSON,
    PLACE,
    TREE,
    WHO,
    WHY,
    Resident,
    apply,
    photo,
)
from tests.site.permits.applying.test_catalogue_moves import ASKED, put
from tlkit.catalogue.model import FormField
from tlkit.site.permits.applying.services import application_of
from tlkit.site.shared import cases
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.uploads import Upload

COOKIES = ("tlkit-kota-contoh", "tlkit-kota-contoh-berkas")
SHOWN = re.compile(r'value="buang:ktp:(\d+)"')


@pytest.fixture
def resident(app: Flask) -> Resident:
    return Resident(app.test_client())


def give_back(
    app: Flask, receipt: str, fields: list[str], papers: Sequence[str] = (), note: str = "Mohon diperbaiki."
) -> str:
    """An officer marks questions and papers; where the applicant mends them."""
    with app.app_context(), writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        cases.give_back(
            session, case, cases.SYSTEM, None, current_instance().clock(), fields, list(papers), note
        )
    return f"/cek-status/{receipt}/perbaiki"


def answers_of(app: Flask, receipt: str) -> dict[str, Any]:
    """What the application says now."""
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        return dict(application_of(db.session(), case).answers)


def test_only_what_was_given_back_opens_again(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    before = answers_of(app, receipt)
    give_back(app, receipt, ["alasan"], ["ktp"], "KTP buram.")
    address = f"/cek-status/{receipt}/perbaiki"
    resident.open(address)
    assert "KTP buram." in resident.page.text
    assert 'name="alasan"' in resident.page.text
    assert 'name="nik"' not in resident.page.text
    resident.send({"alasan": "", "aksi": "kirim"}, to=address)
    assert set(resident.wrong) == {"alasan", "berkas:ktp"}
    resident.send({"alasan": "Rawan tumbang.", "nik": "9971011708900099", "aksi": "kirim"}, to=address)
    assert set(resident.wrong) == {"berkas:ktp"}
    resident.send(
        {"alasan": "Rawan tumbang.", "berkas:ktp": (photo(), "ktp.jpg"), "aksi": "kirim"}, to=address
    )
    assert resident.path == f"/cek-status/{receipt}"
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        assert case.state == "open"
        made = application_of(db.session(), case)
        assert made.answers == {**before, "alasan": "Rawan tumbang."}
        assert len(db.session.scalars(select(Upload).where(Upload.owner == f"case:{case.id}")).all()) == 4


def test_a_correction_opened_and_sent_from_several_tabs_at_once_counts_once(
    app: Flask, resident: Resident
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    receipt = apply(resident)
    give_back(app, receipt, ["alasan"], ["ktp"], "KTP buram.")
    address = f"/cek-status/{receipt}/perbaiki"
    kept = [(name, resident.client.get_cookie(name)) for name in COOKIES]

    def at_once(act: Callable[[FlaskClient, int], TestResponse]) -> list[TestResponse]:
        start = threading.Barrier(5)

        def tab(number: int) -> TestResponse:
            client = app.test_client()
            for name, cookie in kept:
                client.set_cookie(name, cookie.value if cookie else "")
            start.wait()
            return act(client, number)

        with ThreadPoolExecutor(5) as tabs:
            return list(tabs.map(tab, range(5)))

    assert {answer.status_code for answer in at_once(lambda client, _: client.get(address))} == {200}
    resident.open(address)
    hidden = resident.hidden()

    def upload(client: FlaskClient, number: int) -> TestResponse:
        form = {**hidden, "aksi": "unggah", "berkas:ktp": (photo(60 + number), f"{number}.jpg")}
        return client.post(address, data=form, content_type="multipart/form-data")

    assert {answer.status_code for answer in at_once(upload)} == {200}
    assert len(set(SHOWN.findall(resident.open(address).text))) == 5, "none is lost to another"

    def send(client: FlaskClient, _: int) -> TestResponse:
        return client.post(address, data={**hidden, "alasan": "Rawan.", "aksi": "kirim"})

    assert {(answer.status_code, answer.location) for answer in at_once(send)} == {
        (303, f"/cek-status/{receipt}")
    }
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        assert case.state == "open"
        kinds = list(db.session.scalars(select(cases.CaseEvent.kind)))
        assert kinds.count("case.corrected") == 1
        assert len(application_of(db.session(), case).documents["ktp"]) == 5


def test_who_applies_for_a_company_after_all_is_asked_about_it(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    address = give_back(app, receipt, ["jenis_pemohon", "dikuasakan"])
    assert "<li>Who applies?</li>" in resident.open(f"/en/cek-status/{receipt}").text
    assert "<li>Siapa yang mengajukan?</li>" in resident.open(f"/cek-status/{receipt}").text
    resident.open(address)
    assert 'name="badan_nama"' not in resident.page.text
    resident.send({"jenis_pemohon": "company", "dikuasakan": "yes", "aksi": "kirim"}, to=address)
    company = {"badan_nama", "badan_nib", "badan_npwp", "badan_akta", "badan_jabatan"}
    proxy = {"kuasa_nama", "kuasa_nik", "kuasa_telepon"}
    papers = {"berkas:akta", "berkas:surat-kuasa", "berkas:ktp-penerima-kuasa"}
    assert set(resident.wrong) == company | proxy | papers
    told = {
        "jenis_pemohon": "company", "dikuasakan": "yes", "badan_nama": "PT Contoh",
        "badan_nib": "1234567890123", "badan_npwp": "012345678901000", "badan_akta": "12",
        "badan_jabatan": "Direktur",
        "kuasa_nama": "Budi Contoh", "kuasa_nik": "9971011708900002", "kuasa_telepon": "08129876543",
    }  # fmt: skip
    files = {name: (photo(), "surat.jpg") for name in papers}
    resident.send({**told, **files, "aksi": "kirim"}, to=address)
    assert resident.path == f"/cek-status/{receipt}"
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        assert (case.applicant_name, case.contact["proxy_phone"]) == ("PT Contoh", "+628129876543")
        assert db.session.scalars(cases.by_key("nib", "1234567890123")).all() == [case.id]
        assert {"akta", "surat-kuasa"} <= application_of(db.session(), case).documents.keys()


def test_nothing_of_a_proxy_is_kept_who_acts_no_more(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    proxy = {"kuasa_nama": "Budi Contoh", "kuasa_nik": "9971011708900002", "kuasa_telepon": "08129876543"}
    resident.fill({**WHO, "dikuasakan": "yes"}, PERSON, CONTACT, proxy, PLACE, WHY)
    resident.upload(*PAPERS, "surat-kuasa", "ktp-penerima-kuasa")
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    receipt = resident.receipt
    address = give_back(app, receipt, ["dikuasakan"])
    resident.open(address)
    resident.send({"dikuasakan": "no", "aksi": "kirim"}, to=address)
    assert resident.path == f"/cek-status/{receipt}"
    assert not [name for name in answers_of(app, receipt) if name.startswith("kuasa_")]
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        assert case.contact == {"phone": "+6281234567890"}


def test_an_answer_that_was_given_back_may_be_emptied(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON, {**CONTACT, "email": "keliru@contoh.example"}, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    receipt = resident.receipt
    address = give_back(app, receipt, ["email"])
    resident.open(address)
    assert 'value="keliru@contoh.example"' in resident.page.text
    resident.send({"email": "", "aksi": "simpan"}, to=address)
    resident.open(address)
    assert "keliru@contoh.example" not in resident.page.text
    resident.send({"email": "", "aksi": "kirim"}, to=address)
    assert resident.path == f"/cek-status/{receipt}"
    assert "email" not in answers_of(app, receipt)


def test_an_answer_that_waits_for_one_which_is_right_is_asked_without_an_if(
    app: Flask, resident: Resident
) -> None:
    asked = FormField("ada_kabel", "Ada kabel?", "yes-no", "design")
    near = FormField("jarak", "Jarak kabel", "text", "design", show_if=("ada_kabel", "yes"))
    put(app, replace(ASKED, form=(*ASKED.form, asked, near)))
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, {**WHY, "ada_kabel": "yes", "jarak": "dua"})
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    receipt = resident.receipt
    address = give_back(app, receipt, ["jarak"])
    resident.open(address)
    assert 'name="jarak"' in resident.page.text
    assert "data-if" not in resident.page.text
    assert "Isi hanya bila" not in resident.page.text
    resident.send({"jarak": "2 meter", "aksi": "kirim"}, to=address)
    assert resident.path == f"/cek-status/{receipt}"
    assert answers_of(app, receipt)["jarak"] == "2 meter"


def test_rows_come_and_go_in_a_correction_too(app: Flask, resident: Resident) -> None:
    rows = FormField(
        "pekerja", "Pekerja", "group", "design", fields=(FormField("nama", "Nama", "text", "design"),)
    )
    put(app, replace(ASKED, form=(*ASKED.form, rows)))
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY, {"pekerja.0.nama": "Satu"})
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    receipt = resident.receipt
    address = give_back(app, receipt, ["pekerja"])
    resident.open(address)
    resident.send({"pekerja.0.nama": "Satu", "aksi": "tambah:pekerja:2"}, to=address)
    assert 'name="pekerja.1.nama"' in resident.page.text
    both = {"pekerja.0.nama": "Satu", "pekerja.1.nama": "Dua"}
    resident.send({**both, "aksi": "hapus:pekerja:0"}, to=address)
    assert 'value="Satu"' not in resident.page.text
    resident.send({"pekerja.1.nama": "Dua", "aksi": "kirim"}, to=address)
    assert answers_of(app, receipt)["pekerja"] == [{"nama": "Dua"}]


def test_a_stranger_cannot_correct_anothers_case(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    other = Resident(app.test_client())
    other.open(f"/cek-status/{receipt}/perbaiki")
    assert other.path == "/cek-status"
