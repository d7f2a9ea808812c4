"""Who decides what: drafts, refusals, four eyes, and two officers at one letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.officers import officer, post
from tests.site.permits.deeds import do, live_site, state
from tests.site.permits.filed import case_of, file, picture
from tlkit.site.permits.applying import corrections
from tlkit.site.permits.applying.services import application_of
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.releases import live
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import Case, open_return
from tlkit.site.shared.database import db, writing

SETTING = "one_person_may_verify_and_sign"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with live_site(tmp_path) as made:
        yield made


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
