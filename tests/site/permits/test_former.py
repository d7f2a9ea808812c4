"""What a signed letter means for the earlier certificate whose number its form names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.officers import officer
from tests.site.permits.deeds import do, live_site
from tests.site.permits.filed import case_of, file, picture
from tlkit.site.permits.applying.services import application_of
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.certificates.reminders import due
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.database import db, writing

OTHER_NIK = "9971014911900002"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with live_site(tmp_path) as made:
        yield made


@pytest.fixture
def signer(app: Flask) -> FlaskClient:
    return officer(app, "signer")


def signed(app: Flask, signer: FlaskClient, kind: str = "new", **answers: str) -> int:
    """The number of a case whose letter is signed; its certificate ends in a month."""
    case_id = file(app, "sip-bidan", "signer", "handover", **answers)
    with app.app_context(), writing() as session:
        application_of(session, case_of(case_id)).type = kind
    assert do(signer, case_id, "cetak", surat="sertifikat").status_code == 303
    assert do(signer, case_id, "pindaian", pindaian=(picture(), "surat.jpg")).status_code == 303
    with app.app_context(), writing() as session:
        made = certificate_of(session, case_id)
        assert made is not None
        made.valid_until = app.extensions["tlkit"].today() + timedelta(days=30)
    return case_id


def number_of(app: Flask, case_id: int) -> str:
    return str(of(app, case_id).number)


def of(app: Flask, case_id: int) -> Certificate:
    with app.app_context():
        return db.session.scalars(select(Certificate).where(Certificate.case_id == case_id)).one()


def reminded_of(app: Flask) -> list[int]:
    """The cases whose holders are to be reminded now."""
    with app.app_context():
        found = db.session.scalars(select(Certificate.case_id).where(Certificate.id.in_(due(db.session()))))
        return sorted(found)


@pytest.mark.parametrize("kind", ["renewal", "change", "copy"])
def test_nobody_is_reminded_of_what_was_renewed(app: Flask, signer: FlaskClient, kind: str) -> None:
    former = signed(app, signer)
    assert reminded_of(app) == [former]
    after = signed(app, signer, kind, nomor_sip_lama=number_of(app, former).lower())
    assert reminded_of(app) == [after]
    assert of(app, former).revoked_at is None, "it holds until its end"


@pytest.mark.parametrize(
    ("kind", "answers"),
    [("renewal", {"nik": OTHER_NIK}), ("renewal", {"nomor_sip_lama": "tidak ada"}), ("new", {})],
)
def test_who_only_names_a_number_changes_nothing(
    app: Flask, signer: FlaskClient, kind: str, answers: dict[str, str]
) -> None:
    former = signed(app, signer)
    after = signed(app, signer, kind, **{"nomor_sip_lama": number_of(app, former), **answers})
    assert reminded_of(app) == [former, after]


def test_what_its_holder_gives_back_is_revoked_with_the_letter_that_says_so(
    app: Flask, signer: FlaskClient
) -> None:
    former = signed(app, signer)
    stranger = signed(app, signer, "revocation", nik=OTHER_NIK, nomor_sip_lama=number_of(app, former))
    assert of(app, former).revoked_at is None
    after = signed(app, signer, "revocation", nomor_sip_lama=number_of(app, former))
    ended = of(app, former)
    assert ended.revoked_at is not None
    assert ended.revoked_reason == f"{of(app, after).title}, nomor {number_of(app, after)}"
    assert former not in reminded_of(app)
    assert of(app, stranger).revoked_at is None
    again = signed(app, signer, "revocation", nomor_sip_lama=number_of(app, former))
    assert of(app, former).revoked_reason == ended.revoked_reason, "once is enough"
    assert of(app, again).issued_at is not None
    with app.app_context():
        rows = db.session.scalars(
            select(AuditEvent.case_id).where(AuditEvent.action == "certificate.revoked")
        )
        assert list(rows) == [former]
