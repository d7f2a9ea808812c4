"""The counter: a walk-in filed on one screen, a lost receipt, the result of a national system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer, officer, post
from tests.site.permits.filed import NIK, case_of, file, picture
from tlkit.site import create_app
from tlkit.site.permits.applying.fields import Question
from tlkit.site.permits.applying.flow import Form
from tlkit.site.permits.applying.models import Application, Draft
from tlkit.site.permits.casework import counter
from tlkit.site.permits.casework.models import Work
from tlkit.site.prepare import prepare_app
from tlkit.site.releases import live
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db
from tlkit.site.shared.notices.models import Outgoing
from tlkit.site.shared.uploads import Upload


@pytest.fixture
def lone(tmp_path: Path) -> Iterator[Flask]:
    """The site on SQLite, for what no database makes different."""
    made = create_app(make_instance(tmp_path))
    prepare_app(made)
    yield made
    close(made)


def begun(client: FlaskClient, permit: str = "sip-bidan") -> str:
    answer = post(client, "/petugas/loket", {"izin": permit})
    assert answer.status_code == 303, answer.status
    return answer.location


def form_of(app: Flask) -> Form:
    draft = db.session.scalars(select(Draft).order_by(Draft.id.desc())).first()
    assert draft is not None
    return counter.form_of(db.session(), draft, live().documents)


TYPED = {
    "text": "Contoh", "long-text": "Contoh isian", "number": "3", "money": "1000000", "date": "2030-01-05",
    "yes-no": "no", "nik": NIK, "phone": "081234567890", "email": "siti@contoh.example",
    "declaration": "yes", "nib": "1234567890123", "npwp": "1234567890123456", "point": "-6.17, 106.63",
}  # fmt: skip


def answers(app: Flask, **other: str) -> dict[str, Any]:
    """What a clerk would type into every question of the newest form."""
    typed: dict[str, Any] = {"aksi": "kirim"}
    with app.app_context():
        village = app.extensions["tlkit"].region.districts[0].villages[0].code
        for question in every(counter.questions_of(form_of(app))):
            if question.type == "address":
                typed |= {f"{question.id}.desa": village, f"{question.id}.jalan": "Jalan Contoh 1"}
            elif question.options:
                typed[question.id] = question.options[0].value
            elif question.type in TYPED:
                typed[question.id] = TYPED[question.type]
    return typed | {"nama_pemohon": "Siti Aminah", "tanggal_lahir": "9/11/1990"} | other


def every(questions: Iterable[Question]) -> Iterator[Question]:
    """Questions, with those of a table's first row."""
    for question in questions:
        yield question
        yield from (replace(each, id=f"{question.id}.0.{each.id}") for each in question.fields)


def wanted(app: Flask) -> list[str]:
    with app.app_context():
        return [slot.id for slot in form_of(app).slots if slot.required]


def only_case(app: Flask) -> Case:
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 1
        return db.session.scalars(select(Case)).one()


def test_a_walk_in_is_filed_once_with_checklist_promise_and_receipt(app: Flask) -> None:
    client = officer(app, "front-desk", name="Ratna")
    address = begun(client)
    typed, papers = answers(app), wanted(app)
    scan = {f"berkas:{papers[0]}": (picture(), "ktp.jpg")}
    sent = typed | {"dibawa": papers[1:], "asli": papers[1:2]}
    first = post(client, address, sent | scan)
    assert first.status_code == 303, re.findall(r'class="summary".*?</ul>', first.text, re.S)
    again = post(client, address, sent)
    assert again.location == first.location == f"{address}/selesai"
    case = only_case(app)
    assert case.complete_at is not None
    assert case.role != "counter"
    page = client.get(first.location).get_data(as_text=True)
    assert case.receipt in page
    assert f"/petugas/permohonan/{case.id}/tanda-terima?kertas=80mm" in page
    for size in ("", "?kertas=80mm"):
        slip = client.get(f"/petugas/permohonan/{case.id}/tanda-terima{size}")
        assert slip.mimetype == "application/pdf"
    with app.app_context():
        application = db.session.scalars(select(Application)).one()
        assert {key: len(ids) for key, ids in application.documents.items()} == {
            paper: int(paper == papers[0]) for paper in papers
        }
        assert db.session.scalars(select(Upload.owner)).one() == f"case:{case.id}"
        work = db.session.scalars(select(Work).where(Work.kind == "counter")).one()
        assert work.content["seen"] == papers[1:2]
        rows = db.session.execute(select(AuditEvent.action, AuditEvent.actor)).all()
        assert {actor for action, actor in rows if action == "case.opened"} == {f"officer:{work.account_id}"}
        assert db.session.scalars(select(Draft)).one().content == {}


