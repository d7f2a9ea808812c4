"""What a permit says beside its time: in words, and kept when an officer changes the time alone."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue.model import Citation, Processing
from tlkit.site.permits.overlays.forms import value_of
from tlkit.site.permits.silence import beside_time, rule_of

LAWS = catalogue().regulations
SILENCE = Processing(1, deemed_approval=Citation("uu-1", "Pasal 5"))


def test_the_rule_is_named_as_people_know_it() -> None:
    assert rule_of(permit(processing=SILENCE), LAWS) == "UU 1, Pasal 5"
    unknown = replace(SILENCE, deemed_approval=Citation("uu-9"))
    assert rule_of(permit(processing=unknown), LAWS) == "uu-9"
    assert rule_of(permit(), LAWS) is None
    assert rule_of(permit(processing=None), LAWS) is None


def test_a_permit_says_only_what_its_time_says() -> None:
    assert list(beside_time(permit(), LAWS)) == []
    both = permit(processing=replace(SILENCE, unit="hours", waits_for_payment=True))
    assert [sentence.en for sentence in beside_time(both, LAWS)] == [
        "The count stands still while the payment is awaited.",
        "After 1 hour without a decision the application counts as granted (under UU 1, Pasal 5).",
    ]


def test_another_number_of_days_keeps_the_rule_beside_it() -> None:
    rule = {"deemed_approval": {"regulation": "uu-1"}, "waits_for_payment": True}
    typed = {"value-days": "9", "value-unit": "days"}
    before = {"days": 3, "sources": ["kota-a"], **rule}
    assert value_of("processing", typed, before) == {"days": 9, "unit": "days", **rule}
