"""Charges at the officers' desks: set, corrected, paid, and what their clock waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.folders import close, make_instance
from tests.site.officers import officer, post
from tests.site.permits.deeds import do, live_site, state
from tests.site.permits.filed import case_of, file
from tlkit.site import create_app
from tlkit.site.permits.fees.models import Assessment, Payment
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.talk import messages_of
from tlkit.site.shared.database import db, writing


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with live_site(tmp_path) as made:
        yield made


def test_a_charge_is_set_and_paid_before_the_case_goes_on(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "assessment", "payment", "handover")
    client = officer(app, "treasurer")
    assert do(client, case_id, "bayar", bukti="A-1", jumlah="1").status_code == 409
    assert do(client, case_id, "tetapkan", jumlah="dua", dasar="Perda").status_code == 422
    assert do(client, case_id, "tetapkan", jumlah="250.000", dasar="Perda 1").status_code == 303
    assert do(client, case_id, "bayar", bukti="TRX-1", jumlah="100.000").status_code == 303
    assert state(app, case_id)[1] == "payment"
    assert do(client, case_id, "bayar", bukti="TRX-1", jumlah="100.000").status_code == 303
    assert state(app, case_id)[1] == "payment"
    assert do(client, case_id, "bayar", bukti="TRX-2", jumlah="150000").status_code == 303
    assert state(app, case_id)[1] == "handover"
    with app.app_context():
        assert sorted(db.session.scalars(select(Payment.amount))) == [100_000, 150_000]


def test_a_charge_that_was_mistyped_is_corrected_and_its_applicant_told(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "assessment", "payment", "handover")
    client = officer(app, "treasurer")
    assert do(client, case_id, "tetapkan", jumlah="2.500.000", dasar="Perda 1").status_code == 303
    assert do(client, case_id, "bayar", bukti="TRX-1", jumlah="250.000").status_code == 303
    assert "Betulkan penetapan" in client.get(f"/petugas/permohonan/{case_id}").text
    assert do(client, case_id, "betulkan", jumlah="300.000", dasar=" ").status_code == 422
    assert do(client, case_id, "betulkan", jumlah="300.000", dasar="Perda 1, salah ketik").status_code == 303
    assert state(app, case_id)[1] == "payment", "50.000 are missing"
    with app.app_context():
        seen = case_of(case_id).revision - 1
        (said,) = messages_of(db.session(), case_of(case_id))
        assert said.text == "Biaya dibetulkan menjadi Rp300.000. Dasarnya: Perda 1, salah ketik"
    late = {"revision": seen, "jumlah": "1", "dasar": "Perda 1"}
    assert post(client, f"/petugas/permohonan/{case_id}/betulkan", late).status_code == 409
    assert do(client, case_id, "betulkan", jumlah="250.000", dasar="Perda 1").status_code == 303
    assert state(app, case_id)[1] == "handover", "what was paid is enough now"
    assert do(client, case_id, "betulkan", jumlah="1", dasar="Perda 1").status_code == 409
    with app.app_context():
        numbers = list(db.session.scalars(select(Assessment.number).where(Assessment.replaced_at.is_(None))))
        assert len(numbers) == 1
        assert numbers[0].startswith("003/")


def test_a_charge_is_corrected_while_the_clock_waits_for_it(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "payment", "handover")
    with app.app_context(), writing() as session:
        session.get_one(Case, case_id).waits = ["payment"]
    client = officer(app, "treasurer")
    assert do(client, case_id, "betulkan", jumlah="1", dasar="Perda 1").status_code == 409
    assert do(client, case_id, "tetapkan", jumlah="250.000", dasar="Perda 1").status_code == 303
    assert state(app, case_id)[:2] == ("paused", "payment")
    assert do(client, case_id, "betulkan", jumlah="200.000", dasar="Perda 1").status_code == 303
    assert state(app, case_id)[:2] == ("paused", "payment")
    assert do(client, case_id, "betulkan", jumlah="0", dasar="Perda 1").status_code == 303
    assert state(app, case_id)[:2] == ("open", "handover")


def test_a_payment_of_a_day_to_come_is_not_taken_as_todays(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "payment", "handover")
    client = officer(app, "treasurer")
    assert do(client, case_id, "tetapkan", jumlah="250.000", dasar="Perda 1").status_code == 303
    today = app.extensions["tlkit"].today()
    paid = {"bukti": "TRX-1", "jumlah": "250.000"}
    answer = do(client, case_id, "bayar", tanggal=(today + timedelta(days=1)).isoformat(), **paid)
    assert answer.status_code == 422
    assert "belum tiba" in answer.text
    assert do(client, case_id, "bayar", tanggal=today.isoformat(), **paid).status_code == 303
    assert state(app, case_id)[1] == "handover"


def test_what_the_catalogue_charges_stands_in_the_field_already(tmp_path: Path) -> None:
    folder = make_instance(tmp_path)
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / "overlay.yaml").write_text(
        "revision: 0\npermits:\n  sip-bidan:\n    fee:\n      value: {kind: retribusi, amount: 150000}\n"
    )
    app = create_app(folder)
    prepare_app(app)
    case_id = file(app, "sip-bidan", "assessment", "payment", "handover")
    shown = officer(app, "treasurer").get(f"/petugas/permohonan/{case_id}").text
    close(app)
    assert 'name="jumlah" type="text" value="Rp150.000"' in shown


def test_a_permit_without_a_step_for_the_charge_has_it_set_before_it_is_paid(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "payment", "handover")
    client = officer(app, "treasurer")
    assert do(client, case_id, "tetapkan", jumlah="250.000", dasar="Perda 1").status_code == 303
    assert state(app, case_id)[1] == "payment"
    assert do(client, case_id, "tetapkan", jumlah="1", dasar="Perda 1").status_code == 409
    assert do(client, case_id, "bayar", bukti="TRX-1", jumlah="250.000").status_code == 303
    assert state(app, case_id)[1] == "handover"


def test_an_officer_takes_a_payment_while_the_clock_waits_for_it(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "payment", "handover")
    with app.app_context(), writing() as session:
        session.get_one(Case, case_id).waits = ["payment"]
    client = officer(app, "treasurer")
    assert do(client, case_id, "tetapkan", jumlah="250.000", dasar="Perda 1").status_code == 303
    assert state(app, case_id)[:2] == ("paused", "payment")
    shown = client.get(f"/petugas/permohonan/{case_id}").text
    assert "Waktu berhenti selama menunggu pembayaran" in shown
    assert "Catat pembayaran" in shown
    assert do(client, case_id, "bayar", bukti="TRX-1", jumlah="100.000").status_code == 303
    assert state(app, case_id)[:2] == ("paused", "payment")
    assert do(client, case_id, "lanjutkan").status_code == 303
    assert state(app, case_id)[:2] == ("open", "payment")
    assert do(client, case_id, "jeda", dasar="payment").status_code == 303
    assert do(client, case_id, "bayar", bukti="TRX-2", jumlah="150.000").status_code == 303
    assert state(app, case_id)[:2] == ("open", "handover")
