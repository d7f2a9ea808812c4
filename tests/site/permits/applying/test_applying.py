"""From the permit's page to the receipt, as a resident does it, on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.site.permits.applying.resident import (
    CONTACT,
    DECLARED,
    NIK,
    PAPERS,
    PERSON,
    PLACE,
    RECEIPT,
    TREE,
    WHO,
    WHY,
    Resident,
    apply,
    photo,
)
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.applicant import Applicant
from tlkit.site.permits.applying.jobs import forget_drafts
from tlkit.site.permits.applying.models import Application, Draft
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.permits.applying.shown import answers_shown, papers_shown
from tlkit.site.releases import live
from tlkit.site.releases.models import ActivationPermit, PermitVersion
from tlkit.site.shared import cases
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.notices import Outgoing
from tlkit.site.shared.privacy import notice
from tlkit.site.shared.privacy.models import KeptNotice
from tlkit.site.shared.uploads import Upload


@pytest.fixture
def resident(app: Flask) -> Resident:
    return Resident(app.test_client())


def test_an_application_becomes_a_case_that_its_words_and_numbers_find(
    app: Flask, resident: Resident
) -> None:
    receipt = apply(resident)
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        assert (case.kind, case.applicant_name, case.village) == (TREE, "Siti Contoh", "99.99.01.1001")
        assert case.contact == {"phone": "+6281234567890"}
        assert db.session.scalars(cases.by_key("nik", NIK)).all() == [case.id]
        made = application_of(db.session(), case)
        assert made.answers["jumlah_pohon"] == 1250
        assert made.consents == {"pernyataan": True, "pengingat": False}
        assert made.notice_version == notice("permohonan", "permits").version
        assert db.session.get_one(KeptNotice, made.notice_version).text_id.startswith("- **Untuk apa:**")
        assert Applicant.of(made.applicant).person.nik == NIK
        permit = permit_of(db.session(), made)
        shown = {each.field_id: each.text for each in answers_shown(permit, made, "id")}
        assert shown["alamat_pemohon"].startswith("Jl. Melati 5, RT 004, Karawaci Baru")
        held = {each.document_id: each.uploads for each in papers_shown(permit, made, live().documents, "id")}
        assert [paper for paper, files in held.items() if files] == list(PAPERS)
        owners = set(db.session.scalars(select(Upload.owner)))
        assert owners == {f"case:{case.id}"}
        assert db.session.scalars(select(Draft)).one().content == {}


def test_an_application_keeps_the_notice_that_its_declarations_were_made_under(
    app: Flask, resident: Resident
) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    with app.app_context():
        read = notice("permohonan", "permits").version
        own = current_instance().path / "content" / "privasi"
        own.mkdir(parents=True)
        (own / "permohonan.id.md").write_text("Kata lain.", encoding="utf-8")
        assert notice("permohonan", "permits").version != read
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    with app.app_context():
        case = cases.by_receipt(db.session(), resident.receipt)
        assert case is not None
        assert application_of(db.session(), case).notice_version == read
        assert "Kata lain" not in db.session.get_one(KeptNotice, read).text_id


def test_the_receipt_opens_its_case_on_the_same_phone_at_once(resident: Resident) -> None:
    receipt = apply(resident)
    assert resident.client.get(f"/cek-status/{receipt}").status_code == 200
    assert resident.client.get(f"/cek-status/{receipt}/tanda-terima").mimetype == "application/pdf"


def test_a_consent_is_taken_back_and_given_again_at_any_time(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    asked = f"/cek-status/{receipt}/pengingat"
    for pressed, value, said in (("ya", True, "Berhenti mengingatkan"), ("tidak", False, "Ingatkan saya")):
        for _ in range(2):
            resident.open(f"/cek-status/{receipt}")
            resident.send({"mau": pressed}, asked)
        assert said in resident.page.text
        with app.app_context():
            case = cases.by_receipt(db.session(), receipt)
            assert case is not None
            assert application_of(db.session(), case).consents["pengingat"] is value
            kinds = [event.kind for event in cases.events_of(db.session(), case)]
    assert kinds.count("consent.given") == kinds.count("consent.withdrawn") == 1
    stranger = Resident(app.test_client())
    stranger.open("/cek-status")
    assert stranger.send({"mau": "ya"}, asked).status_code == 404


def test_sending_twice_leads_to_one_case_and_the_same_receipt(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    token = resident.token
    resident.send({}, to=f"/permohonan/{token}/kirim")
    assert resident.receipt == receipt
    for slug in ("", "/pemohon", "/periksa", "/berkas"):
        resident.open(f"/permohonan/{token}{slug}")
        assert resident.receipt == receipt
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Application)) == 1


def test_sending_from_two_tabs_at_once_leads_both_to_one_receipt(app: Flask, resident: Resident) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    before_sending(resident)
    address, hidden = resident.path.replace("periksa", "kirim"), resident.hidden()
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = resident.client.get_cookie(name)
    start = threading.Barrier(6)

    def tab(_: int) -> str:
        client = app.test_client()
        client.set_cookie(name, cookie.value if cookie else "")
        start.wait()
        return client.post(address, data=hidden, follow_redirects=True).text

    with ThreadPoolExecutor(6) as tabs:
        shown = [RECEIPT.findall(page) for page in tabs.map(tab, range(6))]
    with app.app_context():
        (case,) = db.session.scalars(select(cases.Case))
        assert shown == [[case.receipt]] * 6
        assert db.session.scalar(select(func.count()).select_from(Application)) == 1
        told = db.session.execute(select(Outgoing.template, Outgoing.channel)).all()
        assert len(told) == len(set(told)) > 0, "told once"
        assert set(db.session.scalars(select(Upload.owner))) == {f"case:{case.id}"}


def test_a_tab_that_still_shows_a_page_changes_nothing_of_what_was_sent(
    app: Flask, resident: Resident
) -> None:
    before_sending(resident)
    token = resident.token
    old = Resident(resident.client)
    old.open(f"/permohonan/{token}/identitas")
    resident.send({}, to=f"/permohonan/{token}/kirim")
    receipt = resident.receipt
    before = answers_sent(app)
    for answers, to in (
        ({**PERSON, "nama_pemohon": "Siti Lain"}, old.path),
        ({"berkas:ktp": (photo(), "lain.jpg")}, f"/permohonan/{token}/berkas"),
        ({"aksi": "buang:ktp:1"}, f"/permohonan/{token}/berkas"),
        ({}, f"/permohonan/{token}/hapus"),
    ):
        old.send(answers, to=to)
    assert resident.open(f"/permohonan/{token}").status_code == 200
    assert resident.receipt == receipt
    assert answers_sent(app) == before
    with app.app_context():
        assert len(db.session.scalars(select(Upload)).all()) == len(PAPERS)


def answers_sent(app: Flask) -> dict[str, Any]:
    """What the one application says."""
    with app.app_context():
        return db.session.scalars(select(Application)).one().answers


def before_sending(resident: Resident) -> None:
    """A whole form, up to the button that sends it."""
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)


def test_nothing_is_sent_before_everything_is_there(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    token = resident.token
    resident.fill(WHO, PERSON)
    resident.send({}, to=f"/permohonan/{token}/kirim")
    assert resident.path == f"/permohonan/{token}/kontak"
    resident.open(f"/permohonan/{token}/periksa")
    assert resident.path == f"/permohonan/{token}/kontak"
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Application)) == 0


def test_a_draft_stays_on_its_version_of_the_permit(app: Flask, resident: Resident) -> None:
    """The catalogue loses the permit's every question meanwhile; the form goes on as it began."""
    resident.begin(TREE)
    with app.app_context(), writing() as session:
        draft = session.scalars(select(Draft)).one()
        old = session.get_one(PermitVersion, draft.permit_digest)
        body = {**old.body, "form": [], "requirements": []}
        session.add(
            PermitVersion(
                digest="0" * 64, permit_id=TREE, agency=old.agency, sector=old.sector, days=None, body=body
            )
        )
        session.flush()
        session.execute(
            update(ActivationPermit).where(ActivationPermit.permit_id == TREE).values(permit_digest="0" * 64)
        )
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    other = Resident(app.test_client())
    other.begin(TREE)
    other.fill(WHO, PERSON, CONTACT)
    assert other.path.endswith("/berkas"), "a new form has the new version, without questions"


