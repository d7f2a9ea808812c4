"""What an officer gave back: that opens again, and nothing else, for nobody else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.permits.applying.resident import Resident, apply, photo
from tlkit.site.permits.applying.services import application_of
from tlkit.site.shared import cases
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.uploads import Upload


@pytest.fixture
def resident(app: Flask) -> Resident:
    return Resident(app.test_client())


def test_only_what_was_given_back_opens_again(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    with app.app_context(), writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        before = dict(application_of(session, case).answers)
        officer = cases.SYSTEM
        cases.give_back(
            session, case, officer, None, current_instance().clock(), ["alasan"], ["ktp"], "KTP buram."
        )
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


def test_a_stranger_cannot_correct_anothers_case(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    other = Resident(app.test_client())
    other.open(f"/cek-status/{receipt}/perbaiki")
    assert other.path == "/cek-status"
