"""What the office and a site tell each other."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tlkit.catalogue import canonical
from tlkit.catalogue.message_schema import SCHEMAS, message_from, message_to_data
from tlkit.catalogue.messages import (
    ApplyAnswer,
    Line,
    PlanAnswer,
    ProposalDecision,
    ProposalMessage,
    Refusal,
    StatusAnswer,
)
from tlkit.errors import InputError, Text

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=7)))
MESSAGES = [
    PlanAnswer(None, "2026.3.1", "ab" * 32, {"added": 123}),
    PlanAnswer(
        "0", "2026.3.1", "ab" * 32, {"take_base": 2},
        (Line("sip-bidan", "conflict", "steps"), Line("sip-a", "added")), "Penerimaan murid",
    ),
    ApplyAnswer("2026.3.1", 4, True),
    ApplyAnswer("2026.3.1", 4, False, 3, date(2026, 4, 1)),
    StatusAnswer("1.0", None),
    StatusAnswer(
        "1.0", "2026.3.1", "stable", 4, NOON, NOON, 1, 2, 3, 4, 5, ("sip-bidan/steps",), 1,
        "Penerimaan murid", "degraded", "Tanda tangan lewat waktu.", {"applications": 12},
    ),
    ProposalMessage("p-1", date(2026, 3, 1), "Salah", {"permits": {"a": {}}}),
    ProposalMessage("p-1", date(2026, 3, 1), "Salah", {}, "declined", "Belum ada dasarnya."),
    ProposalDecision("accepted"),
    ProposalDecision("declined", "Belum ada dasarnya."),
    Refusal("stale", Text("Stale.", "Basi.")),
    Refusal("stale", Text("Stale.", "Basi."), Text("Again.", "Ulangi.")),
]  # fmt: skip


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_survives_json(message: Any) -> None:
    assert message_from(type(message), json.loads(canonical(message_to_data(message)))) == message


def test_every_message_is_tried() -> None:
    assert {type(message) for message in MESSAGES} == set(SCHEMAS)


def test_what_a_newer_kit_adds_is_ignored() -> None:
    data = {"kit_version": "9.0", "version": "2030.1.1", "mood": "good", "usage": {}}
    assert message_from(StatusAnswer, data) == StatusAnswer("9.0", "2030.1.1")


@pytest.mark.parametrize("kind", SCHEMAS)
@pytest.mark.parametrize("garbage", [None, [], "<html>", 3, {}])
def test_garbage_is_refused(kind: type[Any], garbage: Any) -> None:
    with pytest.raises(InputError):
        message_from(kind, garbage)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"version": 3}, "version"),
    ({"conflicts": -1}, "conflicts"),
    ({"conflicts": True}, "conflicts"),
    ({"overridden": ["sip-bidan"]}, "overridden[0]"),
    ({"overridden": [3]}, "overridden[0]"),
    ({"applied_at": "2026-03-01T12:00:00"}, "applied_at"),
    ({"applied_at": "noon"}, "applied_at"),
    ({"alarm": "\x1b[2J"}, "alarm"),
    ({"usage": {"applications": "many"}}, "usage"),
    ({"usage": {"<b>": 1}}, "usage"),
    ({"usage": {str(number): 1 for number in range(201)}}, "usage"),
    ({"usage": []}, "usage"),
]


@pytest.mark.parametrize(("change", "place"), WRONG)
def test_a_wrong_value_is_named(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InputError) as caught:
        message_from(StatusAnswer, {"kit_version": "1.0", "version": "2026.3.1", **change})
    assert [problem.field for problem in caught.value.problems] == [place]
