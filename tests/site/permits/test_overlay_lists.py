"""A clerk's day with lists: a paper, a question, an order of steps, and a permit of the region's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.site.officers import officer, post
from tlkit.catalogue.model import Permit, Requirement
from tlkit.site.permits.page import papers_by_type
from tlkit.site.releases.activate import activate
from tlkit.site.releases.candidate import candidate
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.stored import read

PERMIT = "sip-bidan"
HOME = f"/petugas/katalog/{PERMIT}"
PAPERS, FORM, STEPS = f"{HOME}/requirements", f"{HOME}/form", f"{HOME}/steps"
WHY = {"reason": "Perbup 12/2026"}
DOMISILI = {"baru-name": "Surat domisili", "baru-t-new": "ya", "baru-note": "Asli dari desa"}


def inputs(page: str) -> dict[str, str]:
    """What the form of a page would send, buttons apart."""
    main = page.split("<main", 1)[1]
    found = {}
    for tag in re.findall(r"<input [^>]*>", main):
        said = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if said.get("type") != "checkbox" or " checked" in tag:
            found[said["name"]] = unescape(said.get("value", ""))
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>', main, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    for name, words in re.findall(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>\n(.*?)</textarea>', main, re.S):
        found[name] = unescape(words)
    found.pop("csrf_token", None)
    return found


def pressed(client: FlaskClient, path: str, page: TestResponse, **typed: str) -> TestResponse:
    """The answer to a page's form with something typed over it; `lakukan` is the button."""
    return post(client, path, {**inputs(page.text), **typed})


def applied(client: FlaskClient, path: str, form: Mapping[str, str], page: TestResponse) -> None:
    plan = pressed(client, path, page, **form)
    assert plan.status_code == 200, plan.text
    assert post(client, path, inputs(plan.text)).status_code == 303


def in_force(app: Flask, permit_id: str = PERMIT) -> Permit:
    with app.app_context():
        present = pair_in_force()
        assert present is not None
        return read(app, present.generation, demo=True).permits[permit_id].permit


def test_a_paper_is_added_and_the_centre_s_next_release_joined_with_it(app: Flask) -> None:
    client = officer(app, "administrator", name="Ratna Contoh")
    first = len(in_force(app).requirements)
    page = pressed(client, PAPERS, client.get(PAPERS), lakukan="tambah", **DOMISILI)
    assert "Surat domisili" in page.text
    plan = pressed(client, PAPERS, page, **WHY)
    assert "Hanya di sisi ini" in plan.text
    assert f"{first} baris lain sama" in plan.text
    assert len(in_force(app).requirements) == first
    assert post(client, PAPERS, inputs(plan.text)).status_code == 303
    paper = Requirement("daerah-surat-domisili", name="Surat domisili", note="Asli dari desa")
    assert in_force(app).requirements[-1] == paper
    assert "Persyaratan diisi daerah (+ Surat domisili)" in client.get("/petugas/katalog/riwayat").text
    assert "What to bring set by the region" in client.get("/en/petugas/katalog/riwayat").text

    with app.app_context():
        present = pair_in_force()
        assert present is not None
        old = present.base.permits[PERMIT]
        moved = replace(old, requirements=(*old.requirements, Requirement("stnk", condition="Bila bermotor")))
        base = replace(present.base, version="2", permits={**present.base.permits, PERMIT: moved})
        instance = app.extensions["tlkit"]
        activate(
            candidate(base, present.overlay, source="office", today=instance.today()),
            instance.clock(),
            "release",
        )
    shown = client.get(HOME).text
    assert "Putuskan: Persyaratan" in shown
    assert "Bila bermotor" in shown
    assert "Gabungkan baris demi baris" in shown
    page = client.get(PAPERS)
    at = int(re.findall(r'value="minta-([0-9]+)"', page.text)[0])
    applied(client, PAPERS, {}, pressed(client, PAPERS, page, lakukan=f"minta-{at}"))
    assert [need.document for need in in_force(app).requirements][-2:] == ["stnk", "daerah-surat-domisili"]
    assert "Putuskan" not in client.get(HOME).text
    withdrawn = post(client, PAPERS, {"cabut": "ya"})
    assert post(client, PAPERS, inputs(withdrawn.text)).status_code == 303
    assert in_force(app).requirements == moved.requirements


