"""Dates and numbers in the two languages, held against the Unicode tables where those know them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from tlkit.site.shared.written import day, days, full_day, month, number, phone, rupiah

YEAR = [date(2026, 1, 1) + timedelta(days=passed) for passed in range(365)]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_dates_are_written_as_unicode_has_them(lang: str) -> None:
    for when in YEAR:
        assert full_day(when, lang) == format_date(when, "EEEE, d MMMM y", locale=lang)
        assert day(when, lang) == format_date(when, "d MMMM y", locale=lang)
        assert month(when, lang) == format_date(when, "MMMM y", locale=lang)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_numbers_are_written_as_unicode_has_them(lang: str) -> None:
    for value in (0, 7, 10, 100, 1000, 2.0, 0.5, -3.25, 1234.5, 999999.9999, 1234567.8915, 10**14, 1 / 3):
        assert number(value, lang) == format_decimal(value, locale=lang)
        assert number(value, lang, 6) == format_decimal(value, "#,##0.######", locale=lang)


def test_days_in_a_row_name_each_month_once() -> None:
    march = date(2026, 3, 21)
    assert days(march, march, "id") == "Sabtu, 21 Maret"
    assert days(march, date(2026, 3, 22), "en") == "21–22 March"
    assert days(date(2026, 2, 28), date(2026, 3, 2), "id") == "28 Februari – 2 Maret"
    assert days(date(2026, 12, 31), date(2027, 1, 1), "en") == "31 December – 1 January"


def test_money_is_written_the_indonesian_way() -> None:
    assert [rupiah(amount) for amount in (0, 950, 1_250_000, -1_250_000)] == [
        "Rp0", "Rp950", "Rp1.250.000", "-Rp1.250.000",
    ]  # fmt: skip


def test_a_phone_number_is_written_as_it_is_dialled() -> None:
    assert phone("+6281234567890") == "0812-3456-7890"
    assert phone("+62215576") == "0215-576"
    assert phone("siti@contoh.example") == "siti@contoh.example"
