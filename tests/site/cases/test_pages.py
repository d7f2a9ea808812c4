"""`/cek-status`: who has receipt and contact sees the case, everybody else gets one and the same answer."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.asked import asked
from tests.site.cases.test_moves import OFFICER, STEPS, new, the
from tlkit.site.shared import audit, cases
from tlkit.site.shared.cases.views import GUESSES, came_from
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.vault import Vault

NOW = datetime(2026, 3, 13, 1, tzinfo=timezone.utc)
PHONE = "0812-3456-7890"


@pytest.fixture
def at_work(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def opened(**given: Any) -> str:
    with writing() as session:
        return cases.open_case(session, new(**given), NOW).receipt


def post(client: FlaskClient, address: str, **fields: str) -> Any:
    """Send a form as a page of the site made it."""
    page = client.get("/cek-status").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    return client.post(address, data={"csrf_token": token[1], **fields})


def enter(client: FlaskClient, receipt: str, contact: str = PHONE) -> Any:
    return post(client, "/cek-status", resi=receipt, kontak=contact)


def words(answer: Any) -> str:
    """What a page says, without what differs by what was typed."""
    return re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))


def told(answer: Any, *typed: str) -> tuple[Any, ...]:
    """All that an answer tells a stranger: status, headers, cookies' names and length, page."""
    text = answer.get_data(as_text=True)
    for word in typed:
        text = text.replace(f'value="{word}"', 'value=""')
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", text)
    headers = sorted((name, value) for name, value in answer.headers if name not in ("Set-Cookie", "Date"))
    cookies = [(kept.partition("=")[0], len(kept)) for kept in answer.headers.getlist("Set-Cookie")]
    return answer.status_code, headers, cookies, text


@contextmanager
def counted() -> Iterator[list[str]]:
    """The work that an answer takes, in order: queries by their words, and hashes."""
    sealed = Vault.index

    def index(vault: Vault, kind: Any, value: str) -> str:
        done.append(f"hash of a {kind}")
        return sealed(vault, kind, value)

    with asked(db.engine) as done, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Vault, "index", index)
        yield done


