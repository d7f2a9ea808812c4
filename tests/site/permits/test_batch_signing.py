"""Many letters signed with one passphrase, and what the signature service and its settings may do."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer, officer, post
from tests.site.permits.deeds import do, live_site, state, step_panel
from tests.site.permits.filed import file
from tests.site.permits.signing_service import (
    NIK,
    PASSPHRASE,
    PASSWORD,
    USER,
    Authority,
    SigningService,
    signing_service,
)
from tlkit.site import create_app
from tlkit.site.permits.casework import batch_signing
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.cases import Case, Stale
from tlkit.site.shared.database import db, writing


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with live_site(tmp_path) as made:
        yield made


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


REFUSED = {"alasan": "STR dicabut.", "pasal": "Pasal 5"}


def test_what_somebody_else_signs_stands_there_with_its_reason_and_cannot_be_chosen(app: Flask) -> None:
    own, other = (file(app, "sip-bidan", "verifier", "signer") for _ in range(2))
    client = officer(app, "verifier", "signer")
    colleague = officer(app, "verifier", email="v@kantor.example")
    assert do(client, own, "periksa", catatan="Benar.").status_code == 303
    assert do(colleague, other, "periksa", catatan="Benar.").status_code == 303
    page = client.get("/petugas/tanda-tangan").text
    assert f'value="certificate:{other}"' in page
    assert f'value="certificate:{own}"' not in page
    assert page.count("jadi orang lain yang menandatanganinya") == 1
    assert (
        "orang lain"
        not in officer(app, "auditor", email="a@kantor.example").get("/petugas/tanda-tangan").text
    )


def test_a_case_waits_with_one_letter_and_an_agency_s_signer_sees_all_of_theirs(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_signing, "MOST", 1)
    foreign, own = (file(app, "sip-bidan", "signer") for _ in range(2))
    with app.app_context(), writing() as session:
        session.get_one(Case, foreign).agency = "disdik"
        session.get_one(Case, own).agency = "dinkes"
    proposer = officer(app, "signer", email="p@kantor.example")
    for case_id in (foreign, own):
        assert do(proposer, case_id, "tolak", **REFUSED).status_code == 303
    page = officer(app, "signer", agency="dinkes").get("/petugas/tanda-tangan").text
    assert f'value="refusal:{own}"' in page
    assert f'value="certificate:{own}"' not in page, "it is to be refused"
    assert f":{foreign}" not in page


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
