"""What a region proposes to the office, how the office hears of it, and what becomes of its answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

import tlkit.reference
from tests.office_simulator import OfficeSimulator
from tests.site.releases.conftest import TOKEN, Enrolled
from tests.site.releases.test_overlays import FIRST, OVERLAY, bring, with_days
from tlkit.catalogue.mapping import permit_to_data
from tlkit.catalogue.messages import ProposalDecision
from tlkit.errors import InputError
from tlkit.site.releases.proposals import (
    ANSWERED,
    Decided,
    NoSuchProposal,
    NothingToPropose,
    decide,
    proposals,
    propose,
)
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.releases.standing import standing

WHY = "Perwal 1/2026 berlaku sama di mana-mana"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
YES, NO = ProposalDecision("accepted"), ProposalDecision("declined", "Belum ada dasar hukumnya")


@pytest.fixture
def site(enrolled: Enrolled, office: OfficeSimulator) -> Enrolled:
    """A site with a release and the region's changes in force."""
    apply_bundle(enrolled.instance, office.release("2026.3.1", with_days(5)))
    bring(enrolled, OVERLAY)
    return enrolled


@pytest.fixture
def client(site: Enrolled) -> FlaskClient:
    return site.app.test_client()


def ask(client: FlaskClient, number: int | str, decision: Any) -> tuple[int, Any]:
    answer = client.post(f"/office/v1/proposals/{number}", headers=HEADERS, json=decision)
    return answer.status_code, answer.get_json()


def test_a_proposal_tells_what_could_hold_everywhere_and_nobodys_name(
    site: Enrolled, client: FlaskClient
) -> None:
    propose(site.instance, FIRST, None, WHY)
    (told,) = client.get("/office/v1/proposals", headers=HEADERS).get_json()
    assert (told["id"], told["reason"], told["proposed_on"]) == ("1", WHY, "2026-03-02")
    assert list(told["overlay"]["permits"]) == [FIRST]
    patches = told["overlay"]["permits"][FIRST]
    assert list(patches) == ["processing"]
    assert patches["processing"]["value"]["days"] == 99
    assert "DPMPTSP" not in json.dumps(told)
    assert standing(site.instance).proposals == 1


def test_one_field_alone(site: Enrolled) -> None:
    assert propose(site.instance, FIRST, "processing", WHY).overlay["permits"][FIRST].keys() == {"processing"}


def test_what_cannot_be_proposed(site: Enrolled) -> None:
    for permit_id, field in ((FIRST, "decree"), (FIRST, "offered"), (FIRST, "steps"), ("tidak-ada", None)):
        with pytest.raises(NothingToPropose):
            propose(site.instance, permit_id, field, WHY)
    for reason in ("", " ", "a\x07b", "a" * 4001):
        with pytest.raises(InputError):  # the office could not read it
            propose(site.instance, FIRST, None, reason)
    assert not proposals(site.instance)


def test_a_permit_of_the_regions_own(site: Enrolled) -> None:
    permit = {**permit_to_data(tlkit.reference.load().permits[FIRST]), "id": "local-keramaian"}
    bring(site, OVERLAY.replace("revision: 0", "revision: 1") + f"added: [{json.dumps(permit)}]\n")
    told = propose(site.instance, "local-keramaian", None, WHY)
    assert told.overlay["permits"] == {}
    assert [one["id"] for one in told.overlay["added"]] == ["local-keramaian"]


def test_the_same_again_is_one_proposal_while_it_waits(site: Enrolled) -> None:
    first = propose(site.instance, FIRST, None, WHY)
    assert propose(site.instance, FIRST, None, "Alasan lain").id == first.id
    decide(site.instance, 1, NO)
    assert propose(site.instance, FIRST, None, WHY).id == "2"


def test_a_decision_is_noted_once(site: Enrolled, client: FlaskClient) -> None:
    propose(site.instance, FIRST, None, WHY)
    status, told = ask(client, 1, {"state": "declined", "note": "Belum ada dasar hukumnya"})
    assert (status, told["state"], told["note"]) == (200, "declined", "Belum ada dasar hukumnya")
    assert ask(client, 1, {"state": "declined", "note": "Lain"}) == (200, told)
    status, refusal = ask(client, 1, {"state": "accepted"})
    assert (status, refusal["reason"]) == (409, "decided")
    assert [one.state for one in proposals(site.instance)] == ["declined"]
    assert standing(site.instance).proposals == 0


def test_odd_decisions(site: Enrolled, client: FlaskClient) -> None:
    propose(site.instance, FIRST, None, WHY)
    yes = {"state": "accepted"}
    assert [ask(client, number, yes)[0] for number in (7, "99999999999999999999", "x")] == [404] * 3
    odd: tuple[Any, ...] = ({"state": "proposed"}, [], {"state": "declined", "note": 5})
    assert [ask(client, 1, decision)[0] for decision in odd] == [422] * 3
    for sent in (b"{", b"[" * 100_000, b'{"state": "declined", "note": "\\u0000"}'):
        assert client.post("/office/v1/proposals/1", headers=HEADERS, data=sent).status_code == 400
    assert [one.state for one in proposals(site.instance)] == ["proposed"]


def test_strangers_hear_and_decide_nothing(site: Enrolled, client: FlaskClient) -> None:
    propose(site.instance, FIRST, None, WHY)
    assert client.get("/office/v1/proposals").status_code == 401
    assert client.post("/office/v1/proposals/1", json={"state": "accepted"}).status_code == 401
    assert [one.state for one in proposals(site.instance)] == ["proposed"]


def test_many_proposals_come_bit_by_bit_the_waiting_ones_first(site: Enrolled) -> None:
    for number in range(ANSWERED + 2):
        propose(site.instance, FIRST, None, WHY)
        if number < ANSWERED:
            decide(site.instance, number + 1, YES)
            continue
        if number == ANSWERED:
            decide(site.instance, number + 1, NO)
    told = proposals(site.instance)
    assert len(told) == ANSWERED
    assert [one.id for one in told[:3]] == [str(ANSWERED + 2), str(ANSWERED + 1), str(ANSWERED)]


def test_decisions_of_what_never_was_or_was_decided(site: Enrolled) -> None:
    with pytest.raises(NoSuchProposal):
        decide(site.instance, 1, YES)
    propose(site.instance, FIRST, None, WHY)
    decide(site.instance, 1, YES)
    with pytest.raises(Decided):
        decide(site.instance, 1, NO)
