"""Requests are answered in time and to their sender only; nothing is destroyed without an officer's name."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from tests.site.asked import asked
from tests.site.folders import close, make_instance
from tests.site.officers import make_officer, officer, post
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared import audit
from tlkit.site.shared.cases import Actor, Case, new_receipt
from tlkit.site.shared.cases.kinds import CaseKind
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.notices import Outgoing
from tlkit.site.shared.privacy import deciding, destruction, notice, requests, shown
from tlkit.site.shared.privacy.models import Destruction, KeptNotice, PrivacyRequest
from tlkit.site.shared.vault import Vault

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=timezone.utc)
ASKED = {
    "kind": "erasure",
    "name": "Siti Kenari",
    "contact": "0812 3456 7890",
    "about": "",
    "words": "Hapus data saya, NIK lama salah.",
}
CASES = [
    (datetime(2021, 11, 23, 3, 0, tzinfo=timezone.utc), "due"),
    (datetime(2021, 11, 25, 3, 0, tzinfo=timezone.utc), "not yet due"),
    (None, "open"),
]


class Time:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def site(tmp_path: Path, time: Time) -> Iterator[Flask]:
    agency = "permits: {on: true, agency: dpmptsp"
    years = {agency: f"{agency}, settings: {{retention_years: 5}}"}
    app = create_app(make_instance(tmp_path, replace=years), clock=time)
    prepare_app(app)
    yield app
    close(app)


@pytest.fixture
def resident(site: Flask) -> FlaskClient:
    return site.test_client()


def ask(client: FlaskClient, **more: str) -> str:
    """Send a request; returns its receipt."""
    answer = post(client, "/privasi/permintaan", {**ASKED, **more})
    assert answer.status_code == 303, answer.text
    return answer.location.rsplit("/", 1)[1]


def test_a_request_is_answered_within_three_days(site: Flask, resident: FlaskClient) -> None:
    receipt = ask(resident)
    page = resident.get(f"/privasi/permintaan/{receipt}").text
    assert "27 November 2026, 11.00 WITA" in page
    administrator = officer(site, "administrator")
    desk = administrator.get("/petugas/privasi").text
    assert receipt in desk
    assert "72 jam lagi" in desk
    assert "Kenari" not in desk
    assert "Siti Kenari" in administrator.get("/petugas/privasi/1").text
    answer = post(administrator, "/petugas/privasi/1", {"state": "granted", "words": "Sudah dihapus."})
    assert answer.status_code == 303
    assert "Sudah dihapus." in resident.get(f"/privasi/permintaan/{receipt}").text
    with site.app_context():
        actions = list(db.session.scalars(select(audit.AuditEvent.action).order_by(audit.AuditEvent.id)))
        told = db.session.scalars(select(Outgoing.template)).all()
    assert [action for action in actions if action.startswith("privacy.")] == [
        "privacy.requested",
        "privacy.seen",
        "privacy.answered",
    ]
    assert list(told) == ["privacy-received", "privacy-answer"]


def test_a_request_whose_button_was_pressed_twice_is_there_once(
    site: Flask, resident: FlaskClient, time: Time
) -> None:
    receipt = ask(resident)
    assert ask(resident) == receipt
    assert ask(resident, words="Data yang lain.") != receipt
    with site.app_context():
        assert db.session.scalars(select(Outgoing.template)).all() == ["privacy-received"] * 2
    time.now += timedelta(minutes=11)
    assert ask(resident) != receipt


def test_a_request_sent_many_times_at_once_is_there_once(app: Flask) -> None:
    new = requests.NewRequest("access", "Siti", {"phone": "+6281"}, "salinan", None, "id")
    ready = threading.Barrier(4)

    def send(_: int) -> str:
        with app.app_context():
            ready.wait(30)
            return requests.open_request(new, NOW)

    with ThreadPoolExecutor(4) as fingers:
        receipts = set(fingers.map(send, range(4)))
    with app.app_context():
        assert db.session.scalars(select(PrivacyRequest.receipt)).all() == list(receipts)


def test_a_late_request_is_marked(site: Flask, resident: FlaskClient, time: Time) -> None:
    ask(resident)
    time.now = NOW + timedelta(hours=73)
    assert "Lewat batas" in officer(site, "administrator").get("/petugas/privasi").text


def test_a_request_is_answered_once(site: Flask, resident: FlaskClient) -> None:
    ask(resident)
    administrator = officer(site, "administrator")
    for words in ("Pertama", "Kedua"):
        post(administrator, "/petugas/privasi/1", {"state": "refused", "words": words})
    page = administrator.get("/petugas/privasi/1").text
    assert "Pertama" in page
    assert "Kedua" not in page


def test_an_auditor_reads_and_answers_nothing(site: Flask, resident: FlaskClient) -> None:
    ask(resident)
    auditor = officer(site, "auditor")
    assert auditor.get("/petugas/privasi/1").status_code == 200
    assert post(auditor, "/petugas/privasi/1", {"state": "granted", "words": "x"}).status_code == 403


def test_another_phone_needs_number_and_contact(site: Flask, resident: FlaskClient) -> None:
    receipt = ask(resident)
    other = site.test_client()
    assert other.get(f"/privasi/permintaan/{receipt}").status_code == 302
    answers = [
        post(other, "/privasi/permintaan/kabar", {"receipt": number, "contact": contact})
        for number, contact in ((receipt, "0812 0000 0000"), ("K7MP-3XQ9-A", "0812 3456 7890"))
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    found = post(
        other, "/privasi/permintaan/kabar", {"receipt": receipt.lower(), "contact": "+62 812-3456-7890"}
    )
    assert found.status_code == 303
    assert receipt in other.get(f"/privasi/permintaan/{receipt}").text


def test_a_guessed_number_costs_the_same_whether_it_is_there_or_not(
    site: Flask, resident: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = ask(resident)
    ask(resident, words="Data yang lain.")
    absent = next(made for made in iter(new_receipt, "") if made != taken)
    unsealed = Vault.open

    def counted(vault: Vault, sealed: bytes, purpose: str) -> bytes:
        done.append(purpose)
        return unsealed(vault, sealed, purpose)

    monkeypatch.setattr(Vault, "open", counted)
    with site.app_context():
        engine = db.engine
    work, pages = [], []
    for receipt in (taken, absent):
        form = {"receipt": receipt, "contact": "081200000000"}
        with asked(engine) as done:
            answer = post(site.test_client(), "/privasi/permintaan/kabar", form)
        assert answer.status_code == 422
        work.append(list(done))
        pages.append(re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text).replace(receipt, ""))
    assert work[0] == work[1]
    assert "privacy.contact" in work[0]
    assert pages[0] == pages[1]


def test_mistakes_are_told_at_once_and_beside_their_fields(resident: FlaskClient) -> None:
    wrong = {"kind": "", "name": " ", "contact": "saya", "about": "K7MP", "words": ""}
    answer = post(resident, "/privasi/permintaan", wrong)
    assert answer.status_code == 422
    for name in wrong:
        assert f'href="#{name}"' in answer.text
        assert f'id="{name}-error"' in answer.text


def test_a_form_without_its_token_is_refused(resident: FlaskClient) -> None:
    assert resident.post("/privasi/permintaan", data=ASKED).status_code == 400


def make_cases() -> None:
    """One case that is due, one a day too young, one still open."""
    with writing() as session:
        for number, (closed, name) in enumerate(CASES):
            session.add(
                Case(
                    service="permits", kind="sip-bidan", title=name, receipt=f"K7MP-3XQ{number}-A",
                    language="id", applicant_name="Siti Kenari", contact={"phone": "+6281"}, steps=[],
                    position=0, state="closed" if closed else "open", opened_at=NOW - timedelta(days=2000),
                    next_at=NOW, estimated=False, closed_at=closed, changed_at=NOW, changed_by="x",
                    revision=1,
                )
            )  # fmt: skip


def titles() -> list[str]:
    return [each.case.title for each in destruction.proposed()]


def test_only_what_is_due_is_proposed_and_only_once(site: Flask) -> None:
    with site.app_context():
        make_cases()
        assert destruction.propose_due() == 1
        assert titles() == ["due"]
        assert destruction.propose_due() == 0


def test_nothing_is_proposed_without_the_region_s_schedule(app: Flask) -> None:
    with app.app_context():
        make_cases()
        assert destruction.propose_due() == 0
    page = officer(app, "administrator").get("/petugas/privasi").text
    assert "services.permits.settings.retention_years" in page
    assert "services.complaints" not in page, "of a service that is not there"


def sure(*finished: bool) -> tuple[list[int], CaseKind]:
    """A kind of case that forgets its persons, `finished` at each call, and which cases it forgot."""
    forgot, said = [], iter(finished)

    def erase(session: Session, case: Case, now: datetime) -> bool:
        forgot.append(case.id)
        return next(said)

    return forgot, CaseKind("permits", erase=erase)


def named(site: Flask, role: str, name: str) -> Actor:
    return Actor("officer", make_officer(site, role, name=name), name)


def actions() -> list[str]:
    """What the audit holds about destruction."""
    query = select(audit.AuditEvent.action).where(audit.AuditEvent.action.like("destruction.%"))
    return list(db.session.scalars(query.order_by(audit.AuditEvent.id)))


def test_two_named_officers_destroy_and_it_is_recorded(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    erased, kind = sure(True)
    monkeypatch.setattr(deciding, "kind_of", lambda case: kind)
    administrator = officer(site, "administrator", name="Budi Contoh")
    signer = officer(site, "signer", name="Rini Contoh")
    with site.app_context():
        make_cases()
        destruction.propose_due()
    path, form = "/petugas/privasi/pemusnahan", {"number": "1", "decision": "approve"}
    assert "Usulan pemusnahan" in signer.get("/petugas").text
    post(administrator, path, form)
    post(administrator, path, {"decision": "approve", "ground": "SK 11/2026", "shown": "1"})
    assert "Menunggu persetujuan kedua" not in administrator.get("/petugas/privasi").text, "no ground"
    post(administrator, path, {"decision": "approve", "ground": "SK 12/2026", "shown": "1", "all": "yes"})
    post(administrator, path, {**form, "ground": "SK 13/2026"})
    page = signer.get("/petugas/privasi").text
    assert "harus dari petugas lain: 1 berkas" in administrator.get("/petugas/privasi").text
    assert "Menunggu persetujuan kedua" in page
    assert "Budi Contoh" in page
    with site.app_context():
        assert erased == []
        assert "Siti" in db.session.get_one(Case, 1).applicant_name
    post(signer, path, form)
    post(signer, path, form)
    with site.app_context():
        case, row = db.session.get_one(Case, 1), db.session.get_one(Destruction, 1)
        assert erased == [1]
        assert "Siti" not in case.applicant_name
        assert case.contact == {}
        assert (row.state, row.decided_name, row.ground) == ("destroyed", "Rini Contoh", "SK 12/2026")
        assert row.finished_at == NOW
        assert audit.verify(db.session()).whole
        assert actions() == [
            f"destruction.{what}" for what in ("proposed", "approved", "approved", "destroyed", "finished")
        ]
        raw = db.session.execute(text("SELECT * FROM case_file WHERE id = 1")).one()
        assert "Siti" not in repr(tuple(raw))
    assert "Budi Contoh, Rini Contoh" in administrator.get("/petugas/privasi").text


def test_a_signer_destroys_but_reads_no_request(site: Flask, resident: FlaskClient) -> None:
    receipt = ask(resident)
    signer = officer(site, "signer")
    assert receipt not in signer.get("/petugas/privasi").text
    assert signer.get("/petugas/privasi/1").status_code == 403


def test_what_is_kept_stays_and_is_not_proposed_again(site: Flask) -> None:
    with site.app_context():
        make_cases()
        destruction.propose_due()
        one, other = named(site, "administrator", "Budi"), named(site, "signer", "Rini")
        assert deciding.approve(1, ground="SK 1", by=one, now=NOW) == "first"
        with pytest.raises(deciding.NoGround):
            deciding.keep(1, ground="", by=other, now=NOW)
        assert deciding.keep(1, ground="sengketa berjalan", by=other, now=NOW)
        assert deciding.approve(1, ground="SK 2", by=other, now=NOW) == "decided"
        assert destruction.propose_due() == 0
        assert db.session.get_one(Case, 1).applicant_name == "Siti Kenari"
        db.session.commit()
        with writing() as session:
            again = destruction.propose_for_request(session, "K7MP-3XQ0-A", NOW)
            assert again is not None
            assert (again.state, again.ground) == ("proposed", None)
        assert deciding.approve(1, ground="SK 3", by=other, now=NOW) == "first", "what was kept begins anew"


def test_pressed_many_times_at_once_one_officer_approves_once(site: Flask) -> None:
    with site.app_context():
        make_cases()
        destruction.propose_due()
        by = named(site, "administrator", "Budi")

    def press(_: int) -> str:
        with site.app_context():
            return deciding.approve(1, ground="SK", by=by, now=NOW)

    with ThreadPoolExecutor(4) as fingers:
        assert sorted(fingers.map(press, range(4))) == ["first", "own", "own", "own"]
    with site.app_context():
        assert titles() == ["due"]


def test_a_service_that_cannot_forget_is_left_whole(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "kind_of", lambda case: CaseKind("permits"))
    with site.app_context():
        make_cases()
        destruction.propose_due()
        deciding.approve(1, ground="SK", by=named(site, "administrator", "Budi"), now=NOW)
        with pytest.raises(deciding.ServiceOff):
            deciding.approve(1, ground="SK", by=named(site, "signer", "Rini"), now=NOW)
        db.session.rollback()
        assert titles() == ["due"]
        assert actions()[-1] == "destruction.approved"


def test_what_had_to_stay_goes_by_itself_later(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    erased, kind = sure(False, False, True)
    monkeypatch.setattr(deciding, "kind_of", lambda case: kind)
    with site.app_context():
        make_cases()
        destruction.propose_due()
        for role in ("administrator", "signer"):
            deciding.approve(1, ground="SK", by=named(site, role, role), now=NOW)
        assert [deciding.forget_rest() for _ in range(3)] == [0, 1, 0]
        assert erased == [1, 1, 1]
        assert actions()[-2:] == ["destruction.destroyed", "destruction.finished"]


def test_a_granted_erasure_proposes_the_case_it_is_about(site: Flask) -> None:
    new = requests.NewRequest("erasure", "Siti", {"phone": "+6281"}, "hapus", "K7MP-3XQ1-A", "id")
    with site.app_context():
        make_cases()
        requests.open_request(new, NOW)
        by = Actor("officer", make_officer(site, "administrator"), "Budi")
        requests.answer(1, granted=True, words="Baik.", by=by, now=NOW, erase=True)
        assert titles() == ["not yet due"]
        assert db.session.get_one(PrivacyRequest, 1).state == "granted"


def test_the_data_of_an_open_file_is_not_said_to_be_proposed(site: Flask, resident: FlaskClient) -> None:
    closed, still_open, nobodys = (new_receipt() for _ in range(3))
    with site.app_context():
        make_cases()
        with writing() as session:
            session.get_one(Case, 1).receipt, session.get_one(Case, 3).receipt = closed, still_open
    administrator, tick = officer(site, "administrator"), 'name="erase"'
    for number, receipt in enumerate((closed, still_open, nobodys), start=1):
        with site.app_context(), writing() as session:
            asked = PrivacyRequest(
                receipt=new_receipt(), kind="erasure", name="Siti", contact={"phone": "+6281"}, words="hapus",
                about=receipt, language="id", state="open", opened_at=NOW, due_at=NOW,
            )  # fmt: skip
            session.add(asked)
        page = administrator.get(f"/petugas/privasi/{number}").text
        assert (tick in page) == (receipt == closed)
        assert ("belum dapat dimusnahkan" in page) == (receipt == still_open)


def test_what_was_kept_and_is_proposed_again_is_in_the_audit(site: Flask) -> None:
    with site.app_context():
        make_cases()
        destruction.propose_due()
        deciding.keep(1, ground="sengketa", by=named(site, "administrator", "Budi"), now=NOW)
        for _ in range(2):
            with writing() as session:
                assert destruction.propose_for_request(session, "K7MP-3XQ0-A", NOW) is not None
        assert actions() == ["destruction.proposed", "destruction.kept", "destruction.proposed"]


def test_two_who_are_shown_a_new_notice_at_once_are_both_served(app: Flask) -> None:
    keeping = threading.Event()

    def asked(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO privacy_notice"):
            keeping.set()

    def read() -> str:
        with app.app_context(), writing() as session:
            return shown(session, "permohonan", "permits", NOW)

    with app.app_context(), ThreadPoolExecutor(1) as other:
        with writing() as session:
            mine = shown(session, "permohonan", "permits", NOW)
            event.listen(db.engine, "before_cursor_execute", asked)
            theirs = other.submit(read)
            if db.engine.dialect.name == "postgresql":
                # SQLite lets one writer in at a time; here neither saw the other's before writing its own.
                assert keeping.wait(30)
        assert theirs.result(30) == mine
        assert len(db.session.scalars(select(KeptNotice)).all()) == 1


def test_the_notice_says_the_region_s_retention_and_keeps_its_versions(site: Flask) -> None:
    own = site.extensions["tlkit"].path / "content" / "privasi"
    with site.app_context():
        with writing() as session:
            before = shown(session, "permohonan", "permits", NOW)
            assert shown(session, "permohonan", "permits", NOW) == before
        assert "5 tahun setelah selesai" in notice("permohonan", "permits").text.id
        own.mkdir(parents=True)
        (own / "permohonan.id.md").write_text("Kata daerah sendiri. {retention}")
        with writing() as session:
            after = shown(session, "permohonan", "permits", NOW)
    assert before != after
    client = site.test_client()
    assert "Kata daerah sendiri. 5 tahun" in client.get("/privasi/pemberitahuan").text
    assert "Kata daerah sendiri" not in client.get(f"/privasi/pemberitahuan/{before}").text
    assert client.get("/privasi/pemberitahuan/000000000000").status_code == 404
