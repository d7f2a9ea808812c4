"""Applying again with the earlier answers: only for who holds the certificate, only what still fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

import tlkit.reference
from tests.site.permits.applying.resident import PERSON, WHO, Resident
from tests.site.permits.filed import NIK, case_of, file
from tlkit.region.number_scheme import folded
from tlkit.site.permits.applying import drafts
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.renewing import carried
from tlkit.site.permits.certificates.drafting import draft
from tlkit.site.shared import audit, cases
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

SIP = "sip-bidan"
NUMBER = "503/017/SIP-BIDAN/2024"
HOLDER = {"nomor_lama": NUMBER.lower(), "kontak_lama": "0812-3456-7890", "nik_lama": NIK}
ANSWERS = {"tempat_lahir": "Contoh", "nomor_str": "STR 12", "dikuasakan": "no"}


@pytest.fixture
def resident(app: Flask) -> Resident:
    """Somebody whose midwife's permit was issued here."""
    case_id = file(app, SIP, **ANSWERS)
    with app.app_context(), writing() as session:
        now = current_instance().clock()
        made = draft(session, case_of(case_id), cases.SYSTEM, now)
        made.number, made.number_key = NUMBER, folded(NUMBER)
        made.issued_on, made.issued_at = now.date(), now
    return Resident(app.test_client())


def ask(resident: Resident, permit: str = SIP, kind: str = "renewal", **other: str) -> None:
    """Ask for a form that is filled in."""
    resident.open(f"/izin/{permit}/ajukan")
    resident.send({"jenis": kind, **HOLDER, **other})


def kept(app: Flask) -> list[dict[str, object]]:
    """The answers of every draft."""
    with app.app_context():
        return [drafts.answers_of(each) for each in db.session.scalars(select(Draft))]


def test_the_holder_finds_the_old_answers_on_every_page(app: Flask, resident: Resident) -> None:
    ask(resident)
    assert resident.path.endswith("/pemohon"), "every page is looked through"
    resident.fill({**WHO})
    assert f'value="{NIK}"' in resident.page.text
    assert 'value="Siti Aminah"' in resident.page.text
    [answers] = kept(app)
    assert answers["nomor_str"] == "STR 12"
    assert answers["nomor_sip_lama"] == NUMBER
    with app.app_context():
        rows = db.session.scalars(
            select(audit.AuditEvent.actor).where(audit.AuditEvent.action == "application.reused")
        ).all()
        assert rows == ["resident"]


def test_who_acts_for_them_is_asked_again(app: Flask, resident: Resident) -> None:
    ask(resident)
    assert "dikuasakan" not in kept(app)[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nomor_lama": "503/018/SIP-BIDAN/2024"},
        {"kontak_lama": "0812-3456-7899"},
        {"nik_lama": "9971014911900002"},
        {"nik_lama": ""},
        {"permit": "sip-perawat"},
    ],
)
def test_it_is_one_answer_whichever_does_not_fit(
    app: Flask, resident: Resident, wrong: dict[str, str]
) -> None:
    ask(resident, **wrong)
    assert "Izin lama itu tidak ditemukan" in resident.page.text
    assert 'value="renewal" checked' in resident.page.text
    assert wrong.get("nomor_lama", HOLDER["nomor_lama"]) in resident.page.text, "what was typed stays"
    assert kept(app) == []


def test_a_new_application_takes_nothing_over(app: Flask, resident: Resident) -> None:
    ask(resident, kind="new")
    assert kept(app) == [{}]


def test_without_a_number_a_renewal_begins_empty(app: Flask, resident: Resident) -> None:
    ask(resident, nomor_lama="", kontak_lama="", nik_lama="")
    resident.fill(WHO)
    assert resident.path.endswith("/identitas")
    assert PERSON["nama_pemohon"] not in resident.page.text


def test_an_answer_to_a_question_that_has_changed_is_left_behind() -> None:
    old = tlkit.reference.load().permits[SIP]
    changed = [replace(each, type="number") if each.id == "nomor_str" else each for each in old.form]
    new = replace(old, form=tuple(changed))
    found = carried(old, new, {"nomor_str": "STR 12", "tempat_lahir": "Contoh", "gone": "x"}, NUMBER)
    assert found == {"tempat_lahir": "Contoh", "nomor_sip_lama": NUMBER}
