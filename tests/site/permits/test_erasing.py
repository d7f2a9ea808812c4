"""A canary goes the whole way of an application: nothing stands in clear, and what is destroyed is gone."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.canary import NIK, find
from tests.site.officers import make_officer, officer
from tests.site.permits.applying.resident import CONTACT, PAPERS, PLACE, TREE, WHO, WHY, Resident
from tests.site.permits.filed import file
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.certificates import drafting, finding, services
from tlkit.site.permits.certificates.letters import Signer
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.certificates.render import letter_pdf
from tlkit.site.shared import cases, uploads
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import Actor, Case, close, give_back, say_to
from tlkit.site.shared.clock import system_clock
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.privacy import deciding, destruction, requests
from tlkit.site.shared.privacy.models import Destruction

NPWP, CARD, PHONE = "097654321098000", "3671050102030405", "081377712345"
EMAIL, NAME = "kenari.rahasia@contoh.example", "Siti Kenari"
SECRET = (NIK, NPWP, CARD, PHONE, PHONE[1:], EMAIL)
LISTS = (
    "/petugas", "/petugas/permohonan?lihat=all&keadaan=closed",
    "/petugas/laporan", "/petugas/laporan/terbit", "/petugas/laporan/unduh/terbit.csv",
    "/petugas/tanda-tangan", "/petugas/privasi",
)  # fmt: skip
"""Pages and files that list cases."""
HEAD = Signer("Dra. Siti Contoh", "Kepala Dinas", "197001012000012001", None)
WHO_IS_IT = {"nama_pemohon": NAME, "nik": NIK, "npwp": NPWP, "nomor_kk": CARD}


def half_filled(app: Flask) -> None:
    """A draft that was never sent, with a photo in it."""
    resident = Resident(app.test_client())
    resident.begin(TREE)
    resident.fill(WHO, {"nama_pemohon": NAME, "nik": NIK}, {**CONTACT, "telepon": PHONE, "email": EMAIL})
    resident.fill(PLACE, {**WHY, "alasan": f"Saya {NIK}, kartu keluarga {CARD}, NPWP {NPWP}."})
    resident.upload(*PAPERS)


def whole_way(app: Flask) -> int:
    """Filed, written about, given back, certified on paper, closed; the case's id."""
    half_filled(app)
    answers: dict[str, Any] = {**WHO_IS_IT, "telepon": "+62" + PHONE[1:], "email": EMAIL}
    case_id = file(app, "sip-bidan", "verifier", "signer", **answers)
    by = Actor("officer", make_officer(app, "signer", email="kadis@kantor.example"), HEAD.name)
    now = system_clock()
    with app.app_context():
        with writing() as session:
            say_to(session, case_of(case_id), by, f"NIK {NIK} di KK {CARD}?", now)
        with writing() as session:
            case = case_of(case_id)
            give_back(session, case, by, case.revision, now, ["nik"], [], f"NIK {NIK} keliru, {EMAIL}")
        with writing() as session:
            note = {"text": f"{NIK} {NAME}"}
            session.add(
                Work(case_id=case_id, position=0, kind="counter", content=note, uploads=[], done_at=now)
            )
            drafting.draft(session, case_of(case_id), by, now)
        certify(case_id, by)
    return case_id


def certify(case_id: int, by: Actor) -> None:
    """Number it, sign it on paper, keep the scan, close the case."""
    now = system_clock()
    with writing() as session:
        services.give_number(session, made_of(case_id), "wet", HEAD, by, now)
    printed = letter_pdf(made_of(case_id), case_of(case_id), "wet", now)
    with writing() as session:
        scan = uploads.store(session, io.BytesIO(printed), f"{NIK}.pdf", limit=10**6, now=now)
        services.attach_scan(session, made_of(case_id), scan, by, now)
        case = case_of(case_id)
        close(session, case, by, case.revision, now, "granted", f"diambil {NAME}")


def case_of(case_id: int) -> Case:
    return db.session().get_one(Case, case_id)


def settle(app: Flask) -> None:
    """What SQLite does by itself sooner or later: write its log into the database, and empty it."""
    with app.app_context(), db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def a_day(later: int) -> date:
    """So many days from now, wherever it is today: beyond a night in every time zone."""
    return system_clock().date() + timedelta(days=later)


def made_of(case_id: int) -> Certificate:
    found = finding.certificate_of(db.session(), case_id)
    assert found is not None
    return found


