"""Charges, letters and signatures at the officers' desks."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.cases.test_pages import enter
from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer, officer, post
from tests.site.permits.filed import ANSWERS, case_of, file, picture
from tests.site.permits.signing_service import (
    NIK,
    PASSPHRASE,
    PASSWORD,
    USER,
    Authority,
    SigningService,
    signing_service,
)
from tests.site.uploads.samples import pdf
from tlkit.site import create_app
from tlkit.site.permits.applying import corrections
from tlkit.site.permits.applying.services import application_of
from tlkit.site.permits.casework import batch_signing
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.fees.models import Assessment, Payment
from tlkit.site.prepare import prepare_app
from tlkit.site.releases import live
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import Case, CasePause, Stale, open_return
from tlkit.site.shared.cases.opening import NEVER
from tlkit.site.shared.cases.talk import messages_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.notices import Outgoing
from tlkit.site.shared.uploads import Upload

SETTING = "one_person_may_verify_and_sign"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(make_instance(tmp_path, replace={"mode: demo": "mode: live"}))
    prepare_app(made)
    yield made
    close(made)


def do(client: FlaskClient, case_id: int, action: str, **form: Any) -> Any:
    with client.application.app_context():
        seen = case_of(case_id).revision
    return post(client, f"/petugas/permohonan/{case_id}/{action}", {"revision": seen, **form})


def state(app: Flask, case_id: int) -> tuple[str, str | None, str | None]:
    with app.app_context():
        case = case_of(case_id)
        return case.state, case.role, case.outcome


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


def step_panel(client: FlaskClient, case_id: int) -> str:
    """What stands at the step whose turn it is."""
    page = client.get(f"/petugas/permohonan/{case_id}").text
    return page.partition('aria-labelledby="langkah-ini"')[2].partition("</section>")[0]


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


def test_a_refusal_ends_the_case_once_its_letter_is_signed(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer")
    verifier = officer(app, "verifier", email="v@kantor.example")
    signer = officer(app, "signer", email="s@kantor.example")
    assert do(verifier, case_id, "tolak", alasan="STR dicabut.").status_code == 422
    assert do(verifier, case_id, "tolak", alasan="STR dicabut.", pasal="Pasal 5").status_code == 303
    assert state(app, case_id) == ("open", "verifier", None)
    assert "Penolakan" in signer.get("/petugas/tanda-tangan").text
    assert do(signer, case_id, "cetak", surat="penolakan").status_code == 303
    scan = (picture(), "surat.jpg")
    assert (
        do(verifier, case_id, "pindaian", surat="penolakan", pindaian=(picture(), "x.jpg")).status_code == 409
    )
    assert do(signer, case_id, "pindaian", surat="penolakan", pindaian=scan).status_code == 303
    assert state(app, case_id) == ("closed", None, "refused")


def test_a_case_is_granted_or_refused_never_both(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "verifier", "signer", "handover")
    verifier = officer(app, "verifier", email="v@kantor.example")
    signer = officer(app, "signer", email="s@kantor.example")
    refused = {"alasan": "STR dicabut.", "pasal": "Pasal 5"}
    assert do(verifier, case_id, "batal-tolak").status_code == 409
    assert do(verifier, case_id, "tolak", **refused).status_code == 303
    assert do(verifier, case_id, "periksa", catatan="Benar.").status_code == 303
    answer = do(signer, case_id, "cetak", surat="sertifikat")
    assert answer.status_code == 409
    assert "diusulkan untuk ditolak" in answer.text
    assert do(signer, case_id, "cetak", surat="penolakan").status_code == 303
    assert do(verifier, case_id, "batal-tolak").status_code == 409, "the step is another officer's now"
    assert do(signer, case_id, "batal-tolak").status_code == 303
    assert "Berkas ditolak begitu" not in signer.get(f"/petugas/permohonan/{case_id}").text
    assert do(signer, case_id, "tolak", **refused).status_code == 303
    assert do(signer, case_id, "cetak", surat="penolakan").status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Certificate.serial)).one() == 2, "a number is never given again"
        assert "refusal.dropped" in set(db.session.scalars(select(AuditEvent.action)))
    assert do(signer, case_id, "batal-tolak").status_code == 303
    assert do(signer, case_id, "cetak", surat="sertifikat").status_code == 303
    scan = (picture(), "surat.jpg")
    assert do(signer, case_id, "pindaian", surat="sertifikat", pindaian=scan).status_code == 303
    desk = officer(app, "front-desk", email="d@kantor.example")
    assert do(desk, case_id, "tolak", **refused).status_code == 409
    assert state(app, case_id) == ("open", "handover", None)


def allow_one_person(app: Flask) -> None:
    """What the region says with its setting."""
    region = app.extensions["tlkit"].region
    region.services["permits"].settings[SETTING] = True


@pytest.mark.parametrize(
    ("step", "action", "form"),
    [
        ("verifier", "periksa", {"catatan": "Benar."}),
        ("counter", "lengkap", {"catatan": "Benar."}),
        ("technical", "rekomendasi", {"rekomendasi": "yes"}),
    ],
)
@pytest.mark.parametrize("allowed", [False, True])
def test_who_verified_signs_only_where_the_region_says_so_and_the_audit_tells(
    app: Flask, allowed: bool, step: str, action: str, form: dict[str, str]
) -> None:
    case_id = file(app, "sip-bidan", step, "signer", "handover")
    client = officer(app, "front-desk", "technical", "verifier", "signer")
    assert do(client, case_id, action, **form).status_code == 303
    if allowed:
        allow_one_person(app)
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == (303 if allowed else 409)
    scan = (picture(), "surat.jpg")
    answer = do(client, case_id, "pindaian", surat="sertifikat", pindaian=scan)
    assert answer.status_code == (303 if allowed else 409)
    with app.app_context():
        actions = list(db.session.scalars(select(AuditEvent.action)))
    assert actions.count("case.verified-and-signed-by-one") == (1 if allowed else 0)


def test_where_a_verifier_looks_at_the_case_the_counter_may_sign_it(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "counter", "verifier", "signer", "handover")
    head, verifier = officer(app, "front-desk", "signer"), officer(app, "verifier")
    assert do(head, case_id, "lengkap", catatan="Benar.").status_code == 303
    assert do(verifier, case_id, "periksa", catatan="Benar.").status_code == 303
    assert do(head, case_id, "cetak", surat="sertifikat").status_code == 303


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


def test_who_initials_a_letter_reads_its_draft_first(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "review", "signer", "review", "handover")
    client = officer(app, "reviewer")
    where, draft = f"/petugas/permohonan/{case_id}", f"/petugas/permohonan/{case_id}/surat/sertifikat"
    shown = client.get(where).text
    assert "Buat konsep" in shown
    assert draft not in shown
    assert do(client, case_id, "konsep").status_code == 303
    assert draft in client.get(where).text
    assert client.get(draft).mimetype == "application/pdf"
    assert do(client, case_id, "paraf").status_code == 303
    assert do(client, case_id, "konsep").status_code == 409


def test_the_last_day_that_a_draft_has_stands_in_the_form_that_makes_it_anew(app: Flask) -> None:
    case_id = file(app, "reklame-tetap-kecil", "review", "signer", "handover")
    client = officer(app, "reviewer", "signer")
    until = str(app.extensions["tlkit"].today() + timedelta(days=90))
    assert do(client, case_id, "konsep", sampai=until).status_code == 303
    for _ in range(2):
        shown = client.get(f"/petugas/permohonan/{case_id}").text
        assert f'name="sampai" type="date" value="{until}"' in shown
        assert do(client, case_id, "paraf").status_code in (303, 409)


@pytest.mark.parametrize(("step", "status"), [("verifier", 409), ("signer", 303)])
def test_who_proposed_a_refusal_before_the_signature_does_not_sign_it(
    app: Flask, step: str, status: int
) -> None:
    case_id = file(app, "sip-bidan", step, "signer")
    client = officer(app, "verifier", "signer")
    assert do(client, case_id, "tolak", alasan="STR dicabut.", pasal="Pasal 5").status_code == 303
    assert do(client, case_id, "cetak", surat="penolakan").status_code == status
    assert "STR dicabut." in client.get(f"/petugas/permohonan/{case_id}").text.split("Catatan petugas")[1]
    other = officer(app, "signer", email="lain@kantor.example")
    assert do(other, case_id, "cetak", surat="penolakan").status_code == 303


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("tolak", {"alasan": "Karena B.", "pasal": "Pasal 2"}),
        ("konsep", {}),
        ("cetak", {"surat": "sertifikat"}),
    ],
)
def test_two_signers_do_not_overwrite_each_other_s_letters(
    app: Flask, action: str, form: dict[str, str]
) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    first, second = (
        officer(app, "signer", name=name, email=f"{name}@kantor.example") for name in ("adi", "budi")
    )
    with app.app_context():
        seen = case_of(case_id).revision
    path = f"/petugas/permohonan/{case_id}/{action}"
    assert post(first, path, {"revision": seen, **form}).status_code == 303
    answer = post(second, path, {"revision": seen, **form})
    assert answer.status_code == 409
    assert "diubah oleh adi" in answer.text


def test_what_is_corrected_after_the_draft_stands_on_the_letter_that_is_signed(app: Flask) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "signer", "front-desk")
    until = str(app.extensions["tlkit"].today() + timedelta(days=365))
    assert do(client, case_id, "konsep", sampai=until).status_code == 303
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    with app.app_context():
        number = db.session.scalars(select(Certificate.number)).one()
    assert do(client, case_id, "kembalikan", isian="nama_pemohon", alasan="Sesuaikan.").status_code == 303
    correct(app, case_id, nama_pemohon="Siti Aminah, S.Tr.Keb.")
    assert do(client, case_id, "pindaian", pindaian=(picture(), "lama.jpg")).status_code == 409
    assert do(client, case_id, "cetak", surat="sertifikat").status_code == 303
    assert do(client, case_id, "pindaian", pindaian=(picture(), "surat.jpg")).status_code == 303
    with app.app_context():
        made = db.session.scalars(select(Certificate)).one()
        assert made.holder == "Siti Aminah, S.Tr.Keb."
        assert (made.number, str(made.valid_until)) == (number, until)


def correct(app: Flask, case_id: int, **answers: str) -> None:
    """The applicant mends what was given back."""
    with app.app_context(), writing() as session:
        case, now = session.get_one(Case, case_id), app.extensions["tlkit"].clock()
        given = open_return(session, case)
        assert given is not None
        application = application_of(session, case)
        held = corrections.draft_for(session, application, given, now)
        held.content = {"answers": answers}
        found = corrections.correction_of(session, case, application, given, held, live().documents)
        corrections.send(session, found, now)


@pytest.mark.parametrize(("user", "named"), [("", "BSRE_USER"), ("situs", "BSRE_ROOTS")])
def test_wrong_settings_of_the_signature_service_are_named_and_hide_no_letter(
    app: Flask, user: str, named: str
) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "signer")
    app.config.update(
        BSRE_URL="https://bsre.example", BSRE_USER=user, BSRE_PASSWORD="x", BSRE_ROOTS="tidak-ada.pem"
    )
    page = client.get("/petugas/tanda-tangan")
    form = {"surat": f"certificate:{case_id}", "nik": NIK, "sandi": PASSPHRASE}
    for answer, status in ((page, 200), (post(client, "/petugas/tanda-tangan", form), 422)):
        assert answer.status_code == status
        assert f"Pengaturan {named} belum ada atau salah" in answer.text
        assert f'value="certificate:{case_id}"' in answer.text
    assert "Passphrase BSrE" not in page.text


def test_an_auditor_is_not_told_that_the_service_is_unset(app: Flask, tmp_path: Path) -> None:
    file(app, "sip-bidan", "signer", "handover")
    client = officer(app, "auditor")
    assert "belum diatur" in client.get("/petugas/tanda-tangan").text
    roots = tmp_path / "akar.pem"
    roots.write_bytes(Authority.new(app.extensions["tlkit"].clock()).root)
    app.config.update(
        BSRE_URL="https://bsre.example", BSRE_USER="situs", BSRE_PASSWORD="x", BSRE_ROOTS=str(roots)
    )
    page = client.get("/petugas/tanda-tangan").text
    assert "belum diatur" not in page
    assert "Passphrase BSrE" not in page


@pytest.fixture
def service(app: Flask) -> Iterator[SigningService]:
    with signing_service(app.extensions["tlkit"].clock()) as running:
        (app.extensions["tlkit"].path / "akar.pem").write_bytes(running.authority.root)
        app.config.update(BSRE_URL=running.url, BSRE_USER=USER, BSRE_PASSWORD=PASSWORD, BSRE_ROOTS="akar.pem")
        yield running


def sign(client: FlaskClient, *numbers: int) -> str:
    chosen = [f"certificate:{number}" for number in numbers]
    return post(client, "/petugas/tanda-tangan", {"surat": chosen, "nik": NIK, "sandi": PASSPHRASE}).text


def test_what_is_returned_while_its_letter_is_being_signed_is_not_signed(
    app: Flask, service: SigningService
) -> None:
    case_id = file(app, "sip-bidan", "signer", "handover")
    client, other = officer(app, "signer"), officer(app, "signer", email="lain@kantor.example")

    def meanwhile(pdf: bytes) -> bytes:
        returned = do(other, case_id, "kembalikan", isian="nama_pemohon", alasan="Sesuaikan.")
        assert returned.status_code == 303
        return service.authority.sign(pdf)

    service.answer_with = meanwhile
    assert "Ditandatangani<" not in sign(client, case_id)
    assert state(app, case_id) == ("returned", "signer", None)
    with app.app_context():
        assert db.session.scalars(select(Certificate)).one().issued_at is None


def test_one_signed_letter_whose_case_cannot_go_on_holds_up_no_other(
    app: Flask, service: SigningService, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (file(app, "sip-bidan", "signer", "handover") for _ in range(2))
    client, after = officer(app, "signer"), batch_signing.go_on

    def go_on(session: Any, case_id: int, *rest: Any) -> None:
        if case_id == first:
            raise Stale(case_id)
        after(session, case_id, *rest)

    monkeypatch.setattr(batch_signing, "go_on", go_on)
    assert sign(client, first, second).count("Ditandatangani<") == 1
    assert state(app, second)[1] == "handover"
    monkeypatch.undo()
    assert sign(client, first).count("Ditandatangani<") == 1
    assert state(app, first)[1] == "handover"


def assert_kept_nowhere(
    secret: str, instance: Path, caplog: pytest.LogCaptureFixture, client: FlaskClient
) -> None:
    """Not in a file of the site (database, its log of changes, jobs, logs), nor a log, nor the session."""
    held = [file for file in instance.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()]
    assert held == []
    assert (instance / "var" / "site.db").exists()
    assert secret not in caplog.text
    with client.session_transaction() as session:
        assert secret not in repr(dict(session))


def test_many_letters_with_one_passphrase_each_with_its_result(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    app = create_app(make_instance(tmp_path, replace={"mode: demo": "mode: live"}))
    prepare_app(app)
    now = app.extensions["tlkit"].clock()
    with signing_service(now) as service:
        (app.extensions["tlkit"].path / "akar.pem").write_bytes(service.authority.root)
        app.config.update(BSRE_URL=service.url, BSRE_USER=USER, BSRE_PASSWORD=PASSWORD, BSRE_ROOTS="akar.pem")
        first = file(app, "sip-bidan", "signer", "handover")
        own = file(app, "sip-bidan", "verifier", "signer", "handover")
        number = make_officer(app, "signer", "verifier")
        client = browser(app, number)
        assert do(client, own, "periksa", catatan="Benar.").status_code == 303
        assert "/petugas/tanda-tangan" in step_panel(client, first)
        chosen = [f"certificate:{first}", f"certificate:{own}"]
        form = {"surat": chosen, "nik": NIK, "sandi": PASSPHRASE}
        assert post(client, "/petugas/tanda-tangan", {**form, "sandi": ""}).status_code == 422
        text = post(client, "/petugas/tanda-tangan", form).text
    assert text.count("Ditandatangani<") == 1
    assert "orang lain yang menandatanganinya" in text
    assert PASSPHRASE not in text
    assert_kept_nowhere(PASSPHRASE, app.extensions["tlkit"].path, caplog, client)
    assert state(app, first)[1] == "handover"
    assert state(app, own)[1] == "signer"
    with app.app_context():
        assert db.session.scalars(select(Certificate)).one().signature_verified
    close(app)
