"""What an officer gave back: that opens again, and nothing else, for nobody else."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.site.permits.applying.resident import Resident, apply, photo
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


def test_a_correction_opened_and_sent_from_several_tabs_at_once_counts_once(
    app: Flask, resident: Resident
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    receipt = apply(resident)
    with app.app_context(), writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        cases.give_back(
            session, case, cases.SYSTEM, None, current_instance().clock(), ["alasan"], ["ktp"], "KTP buram."
        )
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


def test_a_stranger_cannot_correct_anothers_case(app: Flask, resident: Resident) -> None:
    receipt = apply(resident)
    other = Resident(app.test_client())
    other.open(f"/cek-status/{receipt}/perbaiki")
    assert other.path == "/cek-status"