def test_a_form_that_comes_back_was_seen(app: Flask) -> None:
    client = officer(app, "front-desk")
    answer = post(client, begun(client), {"aksi": "simpan", "nama_pemohon": "Siti Aminah"})
    assert "Siti Aminah" in answer.text
    with app.app_context():
        actions = list(db.session.scalars(select(AuditEvent.action)))
    assert actions.count("draft.seen") == 1


def test_pressed_twice_at_once_it_is_one_case(app: Flask) -> None:
    account = make_officer(app, "front-desk")
    clients = [browser(app, account) for _ in range(2)]
    address = begun(clients[0])
    sent = answers(app) | {"dibawa": wanted(app)}
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda client: post(client, address, sent).location, clients))
    assert done == [f"{address}/selesai"] * 2
    only_case(app)


def test_what_was_typed_and_scanned_stays_when_something_is_wrong(app: Flask) -> None:
    client = officer(app, "front-desk")
    address = begun(client)
    typed, papers = answers(app, nik="123"), wanted(app)
    answer = post(client, address, typed | {f"berkas:{papers[0]}": (picture(), "ktp.jpg")})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="123"' in text
    assert "Siti Aminah" in text
    assert "ktp.jpg" in text
    assert f'href="#f-berkas:{papers[1]}"' in text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 0
    text = client.get(address).get_data(as_text=True)
    assert "Siti Aminah" in text
    assert "ktp.jpg" in text


def test_papers_that_follow_leave_the_clock_standing(lone: Flask) -> None:
    client = officer(lone, "front-desk")
    address = begun(client)
    typed = answers(lone) | {"menyusul": "ya"}
    assert post(client, address, typed).status_code == 422
    assert post(client, address, typed | {"catatan": "STR menyusul Senin."}).status_code == 303
    case = only_case(lone)
    assert (case.role, case.complete_at) == ("counter", None)


def test_without_a_phone_one_may_still_apply(lone: Flask) -> None:
    client = officer(lone, "front-desk")
    address = begun(client)
    typed = answers(lone, telepon="", email="") | {"dibawa": wanted(lone)}
    assert post(client, address, typed).status_code == 303
    assert only_case(lone).contact == {}


def test_a_company_and_a_proxy_are_asked_on_the_same_screen(lone: Flask) -> None:
    client = officer(lone, "front-desk")
    address = begun(client)
    sent = {"aksi": "ubah", "jenis_pemohon": "company", "dikuasakan": "yes", "nama_pemohon": "Siti"}
    text = post(client, address, sent).get_data(as_text=True)
    for name in ("badan_nama", "badan_akta", "kuasa_nik", "berkas:surat-kuasa", "berkas:akta"):
        assert f'name="{name}"' in text, name
    assert 'value="Siti"' in text


def test_only_the_counter_files_and_not_what_a_national_system_takes(lone: Flask) -> None:
    assert post(officer(lone, "verifier"), "/petugas/loket", {"izin": "sip-bidan"}).status_code == 403
    client = officer(lone, "front-desk")
    assert post(client, "/petugas/loket", {"izin": national(lone)}).status_code == 404
    assert client.get("/petugas/loket/tidak-ada").status_code == 410


