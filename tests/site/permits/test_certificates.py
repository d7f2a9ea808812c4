"""Certificates from draft to the check by their code, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timezone
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import select

from tests.site.officers import make_officer, officer
from tests.site.permits.filed import NIK as APPLICANT
from tests.site.permits.filed import case_of, file
from tests.site.permits.signing_service import (
    NIK,
    PASSPHRASE,
    PASSWORD,
    USER,
    SigningService,
    signing_service,
)
from tlkit.site.permits.applying.services import application_of
from tlkit.site.permits.certificates import drafting, finding, services
from tlkit.site.permits.certificates.batch import Signed, sign_batch
from tlkit.site.permits.certificates.checking import checked
from tlkit.site.permits.certificates.letters import Signer
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.certificates.numbers import next_serial
from tlkit.site.permits.certificates.render import letter_pdf
from tlkit.site.permits.certificates.signing import Bsre
from tlkit.site.permits.certificates.validity import BadValidity
from tlkit.site.shared import uploads
from tlkit.site.shared.cases import Actor, OutOfOrder, close
from tlkit.site.shared.cases.phone import cookie, signer
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

HEAD = Signer("Dra. Siti Contoh", "Kepala Dinas", "197001012000012001", "Plt.")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(found.split())


def codes_in(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
    document.close()
    return found


@pytest.fixture
def by(app: Flask) -> Actor:
    return Actor("officer", make_officer(app, "signer", email="kadis@kantor.example"), HEAD.name)


def now() -> datetime:
    return current_instance().clock()


def test_the_certificate_names_the_principal_and_not_who_applied_for_them(app: Flask, by: Actor) -> None:
    proxy = {"dikuasakan": "yes", "kuasa_nama": "Budi Perantara", "kuasa_nik": "9971011708900002",
             "kuasa_telepon": "+628129876543"}  # fmt: skip
    home = {"village": "36.71.07.1003", "place": "Karawaci Baru, Karawaci", "street": "Jl. Melati 5"}
    company = {"jenis_pemohon": "company", "badan_nama": "PT Contoh Maju"}
    for answers, holder in ((proxy, "Siti Aminah"), ({**proxy, **company}, "PT Contoh Maju")):
        case_id = file(app, **answers, alamat_pemohon=home)
        with app.app_context(), writing() as session:
            drafting.draft(session, case_of(case_id), by, now())
        with app.app_context():
            assert row(case_id).holder == holder
            said = text_of(letter_pdf(row(case_id), case_of(case_id), "draft", now()))
        assert holder in said
        assert "Alamat sesuai KTP" in said
        assert "Budi" not in said


def drafted(app: Flask, by: Actor, until: date | None = None) -> int:
    """A case with a draft; returns the case's id."""
    case_id = file(app)
    with app.app_context(), writing() as session:
        drafting.draft(session, case_of(case_id), by, now(), until=until)
    return case_id


def row(case_id: int) -> Certificate:
    found = finding.certificate_of(db.session(), case_id)
    assert found is not None
    return found


def scanned(app: Flask, case_id: int, by: Actor) -> Certificate:
    """The case's certificate after printing, signing by hand and scanning."""
    with app.app_context():
        with writing() as session:
            services.give_number(session, row(case_id), "wet", HEAD, by, now())
        printed = letter_pdf(row(case_id), case_of(case_id), "wet", now())
        with writing() as session:
            scan = uploads.store(session, BytesIO(printed), "pindai.pdf", limit=10**6, now=now())
            services.attach_scan(session, row(case_id), scan, by, now())
        return row(case_id)


@pytest.fixture(scope="module")
def service() -> Iterator[SigningService]:
    with signing_service(datetime.now(timezone.utc)) as running:
        yield running


@pytest.fixture
def bsre(service: SigningService, tmp_path: Path) -> Bsre:
    service.fail_on.clear()
    service.seen.clear()
    (tmp_path / "akar.pem").write_bytes(service.authority.root)
    config = {
        "BSRE_URL": service.url,
        "BSRE_USER": USER,
        "BSRE_PASSWORD": PASSWORD,
        "BSRE_ROOTS": "akar.pem",
    }
    made = Bsre.of(config, tmp_path)
    assert made is not None
    return made


def batch(app: Flask, bsre: Bsre, by: Actor, cases: list[int], passphrase: str = PASSPHRASE) -> list[Signed]:
    with app.app_context():
        letters = [(case_id, "certificate") for case_id in cases]
        return sign_batch(bsre, letters, NIK, passphrase, HEAD, by, current_instance().clock)  # type: ignore[arg-type]


