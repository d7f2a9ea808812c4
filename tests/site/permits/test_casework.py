"""The officers' pages of an application: seen, worked on in its order, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer, officer, post
from tests.site.permits.deeds import do
from tests.site.permits.filed import NIK, case_of, file, picture
from tlkit.catalogue.model import Citation, Processing
from tlkit.site import create_app
from tlkit.site.permits.applying.applicant import applicant_of
from tlkit.site.permits.applying.services import NewApplication, application_of, case_for, permit_of
from tlkit.site.permits.casework import words
from tlkit.site.permits.casework.actions import ACTIONS
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.casework.turns import DOES
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.accounts.officer import ROLES as ACCOUNT_ROLES
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import RESIDENT, Case, CaseMessage, open_return, say_to
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.notices.delivery import deliver
from tlkit.site.shared.notices.texts import PACKAGED


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(make_instance(tmp_path))
    prepare_app(made)
    yield made
    close(made)


def page(client: FlaskClient, case_id: int) -> str:
    answer = client.get(f"/petugas/permohonan/{case_id}")
    assert answer.status_code == 200, answer.status
    return answer.get_data(as_text=True)


def papers(app: Flask, case_id: int) -> list[str]:
    from tlkit.site.permits.applying.models import Application

    with app.app_context():
        query = select(Application.documents).where(Application.case_id == case_id)
        return list(db.session.scalars(query).one())


def role(app: Flask, case_id: int) -> str | None:
    with app.app_context():
        return case_of(case_id).role


def test_the_queue_leads_to_the_case_and_shows_no_number(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk", "verifier")
    text = client.get("/petugas/permohonan").get_data(as_text=True)
    assert f"/petugas/permohonan/{case_id}" in text
    assert "Siti Aminah" in text
    assert NIK not in text
    assert "81234567890" not in text


def test_the_queue_names_the_day_of_the_region_s_clock(app: Flask) -> None:
    case_id, client = file(app), officer(app, "front-desk")
    with app.app_context(), writing() as session:
        session.get_one(Case, case_id).next_at = datetime(2099, 1, 1, 23, 45, tzinfo=timezone.utc)
    assert "2 Januari 2099" in client.get("/petugas/permohonan").text


def test_found_by_nik_without_an_address_that_holds_it(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "verifier")
    answer = post(client, "/petugas/permohonan/cari", {"cari": NIK})
    assert "Siti Aminah" in answer.get_data(as_text=True)
    assert post(client, "/petugas/permohonan/cari", {"cari": "ab"}).status_code == 422
    with app.app_context():
        rows = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "case.searched")).all()
        assert [row.detail for row in rows] == [{"by": "nik", "cases": str(case_id)}]


def test_every_sight_of_a_case_and_of_a_document_is_in_the_audit(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "verifier")
    text = page(client, case_id)
    assert NIK in text.replace(" ", "")
    address = text.split('<iframe name="berkas"')[1].split('src="')[1].split('"')[0]
    frame = client.get(address)
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    address = address.replace("/lihat/", "/berkas/")
    assert f'src="{address}"' in frame.text
    shown = client.get(address)
    assert shown.status_code == 200
    assert shown.mimetype == "image/jpeg"
    with app.app_context():
        seen = db.session.scalars(select(AuditEvent.action).where(AuditEvent.case_id == case_id)).all()
    assert seen.count("case.seen") == 1
    assert seen.count("document.seen") == 1


def sights(app: Flask, action: str) -> list[AuditEvent]:
    with app.app_context():
        query = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id)
        return list(db.session.scalars(query))


def test_a_list_with_names_says_in_the_audit_whose(app: Flask) -> None:
    client = officer(app, "verifier")
    assert client.get("/petugas/permohonan").status_code == 200
    assert sights(app, "case.listed") == []
    numbers = {file(app), file(app)}
    client.get("/petugas/permohonan?lihat=all")
    (row,) = sights(app, "case.listed")
    assert {int(number) for number in str(row.detail["cases"]).split()} == numbers


def test_what_an_action_that_fails_shows_is_a_sight_too(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "verifier", "signer")
    for revision, action, form in ((None, "kembalikan", {}), (-1, "ambil", {}), (None, "paraf", {})):
        answer = do(client, case_id, action, revision, **form)
        assert answer.status_code in (409, 422), action
        assert NIK in answer.text.replace(" ", ""), action
    assert [row.case_id for row in sights(app, "case.seen")] == [case_id] * 3
    assert post(client, "/petugas/tanda-tangan", {}).status_code == 422
    assert len(sights(app, "case.listed-for-signing")) == 1


def test_a_document_of_another_case_is_not_shown_under_this_one(app: Flask) -> None:
    mine, other = file(app), file(app)
    client = officer(app, "verifier")
    address = page(client, other).split('<iframe name="berkas"')[1].split('src="')[1].split('"')[0]
    assert client.get(address.replace(f"/{other}/", f"/{mine}/")).status_code == 404


def test_an_agency_s_officer_sees_no_other_agency_s_case(app: Flask) -> None:
    case_id = file(app)
    stranger = officer(app, "technical", agency="sosial")
    assert stranger.get(f"/petugas/permohonan/{case_id}").status_code == 404
    assert do(stranger, case_id, "pesan", pesan="halo").status_code == 404


def test_an_auditor_looks_and_does_nothing(app: Flask) -> None:
    case_id = file(app)
    auditor = officer(app, "auditor")
    assert "<button" not in page(auditor, case_id).split("<main")[1]
    assert do(auditor, case_id, "pesan", pesan="halo").status_code == 403


def test_step_by_step_from_counter_to_handover(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "counter", "verifier", "field-visit", "technical", "review", "handover")
    client = officer(app, "front-desk", "verifier", "technical", "reviewer", name="Ratna")
    ticks = papers(app, case_id)
    assert ticks
    assert do(client, case_id, "lengkap", lolos=ticks).status_code == 303
    assert do(client, case_id, "periksa", lolos=ticks).status_code == 303
    assert do(client, case_id, "kunjungan", laporan="ada").status_code == 409
    assert do(client, case_id, "jadwal", tanggal="2099-01-05", jam="10:00").status_code == 303
    photo = (picture(), "depan.jpg")
    assert do(client, case_id, "kunjungan", laporan="Tempat ada.", foto=photo).status_code == 303
    assert do(client, case_id, "rekomendasi", rekomendasi="no").status_code == 422
    assert do(client, case_id, "rekomendasi", rekomendasi="yes").status_code == 303
    assert do(client, case_id, "paraf").status_code == 303
    assert do(client, case_id, "serah", penerima="Siti Aminah").status_code == 303
    with app.app_context():
        assert case_of(case_id).outcome == "granted"
        kinds = list(db.session.scalars(select(Work.kind).order_by(Work.id)))
        assert kinds == ["check", "check", "visit-date", "visit", "advice", "paraf", "handover"]
        assert len(db.session.scalars(select(Work.uploads).where(Work.kind == "visit")).one()) == 1
    text = page(client, case_id)
    assert "Tempat ada." in text
    assert "Diterbitkan" in text


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("periksa", {}),
        ("paraf", {}),
        ("rekomendasi", {"rekomendasi": "yes"}),
        ("kunjungan", {"laporan": "x"}),
        ("jadwal", {"tanggal": "2099-01-05"}),
        ("serah", {"penerima": "x"}),
        ("lanjutkan", {}),
    ],
)
def test_nothing_out_of_order(app: Flask, action: str, form: dict[str, str]) -> None:
    case_id = file(app, "sip-bidan", "counter", "verifier", "technical", "review", "handover")
    client = officer(app, "front-desk", "verifier", "technical", "reviewer")
    assert do(client, case_id, action, **form).status_code == 409
    assert role(app, case_id) == "counter"


OWN = {
    "lengkap": "counter", "periksa": "verifier", "jadwal": "field-visit", "kunjungan": "field-visit",
    "rekomendasi": "technical", "tetapkan": "assessment payment", "bayar": "payment", "paraf": "review",
    "konsep": "review signer", "cetak": "signer", "pindaian": "signer", "serah": "handover",
    "betulkan": "payment",
}  # fmt: skip
"""The steps at which an action may do something; those that are missing fit every step."""
ANYWHERE = {"kembalikan", "jeda", "ambil", "lepas", "oper", "pesan", "tarik", "tolak"}
NOWHERE = {"lanjutkan", "hasil", "cabut", "batal-tolak"}
"""What fits no open case of this site's own before it is signed."""
FILLED = {
    "catatan": "x", "tanggal": "2099-01-05", "jam": "10:00", "laporan": "x", "rekomendasi": "yes",
    "dasar": "Perda", "jumlah": "1", "bukti": "TRX-1", "penerima": "x", "hasil": "granted", "alasan": "x",
}  # fmt: skip