def test_an_agency_s_counter_takes_its_own_permits_only(lone: Flask) -> None:
    stranger = officer(lone, "front-desk", agency="sosial")
    assert post(stranger, "/petugas/loket", {"izin": "sip-bidan"}).status_code == 404
    assert 'value="sip-bidan"' not in stranger.get("/petugas/loket?q=bidan").get_data(as_text=True)
    case_id = file(lone)
    assert post(stranger, "/petugas/loket/resi", {"nik": NIK, "bukti": "ktp"}).status_code == 422
    assert post(stranger, f"/petugas/loket/resi/{case_id}/kirim").status_code == 404


def test_the_search_finds_a_permit_by_another_name(lone: Flask) -> None:
    client = officer(lone, "front-desk")
    assert f"/loket/nasional/{national(lone)}" in client.get("/petugas/loket").get_data(as_text=True)
    text = client.get("/petugas/loket?q=bidan").get_data(as_text=True)
    assert 'value="sip-bidan"' in text
    assert 'value="izin-reklame"' not in text


def national(app: Flask) -> str:
    with app.app_context():
        found = [key for key, each in live().permits.items() if each.permit.channel == "national"]
        return sorted(found)[0]


def test_a_lost_receipt_is_found_by_nik_after_a_check_that_is_recorded(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk")
    assert post(client, f"/petugas/loket/resi/{case_id}/kirim").status_code == 404
    assert post(client, "/petugas/loket/resi", {"nik": NIK}).status_code == 422
    assert post(client, "/petugas/loket/resi", {"nik": NIK, "bukti": "ktp"}).status_code == 303
    with app.app_context():
        receipt = case_of(case_id).receipt
        row = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "receipt.recovered")).one()
        assert row.detail == {"proof": "ktp", "found": 1}
    text = client.get("/petugas/loket/resi").get_data(as_text=True)
    assert receipt in text
    assert "81234567890" not in text
    assert post(client, f"/petugas/loket/resi/{case_id}/kirim").status_code == 303
    other = file(app, nama_pemohon="Budi", nik="9971010101900002")
    assert post(client, f"/petugas/loket/resi/{other}/kirim").status_code == 404
    assert post(client, "/petugas/loket/resi/selesai").status_code == 303
    assert receipt not in client.get("/petugas/loket/resi").get_data(as_text=True)


def returned(app: Flask, client: FlaskClient, case_id: int) -> str:
    """Give a name back for correction; returns the address where it is corrected."""
    with app.app_context():
        case = case_of(case_id)
        path = f"/cek-status/{case.receipt}/perbaiki"
        form = {"revision": case.revision, "alasan": "Sesuai KTP.", "isian": "nama_pemohon"}
    assert post(client, f"/petugas/permohonan/{case_id}/kembalikan", form).status_code == 303
    return path


def test_who_has_no_phone_corrects_at_the_counter_after_a_check_that_is_recorded(app: Flask) -> None:
    case_id = file(app, "sip-bidan", telepon="", email="")
    client, stranger = officer(app, "front-desk", name="Ratna"), officer(app, "verifier")
    path, here = returned(app, client, case_id), f"/petugas/loket/perbaiki/{case_id}"
    assert client.get(path).status_code == 303
    assert post(stranger, here, {"bukti": "ktp"}).status_code == 403
    assert "Perbaiki di loket" not in stranger.get(f"/petugas/permohonan/{case_id}").text
    assert post(client, here).headers["Location"].endswith(f"/permohonan/{case_id}")
    assert client.get(path).status_code == 303, "nobody was identified"
    assert post(client, here, {"bukti": "ktp"}).headers["Location"] == path
    assert "Sesuai KTP." in client.get(path).text
    assert app.test_client().get(path).status_code == 303
    done = post(client, path, {"aksi": "kirim", "nama_pemohon": "Siti Aminah Jaya"})
    assert done.status_code == 303, done.text
    with app.app_context():
        case = case_of(case_id)
        assert (case.state, case.applicant_name, case.changed_by) == ("open", "Siti Aminah Jaya", "Ratna")
        actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.case_id == case_id)).all()
        assert "receipt.recovered" in actions
    assert post(client, "/petugas/loket/resi/selesai").status_code == 303
    assert client.get(path.removesuffix("/perbaiki")).status_code == 302, "closed to the clerk again"