def test_a_batch_signs_what_it_can_and_says_what_it_could_not(
    app: Flask, bsre: Bsre, service: SigningService, by: Actor
) -> None:
    cases = [drafted(app, by) for _ in range(3)]
    with app.app_context():
        year = current_instance().today().year
    service.fail_on.add("Nomor: 002/SIP-BIDAN/DPMPTSP/")
    results = batch(app, bsre, by, cases)
    assert [result.error is None for result in results] == [True, False, True]
    assert "Kuota habis" in (results[1].error or ("", ""))[1]
    service.fail_on.clear()
    assert [result.error for result in batch(app, bsre, by, cases)] == [None, None, None]
    assert len([path for path in service.seen if "sign" in path]) == 4, "what was signed is not sent again"
    with app.app_context():
        rows = db.session.scalars(select(Certificate).order_by(Certificate.serial)).all()
        assert [made.serial for made in rows] == [1, 2, 3]
        assert all(made.signature_verified and made.way == "bsre" and made.year == year for made in rows)
        kept = db.session.get_one(uploads.Upload, rows[0].file_id)
        pdf = uploads.contents(kept)
    assert "ditandatangani secara elektronik" in text_of(pdf)
    assert codes_in(pdf) == [f"https://layanan.contoh.example/verifikasi/{rows[0].code}"]
    assert APPLICANT not in text_of(pdf)
    page = app.test_client().get(f"/verifikasi/{rows[0].code}").get_data(as_text=True)
    assert "Ditandatangani secara elektronik" in page
    assert "S*** A*****" in page
    assert "Siti Aminah" not in page
    assert APPLICANT not in page


def test_a_wrong_passphrase_is_sent_once(app: Flask, bsre: Bsre, service: SigningService, by: Actor) -> None:
    cases = [drafted(app, by) for _ in range(2)]
    results = batch(app, bsre, by, cases, "bukan ini")
    assert all(result.error for result in results)
    assert len(service.seen) == 1
    with app.app_context():
        assert row(cases[0]).issued_at is None
        code = row(cases[0]).code
    assert app.test_client().get(f"/verifikasi/{code}").status_code == 404


def test_signed_by_hand_it_never_says_electronic(app: Flask, by: Actor) -> None:
    made = scanned(app, drafted(app, by), by)
    page = app.test_client().get(f"/verifikasi/{made.code.lower().replace('-', '')}", follow_redirects=True)
    said = page.get_data(as_text=True)
    assert "Berlaku" in said
    assert "Ditandatangani dan dicap" in said
    assert "elektronik" not in said.partition("<main")[2]


def test_the_code_to_type_stands_whole_beside_its_page(app: Flask, by: Actor) -> None:
    case_id = drafted(app, by)
    with app.app_context():
        with writing() as session:
            services.give_number(session, row(case_id), "wet", HEAD, by, now())
        printed = letter_pdf(row(case_id), case_of(case_id), "wet", now())
        code = row(case_id).code
    assert f"buka layanan.contoh.example/verifikasi dan ketik {code}" in text_of(printed)
    assert codes_in(printed) == [f"https://layanan.contoh.example/verifikasi/{code}"]


def test_a_draft_is_marked_and_cannot_be_checked(app: Flask, by: Actor) -> None:
    case_id = drafted(app, by)
    client = officer(app, "verifier")
    answer = client.get(f"/petugas/permohonan/{case_id}/surat/sertifikat")
    assert answer.content_type == "application/pdf"
    assert "KONSEP" in text_of(answer.data)
    assert codes_in(answer.data) == []
    assert "/verifikasi" not in text_of(answer.data), "nobody finds a draft there"
    with app.app_context():
        code = row(case_id).code
    assert app.test_client().get(f"/verifikasi/{code}").status_code == 404
    assert app.test_client().get("/verifikasi/K7MP-3XQ9-TR4W").status_code == 404


def test_a_revoked_certificate_says_so(app: Flask, by: Actor) -> None:
    made = scanned(app, drafted(app, by), by)
    with app.app_context():
        with writing() as session:
            services.revoke(session, row(made.case_id), "Pindah tempat", by, now())
        with pytest.raises(OutOfOrder), writing() as session:
            services.revoke(session, row(made.case_id), "Lagi", by, now())
    assert "sudah dicabut" in app.test_client().get(f"/verifikasi/{made.code}").get_data(as_text=True)


def test_the_day_of_a_revocation_is_the_regions(app: Flask, by: Actor) -> None:
    made = scanned(app, drafted(app, by), by)
    with app.app_context():
        with writing() as session:
            early = datetime(2026, 11, 30, 17, 30, tzinfo=timezone.utc)
            services.revoke(session, row(made.case_id), "Pindah tempat", by, early)
        found = checked(db.session(), made.code, date(2026, 12, 1))
        assert found is not None
        assert found.revoked_on == date(2026, 12, 1)


def test_the_letter_of_an_application_to_revoke_grants_nothing(app: Flask, by: Actor) -> None:
    case_id = file(app)
    with app.app_context():
        with writing() as session:
            case = case_of(case_id)
            application_of(session, case).type = "revocation"
            drafting.draft(session, case, by, now())
        said = text_of(letter_pdf(row(case_id), case_of(case_id), "draft", now()))
        assert row(case_id).valid_until is None
    assert "PENCABUTAN SURAT IZIN PRAKTIK BIDAN" in said
    assert "mencabut izin yang dipegang oleh" in said
    assert "memberikan" not in said
    assert "sampai dengan" not in said