def test_receipt_and_contact_open_the_case(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened()
    for contact in (PHONE, "+6281234567890", "SITI@contoh.id"):
        answer = enter(client, receipt.lower().replace("-", " "), contact)
        assert (answer.status_code, answer.location) == (303, f"/cek-status/{receipt}")
    page = client.get(f"/cek-status/{receipt}")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Memeriksa kelengkapan" in page.text
    assert receipt in client.get("/cek-status").text
    enter(client, receipt, "081200000000")
    query = select(audit.AuditEvent.actor, audit.AuditEvent.case_id).filter_by(action="case.entered")
    db.session.rollback()
    assert [tuple(row) for row in db.session.execute(query)] == [("resident", 1)] * 3, (
        "each way in is recorded"
    )


@pytest.mark.parametrize("contact", ["081200000000", "lain@contoh.id"])
def test_absent_and_wrong_get_one_answer_after_the_same_work(
    at_work: Flask, client: FlaskClient, contact: str
) -> None:
    taken, erased = opened(), opened()
    with writing() as session:
        case = cases.by_receipt(session, erased)
        assert case is not None
        cases.close(session, case, cases.SYSTEM, None, NOW, "withdrawn")
        cases.erase_person(session, case, NOW)
    absent = next(made for made in iter(cases.new_receipt, "") if made not in (taken, erased))
    enter(client, absent, contact)  # the first answer may make what all later ones find
    answers, work = [], []
    for receipt in (taken, absent, erased):
        with counted() as done:
            answer = enter(client, receipt, contact)
        answers.append(told(answer, receipt, contact))
        work.append(done)
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 422
    assert work[0] == work[1] == work[2]
    assert any("hash" in each for each in work[0])


def test_without_having_opened_it_nobody_sees_or_writes(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened()
    for wanted in (receipt, cases.new_receipt()):
        answer = client.get(f"/cek-status/{wanted}")
        assert (answer.status_code, answer.location) == (302, f"/cek-status?resi={wanted}")
        for name in ("pesan", "kirim-resi"):
            assert post(client, f"/cek-status/{wanted}/{name}", pesan="Halo").status_code == 404


def test_a_cookie_of_ones_own_making_opens_nothing(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened()
    client.set_cookie("tlkit-kota-contoh-berkas", f'["{receipt}"].x.y')
    assert client.get(f"/cek-status/{receipt}").status_code == 302


def test_a_phone_forgets(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened()
    enter(client, receipt)
    assert post(client, f"/cek-status/{receipt}/hapus").status_code == 303
    assert receipt not in client.get("/cek-status").text
    assert client.get(f"/cek-status/{receipt}").status_code == 302


def test_a_slip_of_the_pen_is_said(at_work: Flask, client: FlaskClient) -> None:
    answer = enter(client, "K7MP-3XQ9-A", "halo")
    assert answer.status_code == 422
    assert "Ada huruf atau angka yang salah ketik." in answer.text
    assert "Isi nomor HP atau e-mail" in answer.text


def test_a_form_from_elsewhere_is_refused(at_work: Flask, client: FlaskClient) -> None:
    assert client.post("/cek-status", data={"resi": opened(), "kontak": PHONE}).status_code == 400


def test_guessing_is_slowed(at_work: Flask, client: FlaskClient) -> None:
    codes = [enter(client, cases.new_receipt()).status_code for _ in range(GUESSES + 1)]
    assert codes == [422] * GUESSES + [429]


def test_messages_go_both_ways(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened()
    enter(client, receipt)
    assert post(client, f"/cek-status/{receipt}/pesan", pesan="<b>Kapan</b> selesai?").status_code == 303
    with writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        cases.say_to(session, case, OFFICER, "Besok, Bu.", NOW)
    page = client.get(f"/cek-status/{receipt}").text
    assert "&lt;b&gt;Kapan&lt;/b&gt; selesai?" in page
    assert "Besok, Bu." in page
    with writing() as session:
        assert cases.unread(session, the(session, case.id), cases.RESIDENT) == 0
    assert post(client, f"/cek-status/{receipt}/pesan", pesan=" ").status_code == 422


def test_a_message_whose_button_was_pressed_twice_is_there_once(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened()
    enter(client, receipt)
    page = client.get(f"/cek-status/{receipt}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "pesan": "Kapan selesai?"}
    cookies = [client.get_cookie(name) for name in ("tlkit-kota-contoh", "tlkit-kota-contoh-berkas")]
    start = threading.Barrier(4)

    def press(_: int) -> int:
        tab = at_work.test_client()
        for cookie in cookies:
            assert cookie is not None
            tab.set_cookie(cookie.key, cookie.value)
        start.wait()
        return tab.post(f"/cek-status/{receipt}/pesan", data=form).status_code

    with ThreadPoolExecutor(4) as tabs:
        assert list(tabs.map(press, range(4))) == [303] * 4
    db.session.rollback()  # what this thread has read is older than that
    assert client.get(f"/cek-status/{receipt}").text.count("Kapan selesai?") == 1
    assert post(client, f"/cek-status/{receipt}/pesan", pesan="Kapan selesai, Pak?").status_code == 303
    with writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        for later in (NOW, NOW + timedelta(hours=1)):
            cases.say_to(session, case, OFFICER, "Besok.", later)
        assert [each.text for each in cases.messages_of(session, case)].count("Besok.") == 2


def test_what_is_asked_and_which_days_did_not_count(at_work: Flask, client: FlaskClient) -> None:
    receipt = opened(steps=STEPS[1:])
    with writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        cases.give_back(session, case, OFFICER, None, NOW, ["alamat"], [], "Isi RT dan RW")
    enter(client, receipt)
    page = client.get(f"/cek-status/{receipt}").text
    for said in ("Menunggu perbaikan Anda", "Isi RT dan RW", "10 hari kerja", "Dikembalikan kepada Anda"):
        assert said in page
    english = client.get(f"/en/cek-status/{receipt}").text
    for said in ("Waiting for your correction", "10 working days", "Given back to you"):
        assert said in english
    hours, minutes = re.findall(r"(\d\d)\.(\d\d) WI", page)[0]
    assert f"{hours}:{minutes} WI" in english


@pytest.mark.parametrize(
    ("day", "hour", "said", "english"),
    [
        (6, 5, "<b>1 hari kerja</b> <span>lagi</span>", "<b>1 working day</b> <span>left</span>"),
        (7, 5, "<b>Hari ini</b> <span>hari terakhir</span>", "<b>Today</b> <span>is the last day</span>"),
        (7, 10, "<b>Terlambat</b>", "<b>Late</b>"),
        (8, 5, "<b>1 hari kerja</b> <span>terlambat</span>", "<b>1 working day</b> <span>late</span>"),
    ],
)
def test_how_long_it_still_takes_is_said_as_people_say_it(
    at_work: Flask, client: FlaskClient, day: int, hour: int, said: str, english: str
) -> None:
    """Ten working days after 13 March 2026 end on 7 April there, with the region's own free day."""
    receipt = opened(steps=STEPS[1:])
    enter(client, receipt)
    now = datetime(2026, 4, day, hour, tzinfo=timezone.utc)
    at_work.extensions["tlkit"] = replace(at_work.extensions["tlkit"], clock=lambda: now)
    assert said in client.get(f"/cek-status/{receipt}").text
    assert english in client.get(f"/en/cek-status/{receipt}").text


def test_silence_past_the_promise_is_said_with_its_rule(at_work: Flask, client: FlaskClient) -> None:
    rule, granted = "PP 1/2030, Pasal 5", "Permohonan Anda dianggap dikabulkan."
    late = opened(steps=STEPS[1:], deemed=rule)
    other, unsaid = opened(steps=STEPS[1:], deemed=rule, promise=None), opened(steps=STEPS[1:])
    for receipt in (late, other, unsaid):
        enter(client, receipt)
    page = words(client.get(f"/cek-status/{late}"))
    assert granted in page
    assert rule in page
    assert "kantor wajib menerbitkan suratnya" in page
    for receipt in (other, unsaid):
        assert granted not in words(client.get(f"/cek-status/{receipt}"))
    with writing() as session:
        case = cases.by_receipt(session, late)
        assert case is not None
        assert case.due_at is not None
        due = case.due_at
        assert not cases.granted_by_silence(case, due)
        assert cases.granted_by_silence(case, due + timedelta(seconds=1))
        cases.give_back(session, case, OFFICER, None, due, ["alamat"], [], "Isi RT")
    assert granted not in words(client.get(f"/cek-status/{late}"))


def test_where_people_look_too(at_work: Flask, client: FlaskClient) -> None:
    assert client.get("/lacak").location == "/cek-status"
    assert client.get("/en/lacak").location == "/en/cek-status"
    assert 'href="/cek-status"' in client.get("/").text


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ("https://contoh.example/petugas/x?y", "/petugas/x"),
        ("https://x//elsewhere.example", "/elsewhere.example"),
        ("http://[", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_the_way_back_is_a_page_of_this_site_or_none(app: Flask, sent: str, back: str | None) -> None:
    with app.test_request_context("/", headers={"Referer": sent}):
        assert came_from() == back
