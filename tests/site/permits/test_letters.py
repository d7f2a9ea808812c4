"""Letters that are printed, signed by hand, scanned back, and revoked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.cases.test_pages import enter
from tests.site.officers import officer, post
from tests.site.permits.deeds import do, live_site, state, step_panel
from tests.site.permits.filed import ANSWERS, case_of, file, picture
from tests.site.uploads.samples import pdf
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import Case, CasePause
from tlkit.site.shared.cases.opening import NEVER
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.notices import Outgoing
from tlkit.site.shared.uploads import Upload


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with live_site(tmp_path) as made:
        yield made


def test_signed_by_hand_and_scanned_back(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "signer", "front-desk", name="Dr. Made")
    assert do(client, case_id, "pindaian", surat="sertifikat").status_code == 422
    offered = step_panel(client, case_id)
    assert "…" in offered
    assert "/petugas/tanda-tangan" not in offered, "it leads nowhere where no service is set"
    assert '<details class="more" open><summary>Tanda tangani dengan tangan' in offered
    assert do(client, case_id, "konsep").status_code == 303
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    assert "/cetak" not in step_panel(client, case_id), "it is printed, for the officer who looks"
    assert "Cetak atas nama saya" in step_panel(officer(app, "signer", email="s@kantor.example"), case_id)
    scan = (picture(), "surat.jpg")
    assert do(client, case_id, "pindaian", surat="sertifikat", pindaian=scan).status_code == 303
    assert state(app, case_id) == ("open", "handover", None)
    # What the catalogue tells the applicant about this step would tell the officer the wrong thing.
    assert "…" not in step_panel(client, case_id)
    with app.app_context():
        made = db.session.scalars(select(Certificate)).one()
        assert made.number
        assert made.issued_at
        assert not made.signature_verified


def test_what_was_never_issued_is_not_revoked(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    signer = officer(app, "signer")
    assert do(signer, case_id, "cabut", alasan="Salah.").status_code == 409
    assert do(signer, case_id, "konsep").status_code == 303
    assert do(signer, case_id, "cabut", alasan="Salah.").status_code == 409


def test_a_letter_photographed_page_by_page_becomes_the_pdf_that_its_holder_gets(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "signer")
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    both = [(io.BytesIO(pdf(1)), "1.pdf"), (picture(), "2.jpg")]
    answer = do(client, case_id, "pindaian", surat="sertifikat", pindaian=both)
    assert answer.status_code == 422
    assert "Kirim PDF itu tersendiri" in answer.text
    pages = [(picture(), "1.jpg"), (picture(), "2.jpg")]
    assert do(client, case_id, "pindaian", surat="sertifikat", pindaian=pages).status_code == 303
    with app.app_context():
        kept = db.session.get_one(Upload, db.session.scalars(select(Certificate.file_id)).one())
        assert (kept.kind, kept.pages) == ("pdf", 2)
    assert client.get(f"/petugas/permohonan/{case_id}/surat/sertifikat").mimetype == "application/pdf"


def test_a_scan_that_is_a_pdf_is_kept_as_it_is(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "signer")
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    one = (io.BytesIO(pdf(1)), "surat.pdf")
    assert do(client, case_id, "pindaian", surat="sertifikat", pindaian=one).status_code == 303
    assert client.get(f"/petugas/permohonan/{case_id}/surat/sertifikat").data == pdf(1)


def test_a_permit_of_so_many_years_may_end_sooner_as_its_str_does(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "signer")
    assert "Kosongkan untuk 5 tahun" in client.get(f"/petugas/permohonan/{case_id}").text
    sooner = app.extensions["tlkit"].today() + timedelta(days=400)
    assert do(client, case_id, "konsep", sampai=sooner.isoformat()).status_code == 303
    shown = client.get(f"/petugas/permohonan/{case_id}").text
    assert f'type="date" value="{sooner}"' in shown, "a draft made anew keeps its end"
    later = app.extensions["tlkit"].today() + timedelta(days=6 * 366)
    assert do(client, case_id, "konsep", sampai=later.isoformat()).status_code == 409
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Certificate.valid_until)).one() == sooner


def signed(app: Flask, client: FlaskClient) -> int:
    """A case whose certificate was signed a moment before its promise ended; returns its number."""
    case_id = file(app, "sip-bidan", "signer", "handover")
    now = app.extensions["tlkit"].clock()
    with app.app_context(), writing() as session:
        case = session.get_one(Case, case_id)
        case.deemed, case.due_at, case.next_at = "PP 1/2030, Pasal 5", now, now
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    assert do(client, case_id, "pindaian", pindaian=(picture(), "surat.jpg")).status_code == 303
    return case_id


def test_a_signed_letter_waits_for_its_holder_without_a_clock_and_they_are_told(app: Flask) -> None:
    client = officer(app, "signer", "front-desk")
    case_id = signed(app, client)
    with app.app_context():
        case = case_of(case_id)
        assert (case.state, case.next_at) == ("open", NEVER)
        assert "ready" in set(db.session.scalars(select(Outgoing.template)))
        (pause,) = db.session.scalars(select(CasePause))
        assert (pause.ground, pause.until) == ("handover", None)
    shown = client.get(f"/petugas/permohonan/{case_id}").text
    assert "dianggap dikabulkan" not in shown
    assert "terlambat" not in shown
    assert "Menunggu diambil; waktu tidak dihitung lagi" in shown
    assert "Menunggu diambil" in client.get("/petugas/permohonan").text
    assert f"/petugas/permohonan/{case_id}/surat/sertifikat" in shown, "to be printed for its holder"
    assert "Usulkan penolakan" not in shown
    assert f"/petugas/permohonan/{case_id}" in client.get("/petugas/permohonan").text
    assert "Tidak ada berkas yang cocok" in client.get("/petugas/permohonan?waktu=late").text
    with app.app_context():
        receipt = case_of(case_id).receipt
    phone = app.test_client()
    assert post(phone, "/cek-status", {"resi": receipt, "kontak": "081234567890"}).status_code == 303
    for prefix, said in (("", "Sudah diputus, tinggal Anda ambil."), ("/en", "Decided, and waiting for you")):
        told = phone.get(f"{prefix}/cek-status/{receipt}").text.split('class="card case-state')[1]
        assert said in told.split("</section>")[0]
        assert "case-left" not in told
    assert do(client, case_id, "serah", penerima="Siti Aminah").status_code == 303
    assert state(app, case_id) == ("closed", None, "granted")
    with app.app_context():
        assert db.session.scalars(select(CasePause)).one().until is not None


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("kembalikan", {"alasan": "x", "isian": "nik"}),
        ("tolak", {"alasan": "x", "pasal": "y"}),
        ("tarik", {"alasan": "x"}),
        ("jeda", {"dasar": "payment"}),
    ],
)
def test_a_signed_certificate_is_not_taken_back_by_the_way(
    app: Flask, action: str, form: dict[str, str]
) -> None:
    client = officer(app, "signer", "front-desk")
    case_id = signed(app, client)
    answer = do(client, case_id, action, **form)
    assert answer.status_code == 409
    assert "sudah ditandatangani" in answer.text
    assert state(app, case_id) == ("open", "handover", None)


def test_a_signer_revokes_a_certificate_with_its_ground(app: Flask) -> None:
    client = officer(app, "signer", "front-desk")
    other = officer(app, "front-desk", "verifier", "administrator")
    case_id = signed(app, client)
    assert do(client, case_id, "serah", penerima="Siti Aminah").status_code == 303
    ground = "STR dicabut (Pasal 5)."
    assert do(other, case_id, "cabut", alasan=ground).status_code == 409
    assert "Cabut izin ini" not in other.get(f"/petugas/permohonan/{case_id}").text
    assert "Cabut izin ini" in client.get(f"/petugas/permohonan/{case_id}").text
    assert do(client, case_id, "cabut").status_code == 422
    assert do(client, case_id, "cabut", alasan=ground).status_code == 303
    assert do(client, case_id, "cabut", alasan=ground).status_code == 409
    with app.app_context():
        made = db.session.scalars(select(Certificate)).one()
        assert made.revoked_reason == ground
        assert "revoked" in set(db.session.scalars(select(Outgoing.template)))
        assert "certificate.revoked" in set(db.session.scalars(select(AuditEvent.action)))
        code, receipt = made.code, case_of(case_id).receipt
    holder = app.test_client()
    assert enter(holder, receipt, ANSWERS["email"]).status_code == 303
    assert ground in holder.get(f"/cek-status/{receipt}").text
    assert "sudah dicabut" in app.test_client().get(f"/verifikasi/{code}").text
    shown = client.get(f"/petugas/permohonan/{case_id}").text
    assert ground in shown
    assert "Cabut izin ini" not in shown
