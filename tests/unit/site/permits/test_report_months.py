"""Months of reports, and bars in one scale."""

from __future__ import annotations

from datetime import date

import pytest

from tlkit.site.permits.reports.charts import WIDTH, bars
from tlkit.site.permits.reports.months import Month, offered


def test_a_month_ends_where_the_next_begins() -> None:
    assert Month(2026, 12).end == date(2027, 1, 1)
    assert Month(2026, 2).last == date(2026, 2, 28)


@pytest.mark.parametrize("words", ["", "2026", "2026-00", "2026-13", "1899-01", "2026-1", "٢٠٢٦-٠١"])
def test_what_is_no_month(words: str) -> None:
    assert Month.named(words) is None


def test_a_month_long_past_stays_chosen() -> None:
    found = offered(date(2026, 1, 31), Month(2020, 5))
    assert found[0] == Month(2026, 1)
    assert found[1] == Month(2025, 12)
    assert found[-1] == Month(2020, 5)


def test_bars_and_marks_share_a_scale() -> None:
    long, short = bars([("a", 4, 1, 8, "4"), ("b", 2, 0, None, "2")])
    assert (long.length, long.part, long.mark) == (WIDTH / 2, WIDTH / 8, WIDTH)
    assert (short.length, short.mark) == (WIDTH / 4, None)
    assert bars([]) == []
    assert bars([("none", 0, 0, None, "0")])[0].length == 0