def test_the_later_of_two_officers_is_told_and_keeps_what_was_typed(app: Flask) -> None:
    first, second = officer(app, "administrator"), officer(app, "administrator", email="b@kantor.example")
    theirs = second.get(PAPERS)
    applied(first, PAPERS, {**DOMISILI, **WHY}, first.get(PAPERS))
    typed = {"baru-name": "Pasfoto berwarna", "baru-t-new": "ya", "r0-note": "Bawa aslinya", **WHY}
    told = pressed(second, PAPERS, theirs, **typed)
    assert told.status_code == 409
    assert "Baru dari rekan" in told.text
    kept = inputs(told.text)
    assert {name: kept[name] for name in typed} == typed
    applied(second, PAPERS, {}, told)
    names = [need.name for need in in_force(app).requirements if need.name]
    assert names == ["Surat domisili", "Pasfoto berwarna"]
    assert in_force(app).requirements[0].note == "Bawa aslinya"


def test_mistakes_stand_at_their_row_and_nothing_is_lost(app: Flask) -> None:
    client = officer(app, "administrator")
    wrong = pressed(
        client, FORM, client.get(FORM), lakukan="tambah", **{"baru-label": "Luas", "baru-type": ""}
    )
    assert wrong.status_code == 422
    assert 'id="baru-type-error"' in wrong.text
    assert inputs(wrong.text)["baru-label"] == "Luas"
    page = pressed(client, FORM, wrong, **{"baru-type": "number", "lakukan": "tambah"})
    assert 'id="reason-error"' in pressed(client, FORM, page).text
    applied(client, FORM, WHY, page)
    assert (in_force(app).form[-1].label, in_force(app).form[-1].type) == ("Luas", "number")
    assert post(client, FORM, {"jumlah": "99"}).status_code == 400

    page = client.get(STEPS)
    roles = [step.role for step in in_force(app).steps]
    page = pressed(client, STEPS, page, lakukan=f"lepas-{roles.index('signer')}")
    refused = pressed(client, STEPS, page, **WHY)
    assert refused.status_code == 422
    assert "tanpa itu surat izin tidak terbit" in refused.text
    page = pressed(client, STEPS, client.get(STEPS), lakukan="turun-1")
    applied(client, STEPS, WHY, page)
    assert [step.role for step in in_force(app).steps] == [roles[0], roles[2], roles[1], *roles[3:]]


def test_a_permit_of_the_region_s_own_is_added_and_filled_in_on_the_same_pages(app: Flask) -> None:
    client = officer(app, "administrator")
    path = "/petugas/katalog/tambah"
    typed = {
        "name-id": "Izin Tutup Jalan", "name-en": "Road closure permit", "summary-id": "Menutup jalan.",
        "summary-en": "To close a road.", "sector": "sosial", "agency": "perhubungan",
    }  # fmt: skip
    assert 'id="sector-error"' in post(client, path, {**typed, "sector": ""}).text
    refused = post(client, path, {**typed, "channel": "here"})
    assert (refused.status_code, 'id="channel-error"' in refused.text) == (422, True)
    plan = pressed(client, path, client.get(path), **typed)
    assert "/izin/local-izin-tutup-jalan" in plan.text
    assert post(client, path, inputs(plan.text)).status_code == 303
    assert post(client, path, {**typed, "id": "izin-tutup-jalan", "channel": "counter"}).status_code == 422
    own = "local-izin-tutup-jalan"
    assert in_force(app, own).channel == "counter"

    home = f"/petugas/katalog/{own}"
    paper = {**DOMISILI, **WHY}
    applied(client, f"{home}/requirements", paper, client.get(f"{home}/requirements"))
    assert in_force(app, own).requirements[0].name == "Surat domisili"
    page = client.get(f"{home}/keterangan")
    applied(client, f"{home}/keterangan", {"name-id": "Izin Penutupan Jalan"}, page)
    assert in_force(app, own).name.id == "Izin Penutupan Jalan"
    assert in_force(app, own).requirements[0].name == "Surat domisili"
    late = pressed(client, f"{home}/keterangan", page, **{"name-id": "Izin Lain"})
    assert (late.status_code, inputs(late.text)["name-id"]) == (409, "Izin Lain")
    assert client.get(f"{HOME}/keterangan").status_code == 404
    with app.app_context():
        present = pair_in_force()
        assert present is not None
        now = read(app, present.generation, demo=True)
        (paper_shown,) = papers_by_type(now.permits[own].permit, now)["new"]
    assert (paper_shown.document.name, paper_shown.document.help) == ("Surat domisili", "Asli dari desa")
