"""Whoever applies, and what they take along: a receipt and a link to keep."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from tests.site.permits.applying.resident import CONTACT, DECLARED, PERSON, WHO, Resident
from tests.site.permits.applying.test_applying import PAPERS, PLACE, TREE, WHY, apply
from tlkit.site.permits.applying.applicant import Applicant
from tlkit.site.permits.applying.services import application_of
from tlkit.site.shared import cases
from tlkit.site.shared.database import db


@pytest.fixture
def resident(app: Flask) -> Resident:
    return Resident(app.test_client())


def shared(resident: Resident) -> str:
    """What the page's button puts into a WhatsApp message."""
    start = resident.page.text.index('href="https://wa.me/') + 6
    link = resident.page.text[start : resident.page.text.index('"', start)]
    return parse_qs(urlsplit(link.replace("&amp;", "&")).query)["text"][0]


def test_the_receipt_goes_to_ones_own_whatsapp_without_a_name_or_number(resident: Resident) -> None:
    receipt = apply(resident)
    message = shared(resident)
    assert receipt in message
    assert "Siti" not in message
    assert PERSON["nik"] not in message


def test_the_link_to_go_on_goes_there_too(resident: Resident) -> None:
    resident.begin(TREE)
    resident.send({**WHO, "aksi": "nanti"})
    assert shared(resident).endswith(f"/permohonan/{resident.token}")


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
