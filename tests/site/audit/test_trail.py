"""The audit's page: who may read it, what it says, and how rows are found in it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.officers import make_officer, officer, post
from tests.site.permits.filed import case_of, file
from tlkit.site.backoffice import trail
from tlkit.site.shared import audit
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db, writing

PATH = "/petugas/jejak"


def numbers(page: str) -> list[int]:
    """The rows of a page by number, in its order."""
    return [int(each) for each in re.findall(r'<td><span class="muted small">(\d+)</span>', page)]


def receipt_of(app: Flask, case_id: int) -> str:
    with app.app_context():
        return case_of(case_id).receipt


def test_who_opened_a_case_is_found_by_its_receipt(app: Flask) -> None:
    case_id, other = file(app), file(app)
    officer(app, "verifier", name="Budi Contoh", email="budi@kantor.example").get(
        f"/petugas/permohonan/{case_id}"
    )
    link = f'href="{PATH}?resi={receipt_of(app, case_id)}"'
    assert link not in officer(app, "verifier").get(f"/petugas/permohonan/{case_id}").text
    client = officer(app, "auditor", email="a@kantor.example")
    assert link in client.get(f"/petugas/permohonan/{case_id}").text
    typed = receipt_of(app, case_id).lower()
    page = client.get(PATH, query_string={"resi": typed}).text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "Berkas dibuka petugas" in table
    assert "Budi Contoh" in table
    assert "Permohonan diterima" in table
    assert receipt_of(app, case_id) in table
    assert receipt_of(app, other) not in table
    assert "Case opened by an officer" in client.get("/en" + PATH, query_string={"resi": typed}).text


def test_the_latest_stand_on_top_and_older_ones_on_further_pages(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "PAGE", 3)
    client = officer(app, "administrator")
    for _ in range(6):
        client.get(PATH)
    page = client.get(PATH, query_string={"apa": "audit.seen"}).text
    first = numbers(page)
    assert first == sorted(first, reverse=True)
    assert len(first) == 3
    assert "Jejak audit dibaca" in page, "that it was read is written down too"
    [further] = re.findall(r'rel="next" href="([^"]+)"', page)
    second = numbers(client.get(further.replace("&amp;", "&")).text)
    assert first[-1] > second[0]
    assert len(second) == 3
    with app.app_context():
        seen = select(audit.AuditEvent.id).where(audit.AuditEvent.action == "audit.seen")
        assert set(first + second) <= set(db.session.scalars(seen))


def test_rows_of_one_officer_and_until_a_day(app: Flask) -> None:
    asked = make_officer(app, "verifier", email="budi@kantor.example")
    now: datetime = app.extensions["tlkit"].clock()
    with app.app_context(), writing() as session:
        for days in (3, 2, 1):
            at = now - timedelta(days=days)
            audit.record(session, actor=f"officer:{asked}", action="case.seen", subject="case:7", now=at)
    client, last = officer(app, "auditor"), app.extensions["tlkit"].today() - timedelta(days=2)
    theirs = numbers(client.get(PATH, query_string={"petugas": asked}).text)
    assert len(theirs) == 3
    assert numbers(client.get(PATH, query_string={"petugas": asked, "sampai": last}).text) == theirs[1:]


@pytest.mark.parametrize(
    "asked",
    [
        {"resi": "bukan resi"},
        {"sampai": "9999-12-31"},
        {"sampai": "kemarin"},
        {"sebelum": "9" * 30},
        {"sebelum": "-1"},
        {"petugas": "9" * 30},
        {"apa": "tidak.ada"},
    ],
)
def test_odd_questions_are_answered(app: Flask, asked: dict[str, str]) -> None:
    client = officer(app, "auditor")
    client.get(PATH)
    answer = client.get(PATH, query_string=asked)
    assert answer.status_code == 200
    assert ('role="alert"' in answer.text) == ("resi" in asked)
    assert bool(numbers(answer.text)) == bool({"sampai", "sebelum"} & asked.keys()), "that is not asked"


def test_an_agency_s_auditor_reads_about_its_cases_alone(app: Flask) -> None:
    own, foreign = file(app), file(app)
    with app.app_context(), writing() as session:
        session.get_one(Case, own).agency, session.get_one(Case, foreign).agency = "dinkes", "disdik"
    client = officer(app, "auditor", agency="dinkes")
    page = client.get(PATH).text
    assert receipt_of(app, own) in page
    assert receipt_of(app, foreign) not in page
    assert "Jejak audit dibaca" not in page.partition("<tbody>")[2]
    assert numbers(client.get(PATH, query_string={"resi": receipt_of(app, foreign)}).text) == []


def test_nobody_writes_here(app: Flask) -> None:
    assert post(officer(app, "auditor"), PATH).status_code == 405