def test_every_action_has_its_steps() -> None:
    assert set(ACTIONS) == {*OWN, *ANYWHERE, *NOWHERE}


@pytest.mark.parametrize("step", DOES)
def test_no_action_does_anything_at_another_s_step(app: Flask, step: str) -> None:
    case_id = file(app, "sip-bidan", step, "counter")
    client = officer(app, *(role for role in ACCOUNT_ROLES if role != "auditor"))
    with app.app_context():
        before = case_of(case_id).revision
    for action in sorted(NOWHERE | {each for each, steps in OWN.items() if step not in steps.split()}):
        answer = do(client, case_id, action, **FILLED)
        assert answer.status_code in (409, 422), action
        with app.app_context():
            case = case_of(case_id)
            assert (case.role, case.state, case.revision) == (step, "open", before), action
            assert db.session.scalars(select(Work)).all() == [], action


def test_one_who_does_not_hold_the_step_changes_nothing(app: Flask) -> None:
    case_id = file(app)
    other = officer(app, "reviewer")
    for action in ("lengkap", "kembalikan", "ambil", "tarik", "jeda"):
        assert do(other, case_id, action, alasan="x").status_code in (409, 422), action
    assert role(app, case_id) == "counter"


def test_a_paper_left_unticked_needs_a_word(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk")
    answer = do(client, case_id, "lengkap")
    assert answer.status_code == 422
    assert "belum dicentang" in answer.get_data(as_text=True)
    assert do(client, case_id, "lengkap", catatan="Menyusul.").status_code == 303


def test_two_officers_never_overwrite_each_other_and_nothing_typed_is_lost(app: Flask) -> None:
    case_id = file(app)
    first = officer(app, "front-desk", name="Ratna", email="a@kantor.example")
    second = officer(app, "front-desk", name="Budi", email="b@kantor.example")
    with app.app_context():
        seen = case_of(case_id).revision
    assert do(first, case_id, "ambil", seen).status_code == 303
    answer = do(second, case_id, "tarik", seen, alasan="Datang sendiri ke loket.")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "diubah oleh Ratna" in text
    assert "Datang sendiri ke loket." in text
    with app.app_context():
        assert case_of(case_id).state == "open"


def test_who_has_the_case_works_on_it_until_it_is_taken_over(app: Flask) -> None:
    case_id = file(app)
    ticks = papers(app, case_id)
    mine = make_officer(app, "front-desk", email="a@kantor.example")
    first, second = browser(app, mine), officer(app, "front-desk", email="b@kantor.example")
    assert do(first, case_id, "ambil").status_code == 303
    assert do(second, case_id, "lengkap", lolos=ticks).status_code == 409
    assert do(second, case_id, "ambil").status_code == 303
    assert do(second, case_id, "oper", petugas=str(mine)).status_code == 303
    assert do(first, case_id, "lengkap", lolos=ticks).status_code == 303
    with app.app_context():
        assert case_of(case_id).assignee_id is None


def test_a_case_is_given_only_to_somebody_whose_step_it_is_and_who_sees_it(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer")
    client = officer(app, "verifier", email="a@kantor.example")
    fitting = make_officer(app, "verifier", email="b@kantor.example", name="Budi")
    others = [
        make_officer(app, "treasurer", email="c@kantor.example"),
        make_officer(app, "verifier", email="d@kantor.example", agency="sosial"),
        make_officer(app, "verifier", email="e@kantor.example", active=False),
    ]
    for chosen in (*map(str, others), "", "0", "9" * 30, "9" * 5000):
        assert do(client, case_id, "oper", petugas=chosen).status_code == 422, chosen[:40]
    assert do(client, case_id, "oper", petugas=str(fitting)).status_code == 303
    assert do(client, case_id, "oper", petugas=str(fitting), revision="9" * 5000).status_code == 409


def test_an_administrator_gives_a_case_to_somebody_who_is_there(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer")
    ill = make_officer(app, "verifier", email="a@kantor.example", name="Ratna")
    there = make_officer(app, "verifier", email="b@kantor.example", name="Budi")
    boss = officer(app, "administrator")
    assert do(browser(app, ill), case_id, "ambil").status_code == 303
    today = app.extensions["tlkit"].today()
    post(boss, f"/petugas/orang/{ill}/cuti", {"since": today, "until": today})
    shown = page(boss, case_id)
    assert "Dikerjakan Ratna (cuti)" in shown
    assert f'<option value="{ill}">Ratna (cuti)</option>' in shown
    assert do(boss, case_id, "oper", petugas=str(there)).status_code == 303
    assert do(boss, case_id, "kembalikan", alasan="x", isian="nik").status_code == 409
    with app.app_context():
        assert case_of(case_id).assignee_id == there


def test_the_cases_of_who_works_here_no_more_wait_for_whoever_is_free(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer")
    gone = make_officer(app, "verifier", email="a@kantor.example", name="Ratna")
    boss, other = officer(app, "administrator"), officer(app, "verifier", email="b@kantor.example")
    assert do(browser(app, gone), case_id, "ambil").status_code == 303
    link = f"/petugas/permohonan/{case_id}"
    assert link not in other.get("/petugas/permohonan").text
    form = {"name": "Ratna", "email": "a@kantor.example", "roles": ["verifier"]}
    assert post(boss, f"/petugas/orang/{gone}", form).status_code == 303
    assert link in other.get("/petugas/permohonan").text
    with app.app_context():
        assert case_of(case_id).assignee_id is None


def test_a_return_names_only_what_the_application_holds(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk")
    paper = papers(app, case_id)[0]
    nothing = do(client, case_id, "kembalikan", alasan="Perbaiki.", dokumen="bukan-dokumen", isian="x")
    assert nothing.status_code == 422
    assert do(client, case_id, "kembalikan", dokumen=paper, isian="nik").status_code == 422
    form = {"alasan": "Foto ulang KTP.", "dokumen": paper, "isian": "nik"}
    assert do(client, case_id, "kembalikan", **form).status_code == 303
    with app.app_context():
        given = open_return(db.session(), case_of(case_id))
        assert given is not None
        assert (given.documents, given.fields, given.note) == ([paper], ["nik"], "Foto ulang KTP.")
    assert "Foto ulang KTP." in page(client, case_id)


def test_the_clock_is_paused_on_a_ground_and_goes_on(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk")
    assert "Jeda waktu pelayanan" not in page(client, case_id)
    assert do(client, case_id, "jeda", dasar="payment").status_code == 409
    with app.app_context(), writing() as session:
        session.get_one(Case, case_id).waits = ["payment"]
    assert "Jeda waktu pelayanan" in page(client, case_id)
    assert do(client, case_id, "jeda", dasar="malas").status_code == 409
    assert do(client, case_id, "jeda", dasar="payment").status_code == 303
    assert "menunggu pembayaran" in page(client, case_id)
    assert do(client, case_id, "lengkap", catatan="x").status_code == 409
    assert do(client, case_id, "lanjutkan").status_code == 303


def test_what_silence_granted_is_flagged_with_its_rule_and_may_still_be_decided(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer", "handover")
    client = officer(app, "verifier")
    queue, now = "/petugas/permohonan?lihat=mine&waktu=silent", app.extensions["tlkit"].clock()
    with app.app_context(), writing() as session:
        case = session.get_one(Case, case_id)
        case.deemed, case.complete_at = "PP 1/2030, Pasal 5", now - timedelta(days=40)
        case.due_at = case.next_at = now + timedelta(hours=1)
    flag = "Permohonan ini dianggap dikabulkan"
    assert flag not in page(client, case_id)
    assert "Tidak ada berkas yang cocok" in client.get(queue).text
    assert "waktu=silent" not in client.get("/petugas").text
    with app.app_context(), writing() as session:
        case = session.get_one(Case, case_id)
        case.due_at = case.next_at = now - timedelta(hours=1)
    shown = page(client, case_id)
    assert flag in shown
    assert "PP 1/2030, Pasal 5" in shown
    assert '<span class="state silent">Dianggap dikabulkan</span>' in client.get(queue).text
    assert "waktu=silent" in client.get("/petugas").text
    assert do(client, case_id, "tolak", alasan="STR dicabut.", pasal="Pasal 5").status_code == 303


def test_a_case_takes_from_its_permit_what_silence_means_and_what_its_clock_waits_for(app: Flask) -> None:
    case_id = file(app)
    with app.app_context():
        application = application_of(db.session(), case_of(case_id))
        permit = permit_of(db.session(), application)
        silent = Processing(5, deemed_approval=Citation("uu-17-2023", "Pasal 5"), waits_for_payment=True)
        answers = {**application.answers, **application.applicant}
        new = NewApplication(application.permit_digest, "new", answers, {}, "id")
        applicant, region = applicant_of(new.answers), app.extensions["tlkit"].region
        made = case_for(replace(permit, processing=silent), new, applicant, region, RESIDENT)
        assert (tuple(made.waits), made.deemed) == (
            ("payment",),
            "Undang-Undang Nomor 17 Tahun 2023, Pasal 5",
        )
        plain = case_for(permit, new, applicant, region, RESIDENT)
        assert (tuple(plain.waits), plain.deemed) == ((), None)
        elsewhere = replace(new, steps=(("counter", "…"),))
        made = case_for(replace(permit, processing=silent), elsewhere, applicant, region, RESIDENT)
        assert (tuple(made.waits), made.deemed) == ((), None), "decided elsewhere"


def test_what_became_of_each_news_stands_on_the_page(app: Flask) -> None:
    case_id, client = file(app), officer(app, "front-desk")
    lost = "Kabar terakhir tidak sampai ke pemohon"
    text = page(client, case_id)
    assert "Permohonan diterima</b> · WhatsApp: menunggu dikirim" in text
    assert lost not in text
    with app.app_context():
        deliver()
    text = page(client, case_id)
    assert "WhatsApp: tidak dikirim, situs ini belum punya penyedianya" in text
    assert lost in text
    assert do(client, case_id, "pesan", pesan="Mohon bawa KTP asli.").status_code == 303
    assert "Ada pesan</b> · WhatsApp: menunggu dikirim" in page(client, case_id)
    elsewhere = {"account-reset", "invitation", "privacy-answer", "privacy-received"}
    assert {path.name.partition(".")[0] for path in PACKAGED.glob("*.md")} == words.NEWS.keys() | elsewhere


def test_messages_go_both_ways(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk", name="Ratna")
    assert do(client, case_id, "pesan", pesan="Kapan bisa dihubungi?").status_code == 303
    with app.app_context(), writing() as session:
        session.add(
            CaseMessage(
                case_id=case_id, author="resident", author_name="", text="Besok pagi.",
                sent_at=app.extensions["tlkit"].clock(),
            )
        )  # fmt: skip
    text = page(client, case_id)
    assert "Kapan bisa dihubungi?" in text
    assert "Besok pagi." in text
    with app.app_context():
        seen = db.session.scalars(select(CaseMessage).where(CaseMessage.author == "resident")).one()
        assert seen.seen_at is not None


def test_a_new_message_is_told_until_somebody_whose_case_it_is_has_opened_it(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer")
    mine, boss = officer(app, "verifier"), officer(app, "administrator")
    auditor = officer(app, "auditor")
    assert "pesan=baru" not in mine.get("/petugas").text
    with app.app_context(), writing() as session:
        case, now = session.get_one(Case, case_id), app.extensions["tlkit"].clock()
        say_to(session, case, RESIDENT, "Besok saya tutup.", now)
    for looking in (boss, auditor):
        assert "Besok saya tutup." in page(looking, case_id)
    assert "pesan=baru" in mine.get("/petugas").text
    listed = mine.get("/petugas/permohonan?pesan=baru").text
    assert f"/petugas/permohonan/{case_id}" in listed
    assert '<span class="state soon">Pesan baru</span>' in listed
    assert "Besok saya tutup." in page(mine, case_id)
    assert "pesan=baru" not in mine.get("/petugas").text
    assert "Tidak ada berkas yang cocok" in mine.get("/petugas/permohonan?pesan=baru").text


def test_an_auditor_searches_as_others_do(app: Flask) -> None:
    file(app)
    auditor = officer(app, "auditor")
    assert "Siti Aminah" in post(auditor, "/petugas/permohonan/cari", {"cari": NIK}).text


def test_the_region_s_own_phrases_take_the_place_of_the_kit_s(app: Flask) -> None:
    case_id = file(app)
    client = officer(app, "front-desk")
    assert "Semua halamannya." not in page(client, case_id)
    folder = app.extensions["tlkit"].path / "content"
    folder.mkdir(exist_ok=True)
    (folder / "kembalikan.md").write_text("# Kalimat\n\n- Kirim semua halamannya.\n")
    text = page(client, case_id)
    assert "Kirim semua halamannya." in text
    assert "tidak terbaca" not in text


def test_the_next_case_is_another_one(app: Flask) -> None:
    first, second = file(app), file(app)
    client = officer(app, "front-desk")
    link = page(client, first).split("permohonan/berikutnya?")[1].split('"')[0]
    answer = client.get(f"/petugas/permohonan/berikutnya?{link}")
    assert answer.headers["Location"].endswith(f"/{second}")
    idle = officer(app, "signer")
    assert idle.get("/petugas/permohonan/berikutnya").headers["Location"].endswith("/permohonan")


def test_an_agency_s_officer_prints_no_other_agency_s_papers(app: Flask) -> None:
    case_id = file(app)
    stranger = officer(app, "technical", "signer", agency="sosial")
    for paper in ("tanda-terima", "surat/sertifikat", "ketetapan"):
        assert stranger.get(f"/petugas/permohonan/{case_id}/{paper}").status_code == 404, paper
    assert officer(app, "front-desk").get(f"/petugas/permohonan/{case_id}/tanda-terima").status_code == 200
