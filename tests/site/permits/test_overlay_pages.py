"""The region's values on the officers' pages: planned, applied, withdrawn, settled, gone back on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.site.officers import officer, post
from tlkit.catalogue.model import Processing
from tlkit.site.releases.activate import activate
from tlkit.site.releases.candidate import candidate
from tlkit.site.releases.desk import answered
from tlkit.site.releases.history import history
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.settling import waiting
from tlkit.site.shared.aside import Message, read, written
from tlkit.site.shared.audit.models import AuditEvent
from tlkit.site.shared.database import db

PERMIT = "sip-bidan"
HOME = f"/petugas/katalog/{PERMIT}"
TIME = {"value-days": "5", "value-unit": "working-days", "reason": "Perwal 12/2026", "expires": "2099-12-31"}


def planned(client: FlaskClient, field: str, form: Mapping[str, str]) -> tuple[TestResponse, dict[str, str]]:
    """The page of a plan, and what its form would send."""
    page = post(client, f"{HOME}/{field}", form)
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
    return page, {name: value for name, value in hidden if name != "csrf_token"}


def apply(client: FlaskClient, field: str, form: Mapping[str, str]) -> None:
    page, sent = planned(client, field, form)
    assert page.status_code == 200, page.text
    assert post(client, f"{HOME}/{field}", sent).status_code == 303


def patches(app: Flask) -> dict[str, object]:
    with app.app_context():
        present = pair_in_force()
        assert present is not None
        return {name: patch.value for name, patch in present.overlay.permits.get(PERMIT, {}).items()}


def test_a_plan_is_shown_before_anything_changes_and_then_applied_once(app: Flask) -> None:
    client = officer(app, "administrator", name="Ratna Contoh")
    page, sent = planned(client, "processing", TIME)
    assert "5 hari kerja" in page.text
    assert "Perwal 12/2026" in page.text
    assert patches(app) == {}
    assert post(client, f"{HOME}/processing", sent).status_code == 303
    assert patches(app) == {"processing": Processing(5)}
    shown = client.get(HOME).text
    assert "Perwal 12/2026" in shown
    assert "31 Desember 2099" in shown
    with app.app_context():
        row = db.session.scalars(select(AuditEvent).filter_by(action="catalogue.overlay")).one()
        assert row.actor.startswith("officer:")
    assert "Ratna Contoh" in client.get("/petugas/katalog/riwayat").text


def test_what_a_demonstration_opens_without_a_decree_is_not_said_to_be_closed(app: Flask) -> None:
    client = officer(app, "administrator")
    assert "Dibuka untuk dicoba" in client.get("/petugas/katalog?q=sip-bidan").text
    assert "Belum dibuka" in client.get("/petugas/katalog?q=pbg-menara").text


def test_where_one_applies_is_chosen_in_words_that_say_what_it_brings(app: Flask) -> None:
    page = officer(app, "administrator").get(f"{HOME}/channel").text
    assert "Di situs ini" in page
    assert "daring menyusul" not in page


def test_a_stale_plan_is_refused_and_planned_again(app: Flask) -> None:
    client = officer(app, "administrator")
    _, old = planned(client, "processing", TIME)
    apply(client, "counter", {"value": "loket-lain", "reason": ""})
    again = post(client, f"{HOME}/processing", old)
    assert again.status_code == 409
    assert "processing" not in patches(app)
    fresh = re.search(r'name="rencana" value="([^"]*)"', again.text)
    assert fresh
    assert post(client, f"{HOME}/processing", {**old, "rencana": fresh[1]}).status_code == 303
    assert "processing" in patches(app)


def test_mistakes_stand_at_their_inputs(app: Flask) -> None:
    client = officer(app, "administrator")
    for form, wrong in (
        ({**TIME, "reason": ""}, "reason"),
        ({**TIME, "value-days": "lima"}, "value-days"),
        ({**TIME, "value-unit": "abad"}, "value-unit"),
        ({**TIME, "expires": "besok"}, "expires"),
    ):
        page = post(client, f"{HOME}/processing", form)
        assert page.status_code == 422
        assert f'<a href="#{wrong}">' in page.text
        assert f'id="{wrong}-error"' in page.text
    assert patches(app) == {}


def test_every_field_with_a_form_can_be_set_and_withdrawn(app: Flask) -> None:
    client = officer(app, "administrator")
    forms: dict[str, dict[str, str]] = {
        "decree": {"value-number": "503/1", "value-date": "2026-02-01"},
        "fee": {"value-kind": "retribusi", "value-amount": "Rp1.250.000"},
        "local_regulation": {"value": "Perda 1/2024\n\nPerwal 2/2025"},
        "offered": {"value": "no", "reason": "Diurus provinsi"},
        "channel": {"value": "counter", "reason": "Belum daring"},
        "summary": {"value-id": "Izin bidan.", "value-en": "For midwives.", "reason": "Lebih jelas"},
        "aliases": {"value": "izin bu bidan", "reason": "Sebutan di sini"},
        "output": {"value-name": "SIP", "value-years": "5", "reason": "Perwal"},
        "technical_agency": {"value": "kesehatan"},
    }
    for field, form in forms.items():
        assert client.get(f"{HOME}/{field}").status_code == 200
        apply(client, field, form)
    assert patches(app).keys() == forms.keys()
    assert "Rp1.250.000" in client.get(HOME).text
    for field in forms:
        apply(client, field, {"cabut": "ya"})
    assert patches(app) == {}


def test_a_conflict_is_settled_side_by_side(app: Flask) -> None:
    client = officer(app, "administrator")
    apply(client, "processing", TIME)
    with app.app_context():
        present = pair_in_force()
        assert present is not None
        moved = replace(present.base.permits[PERMIT], processing=Processing(9))
        base = replace(present.base, version="2", permits={**present.base.permits, PERMIT: moved})
        instance = app.extensions["tlkit"]
        made = candidate(base, present.overlay, source="office", today=instance.today())
        activate(made, instance.clock(), "release")
        assert len(waiting(instance)) == 1
    assert "Putuskan: Waktu" in client.get(HOME).text
    assert "menunggu keputusan Anda" in client.get("/petugas/katalog?lihat=menunggu").text
    assert post(client, f"{HOME}/processing/putuskan", {"pilihan": "lain"}).status_code == 404
    answer = post(client, f"{HOME}/processing/putuskan", {"pilihan": "keep", "reason": "Tetap 5 hari"})
    assert answer.status_code == 303
    shown = client.get(HOME).text
    assert "Putuskan" not in shown
    assert "Tetap 5 hari" in shown
    post(client, f"{HOME}/processing/putuskan", {"pilihan": "take"})
    assert "Tidak ada lagi yang perlu diputuskan" in client.get(HOME).text


def test_one_goes_back_and_others_only_read(app: Flask) -> None:
    client = officer(app, "administrator")
    with app.app_context():
        first = history()[0].generation
    apply(client, "decree", {"value-number": "503/1", "value-date": "2026-02-01"})
    reader = officer(app, "auditor")
    page = reader.get(HOME).text
    assert "503/1" in page
    assert "Cabut" not in page
    assert post(reader, f"{HOME}/decree", {"cabut": "ya"}).status_code == 403
    assert post(client, "/petugas/katalog/riwayat/kembali", {"generasi": "٣"}).status_code == 404
    assert post(client, "/petugas/katalog/riwayat/kembali", {"generasi": str(first)}).status_code == 303
    assert patches(app) == {}
    post(client, "/petugas/katalog/riwayat/kembali", {"generasi": "777"})
    assert "Tidak ada generasi 777" in client.get("/petugas/katalog/riwayat").text


def test_what_is_not_there_is_not_found(app: Flask) -> None:
    client = officer(app, "administrator")
    for path in ("/petugas/katalog/izin-lain", f"{HOME}/national", f"{HOME}/name", f"{HOME}/id"):
        assert client.get(path).status_code == 404


def test_the_job_process_answers_in_plain_data(app: Flask) -> None:
    officer(app, "administrator")
    asked = {"act": "edit", "permit": PERMIT, "field": "offered", "by": "officer:1", "plan": None}
    patch = {"value": False, "reason": "Diurus provinsi", "expires": "2099-12-31"}
    told = read(BytesIO(written(answered(app, Message({**asked, "patch": patch}))))).words["answer"]
    assert told["plan"]
    look = {"act": "look", "permit": PERMIT}
    assert read(BytesIO(written(answered(app, Message(look))))).words["answer"]["base"]["processing"]
    refused = answered(app, Message({**asked, "patch": {**patch, "reason": ""}})).words["refused"]
    assert [problem[0] for problem in refused["problems"]] == [f"permits.{PERMIT}.offered.reason"]