def test_going_back_and_saving_again_is_no_conflict(resident: Resident) -> None:
    resident.begin(TREE)
    page, hidden = resident.path, resident.hidden()
    resident.send(WHO)
    resident.send({**WHO, "jenis_pemohon": "body"}, to=page, hidden=hidden)
    assert resident.page.status_code == 200
    assert resident.path.endswith("/identitas")


def test_two_tabs_are_told_of_each_other_and_either_may_win(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    resident.send(WHO)
    page, first = resident.path, resident.hidden()
    resident.open(page)
    second = resident.hidden()
    resident.send(PERSON, to=page, hidden=first)
    resident.send({**PERSON, "nama_pemohon": "Siti Lain"}, to=page, hidden=second)
    assert resident.page.status_code == 409
    assert "Siti Lain" in resident.page.text
    assert "Siti Contoh" in resident.page.text
    resident.send({**PERSON, "nama_pemohon": "Siti Lain"}, to=page)
    assert resident.path.endswith("/kontak")
    with app.app_context():
        assert drafts.answers_of(db.session.scalars(select(Draft)).one())["nama_pemohon"] == "Siti Lain"


def test_what_is_right_is_kept_beside_what_is_wrong(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    resident.fill(WHO)
    resident.send({"nama_pemohon": "Siti Contoh", "nik": "123"})
    assert resident.wrong == {"nik": "NIK terdiri dari 16 angka; ini 3. Periksa lagi."}
    assert 'value="123"' in resident.page.text
    with app.app_context():
        assert drafts.answers_of(db.session.scalars(select(Draft)).one())["nama_pemohon"] == "Siti Contoh"


def test_what_is_half_filled_in_waits_as_it_was_typed(app: Flask, resident: Resident) -> None:
    """An address without its village, a number that breaks off: on another phone they stand there too."""
    resident.begin(TREE)
    resident.fill(WHO, PERSON)
    link = f"/permohonan/{resident.token}"
    half = {"alamat_pemohon.jalan": "Jl. Melati 5", "alamat_pemohon.rt": "004", "telepon": "0812"}
    resident.send({**half, "aksi": "nanti"})
    assert resident.path == f"{link}/lanjut"
    other = Resident(app.test_client())
    other.open(link)
    assert other.path == f"{link}/kontak"
    assert not other.wrong, "nothing is judged before it is sent"
    for value in half.values():
        assert f'value="{value}"' in other.page.text
    other.fill(CONTACT)
    other.open(f"{link}/kontak")
    assert 'value="0812"' not in other.page.text


def test_a_village_is_found_without_a_script(resident: Resident) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON)
    resident.send(
        {**CONTACT, "alamat_pemohon.desa": "", "alamat_pemohon.cari": "karawaci baru", "aksi": "cari"}
    )
    assert 'value="36.71.07.1003"' in resident.page.text
    assert 'value="Jl. Melati 5"' in resident.page.text, "what was typed beside it stays"
    more = '<p class="hint">Mungkin masih ada yang lain.'
    assert more not in resident.page.text
    resident.send({**CONTACT, "alamat_pemohon.desa": "", "alamat_pemohon.cari": "sukamaju", "aksi": "cari"})
    assert more in resident.page.text


def test_rows_come_and_go_without_a_script(resident: Resident) -> None:
    resident.begin("sip-bidan")
    resident.fill(WHO, {**PERSON, "tempat_lahir": "Contoh", "tanggal_lahir": "17/8/1990"}, CONTACT)
    resident.fill({"pendidikan": "D3", "sip_ke": "Pertama", "nomor_str": "1", "jangka_str": "Seumur hidup"})
    resident.fill(
        {"jenis_tempat": "Klinik", "tempat_praktik": "A", "alamat_praktik.desa": "99.99.01.1001",
         "alamat_praktik.jalan": "Jl. Mawar"}
    )  # fmt: skip
    row = {"jadwal.0.hari": "Senin", "jadwal.0.jam_mulai": "08.00", "jadwal.0.jam_selesai": "14.00"}
    resident.send({**row, "aksi": "tambah:jadwal:2"})
    assert 'name="jadwal.1.jam_mulai"' in resident.page.text
    assert 'value="08.00"' in resident.page.text
    resident.send({**row, "jadwal.1.jam_mulai": "15.00", "aksi": "hapus:jadwal:0"})
    assert 'value="08.00"' not in resident.page.text
    assert 'value="15.00"' in resident.page.text


def test_another_phone_goes_on_by_the_link_until_it_expires(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON)
    resident.send({**CONTACT, "aksi": "nanti"})
    link = f"/permohonan/{resident.token}"
    assert link in resident.page.text
    other = Resident(app.test_client())
    other.open(link)
    assert other.path.endswith("/isian-1")
    other.open(f"/izin/{TREE}/ajukan")
    assert link in other.page.text, "the phone remembers"
    other.send({}, to=f"{link}/lepas")
    other.open(f"/izin/{TREE}/ajukan")
    assert link not in other.page.text
    with app.app_context(), writing() as session:
        session.execute(update(Draft).values(expires_at=current_instance().clock() - timedelta(seconds=1)))
    assert other.open(link).status_code == 410
    with app.app_context():
        forget_drafts()
        assert db.session.scalars(select(Draft)).all() == []


def test_a_draft_that_is_deleted_takes_its_uploads_along(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    token = resident.token
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload("ktp")
    folder = app.extensions["tlkit"].var / "uploads"
    assert [path for path in folder.rglob("*") if path.is_file()]
    resident.send({}, to=f"/permohonan/{token}/hapus")
    assert resident.open(f"/permohonan/{token}").status_code == 410
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_proxy_is_told_as_the_applicant_is_and_brings_two_papers_more(
    app: Flask, resident: Resident
) -> None:
    resident.begin(TREE)
    proxy = {
        "kuasa_nama": "Budi Contoh", "kuasa_nik": "9971011708900002", "kuasa_telepon": "08129876543",
        "kuasa_email": "Budi.Contoh@Contoh.example",
    }  # fmt: skip
    resident.fill({**WHO, "dikuasakan": "yes"}, PERSON, CONTACT, proxy, PLACE, WHY)
    resident.upload(*PAPERS)
    assert set(resident.wrong) == {"berkas:surat-kuasa", "berkas:ktp-penerima-kuasa"}
    resident.upload("surat-kuasa", "ktp-penerima-kuasa")
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    with app.app_context():
        case = cases.by_receipt(db.session(), resident.receipt)
        assert case is not None
        assert case.applicant_name == "Siti Contoh"
        told = {str(each.recipient) for each in db.session.scalars(select(Outgoing))}
        assert any("+6281234567890" in each for each in told)
        assert any("+628129876543" in each for each in told)
    for contact in ("+62 0812-9876-543", "budi.contoh@contoh.example", "Budi.Contoh@Contoh.example"):
        other = Resident(app.test_client())
        other.open("/cek-status")
        other.send({"resi": resident.receipt, "kontak": contact})
        assert other.path == f"/cek-status/{resident.receipt}", contact


def test_a_company_is_named_on_the_case(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    company = {
        "badan_nama": "PT Contoh Maju",
        "badan_nib": "1234567890123",
        "badan_npwp": "01.234.567.8-901.000",
        "badan_akta": "12, 1 Januari 2020",
        "badan_jabatan": "Direktur",
    }
    resident.fill({**WHO, "jenis_pemohon": "company"}, PERSON, CONTACT, company, PLACE, WHY)
    resident.upload(*PAPERS, "akta")
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    with app.app_context():
        case = cases.by_receipt(db.session(), resident.receipt)
        assert case is not None
        assert case.applicant_name == "PT Contoh Maju"
        assert db.session.scalars(cases.by_key("nib", "1234567890123")).all() == [case.id]