def test_what_was_opened_at_the_counter_closes_by_itself_and_with_the_clerk(lone: Flask) -> None:
    case_id = file(lone, "sip-bidan", telepon="", email="")
    client = officer(lone, "front-desk")
    path = returned(lone, client, case_id)
    post(client, f"/petugas/loket/perbaiki/{case_id}", {"bukti": "ktp"})
    with client.session_transaction() as cookie:
        held = cookie["loket"]
        cookie["loket"] = {**held, "until": "2020-01-01T00:00:00+00:00"}
    assert client.get(path).status_code == 303
    with client.session_transaction() as cookie:
        cookie["loket"] = held
    assert client.get(path).status_code == 200
    assert post(client, "/petugas/keluar").status_code == 303
    assert client.get(path).status_code == 303


def test_a_changed_contact_opens_the_case_and_the_former_one_is_told(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk")
    post(client, "/petugas/loket/resi", {"nik": NIK, "bukti": "ktp"})
    with app.app_context():
        seen, receipt = case_of(case_id).revision, case_of(case_id).receipt
    where = f"/petugas/loket/resi/{case_id}/kontak"
    assert post(client, where, {"revision": seen}).status_code == 422
    assert post(client, where, {"revision": seen, "telepon": "0857 1111 2222"}).status_code == 303
    assert post(client, where, {"revision": seen, "telepon": "0857 1111 3333"}).status_code == 409
    with app.app_context():
        assert case_of(case_id).contact == {"phone": "+6285711112222"}
        told = db.session.execute(select(Outgoing.template, Outgoing.recipient)).all()
        assert ("contact", "+6281234567890") in {tuple(row) for row in told}
        actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.case_id == case_id)).all()
        assert "contact.changed" in actions
    phone = app.test_client()
    assert post(phone, "/cek-status", {"resi": receipt, "kontak": "081234567890"}).status_code == 422
    assert post(phone, "/cek-status", {"resi": receipt, "kontak": "085711112222"}).status_code == 303


def test_the_result_of_a_national_system_is_followed_like_any_case(app: Flask) -> None:
    client, permit = officer(app, "front-desk"), national(app)
    where = f"/petugas/loket/nasional/{permit}"
    sheet = client.get(where).get_data(as_text=True).split('name="lembar" value="')[1].split('"')[0]
    typed = {
        "lembar": sheet, "nama_pemohon": "Siti Aminah", "nik": NIK, "telepon": "081234567890",
        "nomor_nasional": "R-2026-11", "hasil": "waiting", "tanggal": "2026-01-02",
    }  # fmt: skip
    assert post(client, where, typed | {"tanggal": "2999-01-02"}).status_code == 422
    first, again = post(client, where, typed), post(client, where, typed)
    assert first.status_code == 303
    assert again.location == first.location
    case = only_case(app)
    assert (case.state, case.role, case.due_at) == ("open", "handover", None)
    address = f"/petugas/permohonan/{case.id}"
    assert "R-2026-11" in client.get(address).get_data(as_text=True)
    queue = client.get("/petugas/permohonan").text
    assert "Tanpa batas" in queue
    assert "Menunggu diambil" not in queue
    done = {"revision": case.revision, "penerima": "Siti"}
    assert post(client, f"{address}/serah", done).status_code == 409
    result = {
        "revision": case.revision,
        "hasil": "granted",
        "tanggal": "2026-01-05",
        "catatan": "Sudah terbit.",
    }
    assert post(client, f"{address}/hasil", result).status_code == 303
    assert only_case(app).outcome == "granted"
    phone = app.test_client()
    post(phone, "/cek-status", {"resi": case.receipt, "kontak": "081234567890"})
    text = phone.get(f"/cek-status/{case.receipt}").get_data(as_text=True)
    assert "R-2026-11" in text
    assert "Sudah terbit." in text