def test_nothing_of_an_application_stands_in_clear(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    case_id = whole_way(app)
    assert officer(app, "verifier").get(f"/petugas/permohonan/{case_id}").status_code == 200
    assert find(app, *SECRET, logs=caplog.text) == []
    everything = officer(app, "administrator", "verifier", "signer", "front-desk")
    shown = {page: everything.get(page).text for page in LISTS}
    assert [page for page, text in shown.items() for word in SECRET if word in text] == []
    assert NAME in shown[LISTS[1]], "the list would show it"


def test_who_asks_gets_a_copy_of_everything(app: Flask) -> None:
    case_id = whole_way(app)
    with app.app_context():
        receipt = case_of(case_id).receipt
        new = requests.NewRequest("access", NAME, {"phone": "+62" + PHONE[1:]}, "salinan", receipt, "id")
        requests.open_request(new, system_clock())
    administrator = officer(app, "administrator")
    assert "Kontaknya sama dengan kontak di berkas" in administrator.get("/petugas/privasi/1").text
    answer = administrator.get("/petugas/privasi/1/salinan", query_string={"resi": receipt.lower()})
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as copy:
        assert copy.testzip() is None
        page, data = copy.read("salinan.html").decode(), json.loads(copy.read("data.json"))
        files = [name for name in copy.namelist() if name.startswith("berkas/")]
        assert copy.read(files[-1]).startswith(b"%PDF")
    values = json.dumps(data, ensure_ascii=False)
    for word in (NIK, NAME, EMAIL, f"NIK {NIK} di KK {CARD}?", data["receipt"]):
        assert word in page
        assert word in values
    assert data["files"] == files
    with app.app_context():
        seen = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "privacy.copied")).one()
        assert (seen.subject, seen.case_id) == ("privacy:1", case_id)
    assert administrator.get("/petugas/privasi/1/salinan?resi=K7MP").status_code == 422
    assert officer(app, "auditor").get("/petugas/privasi/1/salinan").status_code == 403


def destroy(app: Flask, case_id: int) -> None:
    """As two officers do it."""
    now = system_clock()
    with writing() as session:
        destruction.propose(session, case_of(case_id), "retention", now)
    for role in ("administrator", "verifier"):
        by = Actor("officer", make_officer(app, role, email=f"{role}@dua.example"), role)
        number = db.session.scalars(select(Destruction.id)).one()
        db.session.rollback()
        deciding.approve(number, ground="SK 1/2026", by=by, now=now)


def gone_but(app: Flask, case_id: int, *left: str) -> None:
    """Nothing of the person is left but these words, wherever it may be unsealed."""
    made, case = made_of(case_id), case_of(case_id)
    kept = db.session.scalars(select(Application).where(Application.case_id == case_id)).one()
    words = str([kept.applicant, kept.answers, made.details, made.holder, case.applicant_name, case.contact])
    assert [word for word in (*SECRET, NAME) if word in words] == list(left)
    owner = uploads.Upload.owner == f"case:{case_id}"
    assert not db.session.scalars(select(uploads.Upload).where(owner)).all()
    assert not db.session.scalars(select(Work).where(Work.case_id == case_id)).all()
    db.session.rollback()


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_what_is_destroyed_is_gone(app: Flask, end: str) -> None:
    case_id = whole_way(app)
    with app.app_context():
        number, code = made_of(case_id).number, made_of(case_id).code
        assert made_of(case_id).file_id
        with writing():
            made_of(case_id).valid_until = None if end == "revoked" else a_day(1)
        destroy(app, case_id)
        gone_but(app, case_id, NAME)
        assert deciding.forget_rest() == 0
        page = app.test_client().get(f"/verifikasi/{code}").text
        assert NAME not in page
        assert "S*** K*****" in page
        if end == "revoked":
            with writing() as session:
                services.revoke(session, made_of(case_id), f"{NAME} pindah", cases.SYSTEM, system_clock())
        else:
            with writing():
                made_of(case_id).valid_until = a_day(-2)
        assert [deciding.forget_rest() for _ in range(2)] == [1, 0]
        gone_but(app, case_id)
        made = made_of(case_id)
        assert (made.number, made.file_id) == (number, None)
        assert NAME not in (made.revoked_reason or "")
        page = app.test_client().get(f"/verifikasi/{code}").text
        assert str(number) in page
        assert "Tidak berlaku" in page
        assert "Pemegang" not in page
    settle(app)
    assert find(app, NAME, *SECRET) == []
    assert officer(app, "verifier").get(f"/petugas/permohonan/{case_id}").status_code in {200, 404}