def test_what_has_a_number_no_longer_changes(app: Flask, by: Actor) -> None:
    case_id = drafted(app, by)
    with app.app_context():
        with writing() as session:
            services.give_number(session, row(case_id), "wet", HEAD, by, now())
            number = row(case_id).number
        with pytest.raises(OutOfOrder), writing() as session:
            drafting.draft(session, case_of(case_id), by, now())
        with writing() as session:
            services.give_number(session, row(case_id), "bsre", HEAD, by, now())
        assert row(case_id).number == number
        assert re.fullmatch(r"001/SIP-BIDAN/DPMPTSP/[IVX]+/20\d\d", number or "")
        found = finding.find_certificate(db.session(), number or "")
        assert found is None, "not signed yet"


def test_the_end_follows_the_officers_day(app: Flask, by: Actor) -> None:
    with app.app_context():
        today = current_instance().today()
    case_id = drafted(app, by, today.replace(year=today.year + 2))
    made = scanned(app, case_id, by)
    assert made.valid_until == today.replace(year=today.year + 2)
    with pytest.raises(BadValidity):
        drafted(app, by, today)


def test_numbers_have_no_gap_however_many_ask_at_once(app: Flask) -> None:
    def take(turn: int) -> int:
        with app.app_context():
            try:
                with writing() as session:
                    serial = next_serial(session, "certificate", 2026)
                    if turn % 4 == 0:
                        raise RuntimeError("undone")
                    return serial
            except RuntimeError:
                return 0
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        taken = sorted(serial for serial in pool.map(take, range(40)) if serial)
    assert taken == list(range(1, 31))


def test_a_scheme_without_a_code_numbers_certificates_and_refusals_apart(app: Flask, by: Actor) -> None:
    app.extensions["tlkit"].region.services["permits"].settings["number_scheme"] = "503/{number:04d}/{year}"
    granted, refused = drafted(app, by), file(app)
    with app.app_context(), writing() as session:
        letter = drafting.draft_refusal(session, case_of(refused), by, now(), ground="x", article="Pasal 1")
        services.give_number(session, letter, "wet", HEAD, by, now())
        services.give_number(session, row(granted), "wet", HEAD, by, now())
        year = current_instance().today().year
        assert letter.number == f"TOLAK/503/0001/{year}"
        assert row(granted).number == f"503/0001/{year}"


def test_a_refusal_names_ground_article_and_ways_of_objection(app: Flask, by: Actor) -> None:
    case_id = file(app)
    with app.app_context():
        with writing() as session:
            made = drafting.draft_refusal(
                session, case_of(case_id), by, now(), ground="STR tidak berlaku.", article="Pasal 5"
            )
            services.give_number(session, made, "wet", HEAD, by, now())
            assert made.number is not None
            assert "/TOLAK/" in made.number
        refusal = finding.certificate_of(db.session(), case_id, "refusal")
        assert refusal is not None
        said = text_of(letter_pdf(refusal, case_of(case_id), "wet", now()))
        with pytest.raises(OutOfOrder), writing() as session:
            drafting.draft_refusal(session, case_of(case_id), by, now(), ground=" ", article="x")
    for part in ("STR tidak berlaku.", "Pasal 5", "21 hari kerja", "10 hari kerja", "Plt. Kepala Dinas"):
        assert part in said


def test_the_applicant_gets_receipt_and_certificate_on_a_phone_that_opened_the_case(
    app: Flask, by: Actor
) -> None:
    case_id = drafted(app, by)
    made = scanned(app, case_id, by)
    with app.app_context():
        receipt = case_of(case_id).receipt
        with writing() as session:
            close(session, case_of(case_id), by, None, now(), "granted")
    stranger, own = app.test_client(), app.test_client()
    with app.test_request_context():
        own.set_cookie(cookie(), str(signer().dumps([receipt])))
    for path in ("tanda-terima", "surat/sertifikat"):
        address = f"/cek-status/{receipt}/{path}"
        assert stranger.get(address).status_code == 404
        answer = own.get(address)
        assert (answer.status_code, answer.content_type) == (200, "application/pdf")
        assert "no-store" in answer.headers["Cache-Control"]
    slip = own.get(f"/cek-status/{receipt}/tanda-terima?kertas=80mm").data
    assert receipt in text_of(slip)
    assert "Kartu Tanda Penduduk" in text_of(slip)
    assert "Rekomendasi tim teknis" not in text_of(slip), "what only some need does not look forgotten"
    assert "layanan.contoh.example/cek-status" in text_of(slip)
    assert codes_in(slip) == [f"https://layanan.contoh.example/cek-status?resi={receipt}"]
    assert own.get(f"/cek-status/{receipt}/surat/penolakan").status_code == 404
    assert own.get(f"/cek-status/{receipt}/surat/lain").status_code == 404
    assert own.get(f"/cek-status/{receipt}/ketetapan").status_code == 404
    assert made.number is not None
