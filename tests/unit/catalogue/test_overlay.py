"""A region's changes over the base."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue import canonical
from tlkit.catalogue.model import Citation, Decree, Fee, Permit, Step
from tlkit.catalogue.overlay import Overlay, Patch, effective, overlay_from, overlay_to_data
from tlkit.catalogue.policy import POLICIES
from tlkit.catalogue.schema import permit_to_data
from tlkit.errors import InputError

TODAY = date(2026, 3, 1)
STEP = {"role": "counter", "action": "Loket menerima."}
OWN = {**permit_to_data(permit()), "id": "local-parade"}


def overlay(**changes: Any) -> Overlay:
    return overlay_from({"revision": 4, "permits": {"izin-taman": changes}})


def in_force(whole: Overlay, today: date = TODAY) -> Permit:
    return effective(catalogue(), whole, today).permits["izin-taman"].permit


def test_every_field_has_a_policy() -> None:
    assert set(POLICIES) == {field.name for field in fields(Permit)}


def test_an_empty_overlay_changes_nothing() -> None:
    for empty in ({}, {"revision": 0, "permits": {}, "added": []}, {"permits": None, "added": None}):
        result = effective(catalogue(), overlay_from(empty), TODAY)
        assert result.catalogue == catalogue()
        assert result.not_offered == frozenset()
        assert result.permits["izin-taman"].provenance("fee") == "base"


def test_a_value_of_the_region_stands_in_place_of_the_base_s() -> None:
    whole = overlay(steps={"value": [STEP], "reason": "SOP 2026"})
    result = effective(catalogue(), whole, TODAY)
    mine = result.permits["izin-taman"]
    assert mine.permit.steps == (Step("counter", "Loket menerima."),)
    assert result.catalogue.permits["izin-taman"] is mine.permit
    assert (mine.provenance("steps"), mine.provenance("fee")) == ("region", "base")
    assert mine.patches["steps"].reason == "SOP 2026"
    assert mine.permit.fee == permit().fee


def test_regional_fields_need_no_reason() -> None:
    whole = overlay(
        decree={"value": {"number": "5/2026", "date": date(2026, 1, 2)}}, fee={"value": {"kind": "tax"}}
    )
    assert in_force(whole).decree == Decree("5/2026", date(2026, 1, 2))
    assert in_force(whole).fee == Fee("tax")


def test_what_may_only_grow_keeps_the_base_s() -> None:
    whole = overlay(
        legal_basis={"value": [{"regulation": "perda-1"}, {"regulation": "uu-1"}], "reason": "Perda"}
    )
    assert in_force(whole).legal_basis == (Citation("uu-1"), Citation("perda-1"))


def test_a_patch_ends_after_its_last_day() -> None:
    whole = overlay(counter={"value": "Loket 9", "expires": TODAY})
    assert in_force(whole).counter == "Loket 9"
    assert in_force(whole, date(2026, 3, 2)).counter is None
    assert effective(catalogue(), whole, TODAY).next_change == date(2026, 3, 2)
    assert effective(catalogue(), whole, date(2026, 3, 2)).next_change is None


def test_a_permit_can_be_taken_out() -> None:
    result = effective(catalogue(), overlay(offered={"value": False, "reason": "Diurus provinsi"}), TODAY)
    assert result.not_offered == {"izin-taman"}
    assert result.permits["izin-taman"].permit == permit()


def test_a_region_adds_permits_of_its_own() -> None:
    result = effective(catalogue(), overlay_from({"added": [OWN]}), TODAY)
    assert list(result.permits) == ["izin-taman", "local-parade"]
    assert result.permits["local-parade"].own
    assert result.permits["local-parade"].provenance("name") == "region"


def test_changes_to_a_permit_that_the_base_no_longer_has_are_named() -> None:
    whole = replace(overlay(), permits={"izin-lama": {"counter": Patch("Loket 9")}})
    result = effective(catalogue(), whole, TODAY)
    assert result.orphaned == ("izin-lama",)
    assert list(result.permits) == ["izin-taman"]


def test_an_overlay_survives_json() -> None:
    whole = overlay_from(
        {
            "revision": 4,
            "permits": {
                "izin-taman": {
                    "offered": {"value": False, "reason": "Belum siap", "owner": "DLH", "expires": TODAY},
                    "steps": {
                        "value": [STEP],
                        "reason": "SOP",
                        "legal_basis": "Perwal 1/2026",
                        "base": "ab" * 32,
                    },
                    "decree": {"value": {"number": "5", "date": TODAY}},
                }
            },
            "added": [OWN],
        }
    )
    assert overlay_from(json.loads(canonical(overlay_to_data(whole)))) == whole


REFUSED: list[tuple[Any, str, str]] = [
    ({"name": {"value": {}, "reason": "x"}}, "name", "`name` is fixed by the base catalogue."),
    ({"id": {"value": "b", "reason": "x"}}, "id", "`id` is fixed by the base catalogue."),
    ({"stepz": {"value": [], "reason": "x"}}, "stepz", "`stepz` is not a known name."),
    ({"steps": {"value": [STEP]}}, "steps.reason", "This is missing."),
    ({"offered": {"value": False}}, "offered.reason", "This is missing."),
    ({"offered": {"value": "no", "reason": "x"}}, "offered.value", "This is neither true nor false."),
    ({"steps": {"reason": "x"}}, "steps.value", "This is missing."),
    (
        {"steps": {"value": [{**STEP, "role": "x"}], "reason": "x"}},
        "steps.value[0].role",
        "`x` is not possible here.",
    ),
    ({"counter": {"value": "A", "until": TODAY}}, "counter.until", "`until` is not a known name."),
    ({"counter": "Loket 9"}, "counter", "This is not a set of `name: value` lines."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "place", "wrong"), REFUSED)
def test_a_wrong_change_is_refused_at_its_place(changes: Any, place: str, wrong: str) -> None:
    with pytest.raises(InputError) as caught:
        overlay_from({"permits": {"izin-taman": changes}})
    problems = [(problem.field, problem.wrong.en) for problem in caught.value.problems]
    assert problems == [(f"permits.izin-taman.{place}", wrong)]


def test_all_mistakes_of_an_overlay_are_found_at_once() -> None:
    data = {
        "revision": -1,
        "permits": {"a": {"id": {}}, "b": {"counter": 3}, "c": []},
        "added": [{**OWN, "id": "parade"}, OWN],
        "extra": 1,
    }
    with pytest.raises(InputError) as caught:
        overlay_from(data)
    assert sorted(problem.field for problem in caught.value.problems) == [
        "added[0].id", "extra", "permits.a.id", "permits.b.counter", "permits.c", "revision",
    ]  # fmt: skip


def test_an_added_permit_occurs_once() -> None:
    with pytest.raises(InputError) as caught:
        overlay_from({"added": [OWN, OWN]})
    assert [problem.field for problem in caught.value.problems] == ["added[1].id"]


def test_a_permit_that_the_region_says_it_offers_stays() -> None:
    whole = overlay(offered={"value": True, "reason": "Kembali dibuka"})
    assert effective(catalogue(), whole, TODAY).not_offered == frozenset()
