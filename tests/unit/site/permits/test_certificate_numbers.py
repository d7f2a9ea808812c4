"""A region's number scheme, and until when a certificate holds."""

from __future__ import annotations

from datetime import date

import pytest

from tlkit.catalogue.model import Output
from tlkit.region.number_scheme import DEFAULT, BadScheme, check, folded, numbered, with_code
from tlkit.site.permits.certificates.validity import BadValidity, valid_until

DAY = date(2026, 11, 24)


def test_the_usual_scheme() -> None:
    assert numbered(DEFAULT, 7, "sip-bidan", "DPMPTSP", DAY) == "007/SIP-BIDAN/DPMPTSP/XI/2026"


def test_a_scheme_of_ones_own() -> None:
    assert numbered("503.{month}/{number}-{agency}/{year}", 1204, "x", "A", DAY) == "503.11/1204-A/2026"


@pytest.mark.parametrize(
    "scheme",
    [
        "{number}",
        "{year}",
        "503/{year}",
        "{number}/{year",
        "{number!r}/{year}",
        "{nomor}/{year}",
        "{number:99999999d}/{year}",
        "{number}/{month:02d}/{year}",
        "{number.__class__}/{year}",
        "{0}{number}{year}",
        "{number}/{year}" + "x" * 60,
    ],
)
def test_a_scheme_that_cannot_number_is_refused(scheme: str) -> None:
    with pytest.raises(BadScheme):
        check(scheme)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [("503/{number:04d}/{year}", "TOLAK/503/0007/2026"), ("{number}/{code}/{year}", "7/TOLAK/2026")],
)
def test_another_series_always_names_itself(scheme: str, number: str) -> None:
    assert numbered(with_code(scheme), 7, "TOLAK", "A", DAY) == number


def test_a_number_is_found_however_it_is_typed() -> None:
    assert folded(" 007 / sip-bidan/dpmptsp/xi/2026") == folded("007/SIP BIDAN/DPMPTSP/XI/2026")


def test_validity() -> None:
    five = Output("SIP", years=5)
    assert valid_until(five, DAY, None) == date(2031, 11, 24)
    assert valid_until(five, DAY, date(2028, 3, 1)) == date(2028, 3, 1)
    assert valid_until(Output("SIP", validity="mengikuti STR"), DAY, date(2027, 1, 1)) == date(2027, 1, 1)
    assert valid_until(Output("SIP", validity="mengikuti STR"), DAY, None) is None
    assert valid_until(Output("x", years=1), date(2028, 2, 29), None) == date(2029, 2, 28)


@pytest.mark.parametrize("given", [DAY, date(2020, 1, 1), date(2031, 11, 25)])
def test_an_end_that_cannot_be_is_refused(given: date) -> None:
    with pytest.raises(BadValidity):
        valid_until(Output("SIP", years=5), DAY, given)
