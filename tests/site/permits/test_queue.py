"""The queue's lists on both databases: order, scopes, filters, pages, search, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from tests.site.asked import asked
from tests.site.permits.case_rows import put, put_nik, put_officer, receipt, row
from tlkit.site.permits.casework.finding import Wanted, found, wanted
from tlkit.site.permits.casework.queue import Choice, Place, following, listed
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import Case, CaseMessage, granted_by_silence
from tlkit.site.shared.cases.opening import NEVER
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance


def officer(*roles: str, agency: str | None = None, stands_for: tuple[int, ...] = ()) -> Officer:
    return Officer(7, "Petugas", "p@contoh.example", frozenset(roles), agency, substitutes_for=stands_for)


@pytest.fixture
def cases(app: Flask) -> Iterator[None]:
    """Some cases of every sort, in an application context."""
    with app.app_context():
        put_officer(7, "Ratna")
        put_officer(8, "Budi")
        put(
            [
                row(1, assignee_id=7),
                row(2),
                row(3, assignee_id=8),
                row(4, role="technical", technical_agency="dinkes"),
                row(5, role="technical", technical_agency="pupr", agency="pupr"),
                row(6, state="returned"),
                row(7, state="closed", role=None, outcome="granted"),
                row(8, state="closed", role=None, outcome="refused"),
                row(9, kind="reklame", district="99.71.01", applicant_name="Muhammad Rizki Aminudin"),
                row(10, role="signer"),
                row(11, service="complaints"),
            ]
        )
        yield


def ids(who: Officer, chosen: Choice) -> list[int]:
    return [each.id for each in listed(who, chosen).rows]


def test_mine_are_those_given_to_me_and_those_that_wait_for_my_role(cases: None) -> None:
    assert ids(officer("verifier"), Choice("mine")) == [1, 2, 9]
    assert ids(officer("verifier", stands_for=(8,)), Choice("mine")) == [1, 2, 3, 9]
    assert ids(officer("technical", agency="dinkes"), Choice("mine")) == [1, 4]
    assert ids(officer("technical"), Choice("mine")) == [1, 4, 5]
    assert ids(officer("administrator"), Choice("mine")) == [1]


def test_an_agency_sees_its_own_and_the_permit_office_everything(cases: None) -> None:
    assert ids(officer("technical", agency="pupr"), Choice("agency")) == [5]
    assert ids(officer("technical", agency="pupr"), Choice("all")) == [5]
    assert ids(officer("technical", agency="dinkes"), Choice("all")) == [4]
    assert ids(officer("verifier"), Choice("all")) == [1, 2, 3, 4, 5, 9, 10]


def test_states_and_filters(cases: None) -> None:
    who = officer("verifier")
    assert ids(who, Choice(state="returned")) == [6]
    assert ids(who, Choice(state="closed")) == [8, 7]
    assert ids(who, Choice(kind="reklame")) == [9]
    assert ids(who, Choice(step="signer")) == [10]
    assert ids(who, Choice(district="99.71.01", kind="sip-bidan")) == []
    assert ids(who, Choice(agency="pupr")) == [5]


def test_what_is_late_and_what_silence_has_granted(cases: None) -> None:
    who, rule = officer("verifier"), "PP 1/2030, Pasal 5"
    now = current_instance().clock()
    soon, gone = now + timedelta(seconds=1), now - timedelta(seconds=1)
    put([
        row(21, next_at=gone, deemed=rule), row(22, next_at=soon + timedelta(hours=1), deemed=rule),
        row(23, next_at=gone), row(24, next_at=gone, deemed=rule, state="paused"),
        row(25, next_at=gone, deemed=rule, complete_at=None), row(26, next_at=NEVER, deemed=rule),
    ])  # fmt: skip
    assert {21, 23, 25} <= set(ids(who, Choice(time="late")))
    assert not {22, 24, 26} & set(ids(who, Choice(time="late")))
    assert ids(who, Choice(time="silent")) == [21]
    assert [each.id for each in listed(who, Choice()).rows if granted_by_silence(each, now)] == [21]
    assert granted_by_silence(db.session.get_one(Case, 22), soon + timedelta(hours=1, seconds=1))
    assert granted_by_silence(db.session.get_one(Case, 24), now)


def test_pages_hold_every_case_once(cases: None) -> None:
    who, seen, place = officer("verifier"), [], None
    while True:
        page = listed(who, Choice(after=place), size=3)
        seen += [each.id for each in page.rows]
        place = page.after
        if place is None:
            break
        assert Place.of(str(place)) == place
    assert seen == [1, 2, 3, 4, 5, 9, 10]


def test_the_next_case_comes_round_to_the_first(cases: None) -> None:
    who = officer("verifier")
    rows = listed(who, Choice("mine")).rows
    places = [Place(each.next_at, each.id) for each in rows]
    assert [following(who, place) for place in (None, *places)] == [1, 2, 9, 1]
    assert following(officer("signer", agency="dinkes"), None) == 1
    assert following(Officer(99, "", "", frozenset()), None) is None


def test_found_by_receipt_nik_and_beginnings_of_names(cases: None) -> None:
    put_nik(5, "9971014911900001")
    who = officer("verifier")

    def search(typed: str, by: Officer = who) -> list[int]:
        asked = wanted(typed)
        assert asked is not None
        return [each.id for each in found(by, asked).rows]

    assert search(receipt(3).replace("-", " ").lower()) == [3]
    assert search("9971 0149 1190 0001") == [5]
    assert search("9971014911900002") == []
    assert search("muh rizk") == [9]
    assert search("Ami")[:2] == [1, 2]
    assert len(search("siti amin")) == 9
    assert search("minah") == []
    assert search("siti", officer("technical", agency="pupr")) == [5]
    assert search("9971014911900001", officer("technical", agency="dinkes")) == []


def test_a_case_whose_name_has_two_words_that_begin_alike_is_found_once(cases: None) -> None:
    put([row(31, applicant_name="Siska Siskawati")])
    asked = wanted("sisk")
    assert asked is not None
    assert [each.id for each in found(officer("verifier"), asked).rows] == [31]


def test_a_message_that_no_officer_has_read_is_marked_and_can_be_asked_for(cases: None) -> None:
    who, now = officer("verifier"), current_instance().clock()
    told = [(2, "resident", None), (9, "resident", now), (1, "officer", None)]
    with writing() as session:
        session.add_all(
            CaseMessage(
                case_id=case_id, author=author, author_name="", text="Halo", sent_at=now, seen_at=seen
            )
            for case_id, author, seen in told
        )  # fmt: skip
    assert [each.id for each in listed(who, Choice()).rows if each.unread] == [2]
    assert ids(who, Choice("mine", unread=True)) == [2]
    assert [each.id for each in found(who, Wanted("name", "siti", ("siti",))).rows if each.unread] == [2]


def test_the_names_of_those_assigned_come_along(cases: None) -> None:
    assert listed(officer("verifier"), Choice()).names == {7: "Ratna", 8: "Budi"}


def test_a_page_costs_two_queries_however_many_it_shows(cases: None) -> None:
    who = officer("verifier", "technical", "signer")
    for chosen in (Choice("mine"), Choice("all"), Choice(state="closed", kind="sip-bidan")):
        with asked(db.engine) as statements:
            listed(who, chosen)
        assert len(statements) == 2, statements
    with asked(db.engine) as statements:
        found(who, Wanted("name", "siti", ("siti",)))
    assert len(statements) == 2
