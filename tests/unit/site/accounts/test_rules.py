"""Passwords are long; who verified does not sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tlkit.region import load
from tlkit.region.model import Region, ServiceSwitch
from tlkit.site.shared.accounts.passwords import refusal
from tlkit.site.shared.accounts.signing import SETTING, Signing, may_sign

EXAMPLE = Path(__file__).resolve().parents[4] / "regions" / "example" / "region.yaml"


@pytest.fixture(scope="module")
def region() -> Region:
    return replace(load(EXAMPLE), mode="live")


@pytest.mark.parametrize("password", ["hujan turun pelan", "aB3$aB3$aB3$", "dua belas ka"])
def test_twelve_characters_of_any_kind_are_enough(password: str) -> None:
    assert refusal(password, "siti@kantor.example", "Siti") is None


@pytest.mark.parametrize(
    "password", ["sebelas kar", "aaaaaaaaaaaaaaaa", "siti@kantor.example", "x y" * 50, "SITI@kantor.example"]
)
def test_short_and_guessable_ones_are_refused(password: str) -> None:
    assert refusal(password, "siti@kantor.example", "Siti") is not None


def test_who_verified_a_case_does_not_sign_it(region: Region) -> None:
    assert may_sign({7}, 8, region) is Signing.ALLOWED
    assert may_sign({7, 8}, 8, region) is Signing.REFUSED
    assert may_sign((), 8, region) is Signing.ALLOWED


def test_a_region_may_let_one_person_do_both_and_that_is_recorded(region: Region) -> None:
    switch = ServiceSwitch(on=True, settings={SETTING: True})
    lenient = replace(region, services={**region.services, "permits": switch})
    assert may_sign({8}, 8, lenient) is Signing.RECORDED
    assert may_sign({7}, 8, lenient) is Signing.ALLOWED
    off = replace(region, services={"permits": ServiceSwitch(on=True, settings={SETTING: False})})
    assert may_sign({8}, 8, off) is Signing.REFUSED


def test_on_a_demonstration_one_person_does_everything_and_that_is_recorded(region: Region) -> None:
    assert may_sign({8}, 8, replace(region, mode="demo")) is Signing.RECORDED
