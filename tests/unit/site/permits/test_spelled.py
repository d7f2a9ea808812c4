"""Amounts in Indonesian words."""

from __future__ import annotations

import pytest

from tlkit.site.permits.fees.spelled import spelled


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (234_375, "dua ratus tiga puluh empat ribu tiga ratus tujuh puluh lima"),
        (1_000_000, "satu juta"),
        (1_001_100, "satu juta seribu seratus"),
        (2_000_000_015, "dua miliar lima belas"),
        (10**15, "seribu triliun"),
    ],
)
def test_as_it_is_said(number: int, words: str) -> None:
    assert spelled(number) == words
