"""What a change of the catalogue does to forms: those begun go on as they were, new ones follow it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

import tlkit.reference
from tests.site.officers import officer
from tests.site.permits.applying.resident import CONTACT, DECLARED, PERSON, WHO, Resident
from tests.site.permits.applying.test_applying import PAPERS, PLACE, TREE, WHY
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.overlay import Overlay, overlay_from
from tlkit.site.permits.applying.services import application_of
from tlkit.site.releases.activate import activate
from tlkit.site.releases.candidate import candidate
from tlkit.site.shared import cases
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

BASE = tlkit.reference.load()
ASKED = BASE.permits[TREE]
SKETCH = "denah-alasan"


@pytest.fixture
def resident(app: Flask) -> Resident:
    return Resident(app.test_client())


def put(app: Flask, permit: Permit, without: str = "", overlay: Overlay | None = None) -> None:
    """A release in which the permit is another, and perhaps a document is no longer known."""
    documents = {id_: each for id_, each in BASE.documents.items() if id_ != without}
    catalogue: Catalogue = replace(
        BASE, version="2", permits={**BASE.permits, permit.id: permit}, documents=documents
    )
    with app.app_context():
        instance = current_instance()
        activate(
            candidate(catalogue, overlay or Overlay(), source="kit", today=instance.today()),
            instance.clock(),
            "start",
        )
        app.extensions["tlkit.live"].look()


def without_sketch() -> Permit:
    return replace(ASKED, requirements=tuple(each for each in ASKED.requirements if each.document != SKETCH))


def test_a_form_keeps_its_papers_and_their_names_when_a_release_drops_them(
    app: Flask, resident: Resident
) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    others = [each for id_, each in BASE.permits.items() if id_ != TREE]
    used = {paper.document for each in others for paper in each.requirements}
    assert SKETCH not in used, "another permit still asks for it: choose another paper"
    put(app, without_sketch(), without=SKETCH)
    resident.open(resident.path)
    assert BASE.documents[SKETCH].name in resident.page.text
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    receipt = resident.receipt
    with app.app_context(), writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case is not None
        assert SKETCH in application_of(session, case).documents
        cases.give_back(
            session, case, cases.SYSTEM, None, current_instance().clock(), [], [SKETCH], "Denah buram."
        )
    resident.open(f"/cek-status/{receipt}")
    assert BASE.documents[SKETCH].name in resident.page.text
    resident.open(f"/cek-status/{receipt}/perbaiki")
    assert BASE.documents[SKETCH].name in resident.page.text


def test_a_new_form_follows_the_new_release(app: Flask, resident: Resident) -> None:
    put(app, without_sketch(), without=SKETCH)
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    assert SKETCH not in resident.page.text


@pytest.mark.parametrize("status", ["deprecated", "retired"])
def test_what_is_on_its_way_out_takes_no_new_form_but_lets_those_begun_be_sent(
    app: Flask, resident: Resident, status: str
) -> None:
    resident.begin(TREE)
    put(app, replace(ASKED, status=status))  # type: ignore[arg-type]
    late = Resident(app.test_client())
    late.open(f"/izin/{TREE}/ajukan")
    assert late.path == f"/izin/{TREE}"
    late.open("/cek-status")
    late.send({"jenis": "new"}, to=f"/izin/{TREE}/ajukan")
    assert late.path == f"/izin/{TREE}"
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    assert resident.receipt
    with app.app_context():
        assert cases.by_receipt(db.session(), resident.receipt) is not None


def test_what_is_gone_from_the_catalogue_lets_those_begun_be_sent(app: Flask, resident: Resident) -> None:
    resident.begin(TREE)
    resident.fill(WHO, PERSON)
    with app.app_context():
        instance = current_instance()
        left = {id_: each for id_, each in BASE.permits.items() if id_ != TREE}
        activate(
            candidate(
                replace(BASE, version="2", permits=left), Overlay(), source="kit", today=instance.today()
            ),
            instance.clock(),
            "start",
        )
        app.extensions["tlkit.live"].look()
    assert Resident(app.test_client()).open(f"/izin/{TREE}/ajukan").status_code == 404
    resident.fill(CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    receipt = resident.receipt
    for page in (f"/cek-status/{receipt}", f"/cek-status/{receipt}/tanda-terima"):
        assert resident.open(page).status_code == 200, page
    with app.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case is not None
        number = case.id
    desk = officer(app, "front-desk")
    assert desk.get(f"/petugas/permohonan/{number}").status_code == 200
    assert receipt in desk.get("/petugas/permohonan?milik=semua").text


def test_what_is_not_offered_or_made_elsewhere_takes_no_form(app: Flask, resident: Resident) -> None:
    closed = {"permits": {TREE: {"offered": {"value": False, "reason": "Dinas sedang pindah."}}}}
    put(app, ASKED, overlay=overlay_from(closed))
    for permit in (TREE, next(id_ for id_, each in BASE.permits.items() if each.channel != "here")):
        resident.open(f"/izin/{permit}/ajukan")
        assert resident.path == f"/izin/{permit}"
        resident.open("/cek-status")
        resident.send({"jenis": "new"}, to=f"/izin/{permit}/ajukan")
        assert resident.path == f"/izin/{permit}"


def test_no_such_permit_is_not_found(resident: Resident) -> None:
    assert resident.open("/izin/tidak-ada/ajukan").status_code == 404
