"""Whoever applies, and what they take along: a receipt and a link to keep."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import update

from tests.site.permits.applying.resident import CONTACT, DECLARED, PERSON, WHO, Resident
from tests.site.permits.applying.test_applying import PAPERS, PLACE, TREE, WHY, apply
from tlkit.site.permits.applying.applicant import Applicant
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.services import application_of
from tlkit.site.shared import cases
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance


@pytest.fixture
def resident(app: Flask) -> Resident:
    return Resident(app.test_client())


def shared(resident: Resident, to: str) -> str:
    """What the page's button puts into a WhatsApp message, and that it goes there."""
    start = resident.page.text.index('href="https://wa.me/') + 6
    link = urlsplit(resident.page.text[start : resident.page.text.index('"', start)].replace("&amp;", "&"))
    assert link.path == f"/{to}"
    return parse_qs(link.query)["text"][0]


def test_the_receipt_goes_to_ones_own_whatsapp_without_a_name_or_number(resident: Resident) -> None:
    receipt = apply(resident)
    message = shared(resident, "6281234567890")
    assert receipt in message
    assert "Siti" not in message
    assert PERSON["nik"] not in message
    resident.open(f"/cek-status/{receipt}")
    assert receipt in shared(resident, "6281234567890")


def test_the_link_to_go_on_goes_there_too(resident: Resident) -> None:
    resident.begin(TREE)
    resident.send({**WHO, "dikuasakan": "yes", "aksi": "nanti"})
    link = f"/permohonan/{resident.token}"
    assert shared(resident, "").endswith(link), "whose number is not known yet chooses there"
    resident.open(link)
    resident.fill(PERSON, CONTACT)
    for number, to in (("021 5551234", ""), ("0812 9876 543", "628129876543")):
        resident.open(f"{link}/kuasa")
        resident.send({"kuasa_telepon": number, "aksi": "nanti"})
        assert shared(resident, to).endswith(link)


def test_a_foundation_applies_with_what_it_has(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    body = {"badan_nama": "Yayasan Contoh", "badan_jabatan": "Ketua"}
    resident.fill({**WHO, "jenis_pemohon": "body"}, PERSON, CONTACT, body, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    with app.app_context():
        case = cases.by_receipt(db.session(), resident.receipt)
        assert case is not None
        made = Applicant.of(application_of(db.session(), case).applicant)
        assert (made.name, made.person.name, made.kind) == ("Yayasan Contoh", "Siti Contoh", "body")


def test_the_form_is_said_in_english_and_the_case_speaks_it(app: Flask, resident: Resident) -> None:
    resident.open(f"/en/izin/{TREE}/ajukan")
    resident.send({"jenis": "new"})
    assert resident.path.startswith("/en/permohonan/")
    resident.send({})
    assert resident.wrong["dikuasakan"].startswith("Choose: Are you applying")
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    with app.app_context():
        case = cases.by_receipt(db.session(), resident.receipt)
        assert case is not None
        assert case.language == "en"


def test_what_was_sent_is_not_offered_to_be_gone_on_with(resident: Resident) -> None:
    apply(resident)
    resident.open(f"/izin/{TREE}/ajukan")
    assert "Anda sudah mulai mengisi" not in resident.page.text
    resident.begin(TREE)
    resident.open(f"/izin/{TREE}/ajukan")
    assert "Anda sudah mulai mengisi" in resident.page.text


def test_a_phone_that_was_wiped_shows_nothing_of_what_was_sent_on_it(app: Flask, resident: Resident) -> None:
    """The next one who takes the phone in hand goes through its history."""
    receipt = apply(resident)
    history = resident.path
    assert resident.open(history).status_code == 200
    assert resident.receipt == receipt
    resident.open(f"/cek-status/{receipt}")
    resident.send({}, to=f"/cek-status/{receipt}/hapus")
    for address in (history, history.replace("/terkirim", ""), f"/cek-status/{receipt}"):
        resident.open(address)
        assert resident.path == "/cek-status"
        assert "Nomor HP atau e-mail" in resident.page.text
        assert f"/cek-status/{receipt}" not in resident.page.text


def test_the_link_on_another_phone_asks_for_the_contact_once_it_was_sent(
    app: Flask, resident: Resident
) -> None:
    receipt = apply(resident)
    other = Resident(app.test_client())
    for page in ("", "/lanjut", "/terkirim"):
        other.open(f"/permohonan/{resident.token}{page}")
        assert other.path == "/cek-status"
        assert f'value="{receipt}"' in other.page.text


def test_who_lost_the_connection_while_sending_still_finds_the_receipt(resident: Resident) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    link = f"/permohonan/{resident.token}"
    resident.client.post(f"{link}/kirim", data=resident.hidden())
    resident.open(link)
    assert resident.receipt


def test_a_draft_that_was_taken_off_the_phone_opens_by_its_link_alone(resident: Resident) -> None:
    """Whoever takes the phone next presses “back”; whoever holds the link goes on."""
    resident.begin(TREE)
    resident.fill(WHO, PERSON)
    link = f"/permohonan/{resident.token}"
    resident.send({}, to=f"{link}/lepas")
    for page in ("/identitas", "/kontak", "/lanjut", "/terkirim"):
        resident.open(link + page)
        assert resident.page.status_code == 403
        assert "buka tautan yang Anda simpan" in resident.page.text
        assert PERSON["nik"] not in resident.page.text
    resident.open(link)
    assert resident.path == f"{link}/kontak"
    resident.open(f"{link}/identitas")
    assert PERSON["nik"] in resident.page.text


def test_a_link_whose_time_is_over_is_taken_off_the_phone_too(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    link = f"/permohonan/{resident.token}"
    with app.app_context(), writing() as session:
        session.execute(update(Draft).values(expires_at=current_instance().clock()))
    resident.open(f"/izin/{TREE}/ajukan")
    assert link not in resident.page.text, "nothing to go on with"
    with resident.client.session_transaction() as kept:
        assert kept["drafts"]
    assert resident.send({}, to=f"{link}/lepas").status_code == 410
    with resident.client.session_transaction() as kept:
        assert not kept["drafts"]
