"""Whose turn a step is, and what an officer's search means."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tlkit.site.permits.casework.finding import wanted
from tlkit.site.permits.casework.queue import Place
from tlkit.site.permits.casework.turns import does, steps_of
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import BadReceipt
from tlkit.site.shared.cases.receipts import shown
from tlkit.site.shared.cases.sight import sees


def officer(*roles: str, agency: str | None = None) -> Officer:
    return Officer(7, "Petugas", "petugas@contoh.example", frozenset(roles), agency)


def test_a_role_does_its_steps() -> None:
    assert steps_of(officer("front-desk", "signer")) == ("counter", "signer", "handover")
    assert steps_of(officer("auditor", "administrator")) == ()


def test_technical_work_is_its_agency_s() -> None:
    health = officer("technical", agency="dinkes")
    assert does(health, "field-visit", "dinkes")
    assert not does(health, "field-visit", "pupr")
    assert does(officer("technical"), "technical", "pupr")
    assert not does(health, "verifier", "dinkes")
    assert not does(health, None, "dinkes")


def test_an_agency_s_people_see_their_own_cases() -> None:
    assert sees(officer("verifier"), "dinkes", None)
    assert sees(officer("technical", agency="pupr"), "dpmptsp", "pupr")
    assert not sees(officer("technical", agency="pupr"), "dinkes", None)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        (shown("K7MP3XQ9").lower().replace("-", " "), "receipt"),
        (shown("K7MP3XQ9"), "receipt"),
        (shown("AJFJHFVV"), "receipt"),
        ("3671 0149 1190 0001", "nik"),
        ("Siti Aminah", "name"),
        ("367101491190", "name"),
        ("Bong Sutjipto", "name"),
        ("Al", None),
        ("  ", None),
        ("Muhammad", "name"),
        ("Alexandra", "name"),
    ],
)
def test_what_was_typed_is_understood(typed: str, means: str | None) -> None:
    found = wanted(typed)
    assert (found.means if found else None) == means


def test_a_slip_in_a_receipt_is_said() -> None:
    with pytest.raises(BadReceipt):
        wanted("K7MP-3XQ9-" + ("A" if shown("K7MP3XQ9")[-1] != "A" else "C"))


def test_a_place_survives_its_address() -> None:
    place = Place(datetime(2026, 11, 24, 3, 0, 0, 120, tzinfo=timezone.utc), 12)
    assert Place.of(str(place)) == place
    for wrong in ("", "x", "2026-11-24_3", "2026-11-24T03:00:00+00:00_-1", "2026-11-24T03:00:00+00:00"):
        assert Place.of(wrong) is None
