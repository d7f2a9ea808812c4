"""Charges and payments: assessed, assessed anew, paid once, told by signed messages; both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta, timezone
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.site.officers import make_officer, officer
from tests.site.permits.filed import case_of, file
from tlkit.site.permits.copying import charges
from tlkit.site.permits.fees import assessing, balance, paying
from tlkit.site.permits.fees.formula import BadFormula
from tlkit.site.permits.fees.models import Assessment, Payment
from tlkit.site.permits.fees.webhook import HEADER, TOLERANCE, signature
from tlkit.site.shared import cases
from tlkit.site.shared.cases import Actor, Case, OutOfOrder
from tlkit.site.shared.cases.telling import lines_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.workdays import Calendar
from tlkit.site.shared.written import day

SECRET = "rahasia-bersama-bank"


@pytest.fixture
def by(app: Flask) -> Actor:
    office = {"name": "Bendahara", "title": "Bendahara Penerimaan", "nip": "197001012000012001"}
    account = make_officer(app, "treasurer", email="bendahara@kantor.example", **office)
    return Actor("officer", account, "Bendahara")


@pytest.fixture
def case_id(app: Flask, by: Actor) -> int:
    app.config["PAYMENT_SECRET"] = SECRET
    app.config["PROPAGATE_EXCEPTIONS"] = False
    made = file(app, "sip-bidan", "payment", "handover")
    assess(app, made, by)
    return made


def assess(app: Flask, case_id: int, by: Actor, **how: Any) -> str:
    """Assess a case; returns the number of the notice."""
    with app.app_context(), writing() as session:
        how = how or {"formula": "luas * 15000", "values": {"luas": 10.0}}
        now = current_instance().clock()
        made = assessing.assess(
            session, case_of(case_id), by, now, kind="retribusi", ground="Perda contoh", **how
        )
        return made.number


def number_of(app: Flask, case_id: int) -> str:
    with app.app_context():
        made = balance.assessment_of(db.session(), case_id)
        assert made is not None
        return made.number


def told(app: Flask, amount: int, reference: str = "BANK-1", **other: Any) -> TestResponse:
    """What comes of a message, signed as the bank would."""
    with app.app_context():
        now = current_instance().clock()
        (number,) = other.pop("numbers", None) or [
            db.session.scalars(select(Assessment.number).order_by(Assessment.id.desc())).first()
        ]
    message = {
        "assessment": number,
        "reference": reference,
        "amount": amount,
        "paid_at": other.pop("paid_at", now - timedelta(minutes=1)).isoformat(),
    }
    body = json.dumps(message).encode()
    seconds = int(now.timestamp()) - other.pop("age", 0)
    header = other.pop("header", None) or signature(other.pop("secret", SECRET), seconds, body)
    return app.test_client().post(
        "/api/v1/webhooks/payments",
        data=other.pop("body", body),
        headers={HEADER: header},
        content_type="application/json",
    )


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Payment)) or 0


def test_a_payment_that_arrives_twice_counts_once(app: Flask, case_id: int) -> None:
    for _ in range(2):
        answer = told(app, 100_000)
        assert answer.status_code == 200, answer.text
        assert answer.json == {"reference": "BANK-1", "due": 150_000, "paid": 100_000, "state": "short"}
    assert rows(app) == 1
    assert told(app, 50_000).status_code == 409
    with app.app_context():
        assert case_of(case_id).role == "payment"
    assert (told(app, 60_000, "BANK-2").json or {})["state"] == "over"
    with app.app_context():
        assert case_of(case_id).role == "handover", "enough has come in: the case goes on"
        stands = balance.balance_of(db.session(), case_id)
        assert stands is not None
        assert (stands.difference, stands.settled) == (10_000, True)


def test_a_copy_names_the_day_of_a_payment_by_the_region_s_clock(app: Flask, case_id: int) -> None:
    today = app.extensions["tlkit"].today()
    midnight = datetime.combine(today, time(), timezone(timedelta(hours=8)))
    assert told(app, 100_000, paid_at=midnight).status_code == 200
    with app.app_context():
        lines = charges(db.session(), case_of(case_id), "id").lines
    assert lines[-1] == (day(today, "id"), "Rp100.000")


def test_many_at_once_count_once(app: Flask, case_id: int) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: told(app, 150_000).status_code, range(6)))
    assert answers == [200] * 6
    assert rows(app) == 1


@pytest.fixture
def waiting(app: Flask, by: Actor) -> int:
    """A case of a permit whose time waits for the payment, assessed and just come to its payment step."""
    app.config["PAYMENT_SECRET"] = SECRET
    made = file(app, "sip-bidan", "assessment", "payment", "handover")
    assess(app, made, by)
    with app.app_context(), writing() as session:
        case = session.get_one(Case, made)
        case.waits = ["payment"]
        cases.finish_step(session, case, by, None, current_instance().clock())
    return made


def how(app: Flask, case_id: int) -> tuple[str, str | None, str | None]:
    """State, open step, and what holds the clock."""
    with app.app_context():
        case = case_of(case_id)
        return case.state, case.role, cases.held_on(db.session(), case)


def said(app: Flask, case_id: int) -> list[str]:
    """The timeline, newest last, in Indonesian."""
    with app.app_context():
        case = case_of(case_id)
        return [line.text.id for line in lines_of(case, cases.events_of(db.session(), case, public=True))]


def test_the_clock_waits_for_the_payment_and_goes_on_with_the_last_of_it(app: Flask, waiting: int) -> None:
    assert how(app, waiting) == ("paused", "payment", "payment")
    assert said(app, waiting)[-1] == "Waktu berhenti: menunggu pembayaran dari Anda"
    assert (told(app, 100_000).json or {})["state"] == "short"
    assert how(app, waiting) == ("paused", "payment", "payment")
    assert (told(app, 60_000, "BANK-2").json or {})["state"] == "over"
    assert how(app, waiting) == ("open", "handover", None)
    came = "Pembayaran Anda kami terima: waktu berjalan lagi"
    assert said(app, waiting)[-2:] == [came, "Langkah selesai"]


def test_two_halves_at_once_are_a_whole(app: Flask, waiting: int) -> None:
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda name: told(app, 75_000, name).status_code, ("BANK-1", "BANK-2"))
    assert list(answers) == [200, 200]
    assert how(app, waiting) == ("open", "handover", None)


def test_the_days_of_waiting_do_not_count(app: Flask, waiting: int) -> None:
    with app.app_context(), writing() as session:
        case, now = session.get_one(Case, waiting), current_instance().clock()
        calendar, later = Calendar.of(current_instance().region), now + timedelta(days=14)
        left, due = cases.standing(case, calendar, now, session).days_left, case.due_at
        assert cases.standing(case, calendar, later, session).days_left == left
        assessment = balance.assessment_of(session, waiting)
        assert assessment is not None
        paying.paid_by_message(session, assessment, "BANK-1", 150_000, now, later)
        assert cases.standing(case, calendar, later, session).days_left == left
        assert case.due_at is not None
        assert due is not None
        assert case.due_at >= due + timedelta(days=10)


def test_a_payment_ends_a_pause_that_an_officer_made_for_it_at_any_step(app: Flask, by: Actor) -> None:
    app.config["PAYMENT_SECRET"] = SECRET
    made = file(app, "sip-bidan", "verifier", "payment", "handover")
    assess(app, made, by)
    with app.app_context(), writing() as session:
        case = session.get_one(Case, made)
        case.waits = ["payment"]
        cases.pause(session, case, by, None, current_instance().clock(), "payment")
    told(app, 149_999)
    assert how(app, made) == ("paused", "verifier", "payment")
    told(app, 1, "BANK-2x")
    assert how(app, made) == ("open", "verifier", None)
    with app.app_context(), writing() as session:
        cases.finish_step(session, session.get_one(Case, made), by, None, current_instance().clock())
    assert how(app, made) == ("open", "payment", None), "what is paid already is waited for no more"


def test_only_signed_and_fresh_messages_are_read(app: Flask, case_id: int) -> None:
    assert told(app, 1, secret="rahasia-orang-lain").status_code == 401
    assert told(app, 1, body=b"{}").status_code == 401
    assert told(app, 1, age=TOLERANCE + 5).status_code == 401
    assert told(app, 1, age=-TOLERANCE - 5).status_code == 401
    for header in ("v1=00", "t=99999999999999,v1=0", "t=1", "t=²,v1=é"):
        assert told(app, 1, header=header.encode().decode("latin-1")).status_code == 401
    app.config["PAYMENT_SECRET"] = None
    assert told(app, 1, secret="x").status_code == 404
    assert rows(app) == 0


def test_what_is_no_payment_is_refused(app: Flask, case_id: int) -> None:
    with app.app_context():
        later = current_instance().clock() + timedelta(days=1)
        soon = current_instance().clock() + timedelta(minutes=2)
    assert told(app, 0).status_code == 422
    assert told(app, -5).status_code == 422
    assert told(app, 10**17).status_code == 422
    assert told(app, 5, "a b").status_code == 422
    assert told(app, 5, paid_at=later).status_code == 422
    assert told(app, 5, numbers=["tidak ada"]).status_code == 404
    assert rows(app) == 0
    assert told(app, 5, paid_at=soon).status_code == 200, "their clock may be a little ahead"


def test_another_assessment_replaces_the_first_and_keeps_what_was_paid(
    app: Flask, case_id: int, by: Actor
) -> None:
    first = number_of(app, case_id)
    told(app, 100_000)
    second = assess(app, case_id, by, amount=90_000)
    assert first != second
    assert (told(app, 100_000, numbers=[first]).json or {})["state"] == "over"
    assert rows(app) == 1
    assert "/SKRD/" in second


def test_money_that_comes_after_the_case_was_closed_is_recorded_and_opens_nothing(
    app: Flask, case_id: int, by: Actor
) -> None:
    with app.app_context(), writing() as session:
        case = case_of(case_id)
        cases.close(session, case, by, case.revision, current_instance().clock(), "withdrawn", "Batal.")
    for _ in range(2):
        assert (told(app, 150_000).json or {})["state"] == "paid"
    assert rows(app) == 1
    with app.app_context():
        assert (case_of(case_id).state, case_of(case_id).outcome) == ("closed", "withdrawn")


def test_an_assessment_needs_a_ground_and_an_amount(app: Flask, case_id: int, by: Actor) -> None:
    with pytest.raises(BadFormula):
        assess(app, case_id, by, formula="luas * tarif", values={"luas": 1.0})
    with pytest.raises(OutOfOrder):
        assess(app, case_id, by, amount=None)
    with pytest.raises(OutOfOrder):
        assess(app, case_id, by, amount=-1)


def test_the_notice_says_how_it_was_worked_out_and_what_was_paid(app: Flask, case_id: int) -> None:
    told(app, 100_000)
    pdf = officer(app, "treasurer").get(f"/petugas/permohonan/{case_id}/ketetapan").data
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    for part in (
        "SURAT KETETAPAN RETRIBUSI DAERAH",
        "luas × 15.000",
        "Rp150.000",
        "BANK-1",
        "Rp100.000",
        "Rp50.000",
        "Terbilang: seratus lima puluh ribu rupiah",
        "Bendahara Penerimaan, Bendahara NIP 197001012000012001",
    ):
        assert part in said
