"""A permit that somebody waits for does not vanish: not by a release, an overlay, or a way back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

import pytest
from flask import current_app
from sqlalchemy.orm import Session

import tlkit.reference
from tests.office_simulator import OfficeSimulator
from tests.site.releases.conftest import Enrolled
from tests.site.releases.test_overlays import FIRST, bring
from tlkit.catalogue.mapping import permit_to_data
from tlkit.catalogue.model import Catalogue
from tlkit.site.releases import Live, live
from tlkit.site.releases.history import rollback
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.releases.stored import StoredLive
from tlkit.site.shared.cases import Case, NewCase, open_case
from tlkit.site.shared.database import db, writing

BASE = tlkit.reference.load()


class Desk:
    """Says who still needs a permit."""

    def __init__(self) -> None:
        self.needs: set[str] = set()
        self.asked: list[set[str]] = []

    def __call__(self, session: Session, permit_ids: Collection[str]) -> Iterable[str]:
        self.asked.append(set(permit_ids))
        return self.needs


@pytest.fixture
def desk(enrolled: Enrolled) -> Desk:
    made = Desk()
    enrolled.app.extensions["tlkit.holds"] = (made,)
    return made


def without_first() -> Catalogue:
    return replace(BASE, permits={id_: permit for id_, permit in BASE.permits.items() if id_ != FIRST})


def shown() -> Live:
    """What is live now."""
    db.session.rollback()
    source: StoredLive = current_app.extensions["tlkit.live"]
    source.look()
    return live()


def test_a_permit_with_open_applications_stays_but_retired(
    enrolled: Enrolled, office: OfficeSimulator, desk: Desk
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", BASE))
    desk.needs = {FIRST, "never-there"}
    apply_bundle(enrolled.instance, office.release("2026.3.2", without_first()))
    found = shown()
    kept = found.permits[FIRST]
    assert kept.permit == replace(BASE.permits[FIRST], status="retired")
    assert (kept.offered, kept.opens_here, len(found.permits)) == (False, False, len(BASE.permits))
    assert desk.asked == [{FIRST}]
    client = enrolled.app.test_client()
    assert client.get(f"/izin/{FIRST}").status_code == 404
    assert f'href="/izin/{FIRST}"' not in client.get("/izin").text
    assert client.get("/standar-pelayanan").status_code == 200


def test_it_is_kept_from_change_to_change_and_goes_when_nobody_waits(
    enrolled: Enrolled, office: OfficeSimulator, desk: Desk
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", BASE))
    desk.needs = {FIRST}
    one = apply_bundle(enrolled.instance, office.release("2026.3.2", without_first()))
    assert (
        apply_bundle(enrolled.instance, office.release("2026.3.3", without_first())).generation
        > one.generation
    )
    assert shown().permits[FIRST].permit.status == "retired"
    desk.needs = set()
    apply_bundle(enrolled.instance, office.release("2026.3.4", without_first()))
    assert FIRST not in shown().permits


def test_it_comes_back_with_a_release_that_has_it_again(
    enrolled: Enrolled, office: OfficeSimulator, desk: Desk
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", BASE))
    desk.needs = {FIRST}
    apply_bundle(enrolled.instance, office.release("2026.3.2", without_first()))
    apply_bundle(enrolled.instance, office.release("2026.3.3", BASE))
    assert shown().permits[FIRST].permit.status == "active"
    assert list(shown().permits) == list(BASE.permits)


def test_a_way_back_loses_no_permit_that_came_since(
    enrolled: Enrolled, office: OfficeSimulator, desk: Desk
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", without_first()))
    apply_bundle(enrolled.instance, office.release("2026.3.2", BASE))
    desk.needs = {FIRST}
    rollback(enrolled.instance)
    assert shown().version == "2026.3.1"
    assert shown().permits[FIRST].permit.status == "retired"


def test_a_permit_of_the_regions_own_that_its_overlay_drops(
    enrolled: Enrolled, office: OfficeSimulator, desk: Desk
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", BASE))
    own = {**permit_to_data(BASE.permits[FIRST]), "id": "local-keramaian"}
    bring(enrolled, f"revision: 0\nadded: [{json.dumps(own)}]\n")
    desk.needs = {"local-keramaian"}
    bring(enrolled, "revision: 1\n")
    assert shown().permits["local-keramaian"].permit.status == "retired"


def test_an_open_application_holds_its_permit_and_a_closed_one_does_not(
    enrolled: Enrolled, office: OfficeSimulator
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", BASE))
    steps = [("verifier", "Periksa berkas")]
    new = NewCase("permits", FIRST, "Izin", "Warga Contoh", {"email": "warga@example.id"}, steps)
    with enrolled.app.test_request_context(), writing() as session:
        number = open_case(session, new, enrolled.clock.now).id
    apply_bundle(enrolled.instance, office.release("2026.3.2", without_first()))
    assert shown().permits[FIRST].permit.status == "retired"
    with writing() as session:
        session.get_one(Case, number).state = "closed"
    apply_bundle(enrolled.instance, office.release("2026.3.3", without_first()))
    assert FIRST not in shown().permits
