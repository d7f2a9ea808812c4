"""Working days of a region: ten days after 13 March 2026, free days, hours, what is an estimate."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlkit.region.model import Zone
from tlkit.site.shared.workdays import Calendar, Layer

MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})
DATES = st.dates(date(2025, 1, 1), date(2027, 6, 30))


def calendar(
    *layers: Layer,
    own: tuple[tuple[date, str], ...] = (),
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY,
    zone: Zone = "WIB",
) -> Calendar:
    return Calendar(zone, weekdays, time(8), time(16), own, layers)


def at(day: int, hour: int, month: int = 3) -> datetime:
    """A moment of 2026 by the clocks of WIB."""
    return datetime(2026, month, day, hour - 7, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("layers", "due"),
    [
        ((), date(2026, 3, 27)),
        (("public",), date(2026, 3, 30)),
        (("public", "joint"), date(2026, 4, 6)),
    ],
)
def test_ten_days_after_13_march_2026(layers: tuple[Layer, ...], due: date) -> None:
    assert calendar(*layers).after(date(2026, 3, 13), 10).date == due


def test_the_regions_own_days_are_free_too() -> None:
    own = ((date(2026, 4, 6), "Hari jadi"),)
    kept = calendar("public", "joint", "own", own=own)
    assert kept.after(date(2026, 3, 13), 10).date == date(2026, 4, 7)
    assert kept.why_not(date(2026, 4, 6), "en") == "Hari jadi"


def test_why_a_day_does_not_count() -> None:
    kept = calendar("public", "joint")
    assert kept.why_not(date(2026, 3, 14), "id") == "Sabtu"
    assert kept.why_not(date(2026, 3, 14), "en") == "Saturday"
    assert kept.why_not(date(2026, 3, 18), "id") == "Cuti Bersama Hari Suci Nyepi"
    assert kept.why_not(date(2026, 3, 17), "id") is None


def test_an_office_may_work_six_days() -> None:
    six = frozenset({1, 2, 3, 4, 5, 6})
    assert calendar(weekdays=six).after(date(2026, 3, 13), 10).date == date(2026, 3, 25)


def test_a_decreed_year_is_no_estimate() -> None:
    assert not calendar("public", "joint").after(date(2026, 3, 13), 10).estimated


def test_a_year_without_its_joint_leave_is_an_estimate() -> None:
    kept = calendar("public", "joint")
    assert kept.after(date(2028, 7, 3), 5).estimated
    assert kept.after(date(2027, 12, 28), 10).estimated
    assert not calendar("public").after(date(2028, 7, 3), 5).estimated


def test_a_holiday_that_is_only_estimated_makes_an_estimate() -> None:
    kept = calendar("public", "joint")
    assert kept.after(date(2027, 3, 4), 5).estimated
    assert kept.after(date(2027, 3, 1), 5).estimated
    assert not kept.after(date(2027, 6, 7), 5).estimated


def test_the_name_says_what_was_counted_with() -> None:
    name = (
        calendar("public", "joint", "own", own=((date(2026, 4, 6), "x"),))
        .after(date(2026, 3, 13), 1)
        .calendar
    )
    assert name.startswith("ID public+joint+own (1 own c7b068), 12345 0800-1600 WIB, holidays ")


def test_calendars_that_count_differently_have_different_names() -> None:
    day = date(2026, 4, 6)
    kept = [
        calendar("public", "joint", "own", own=((when, "x"),), weekdays=frozenset(week), zone=zone)
        for when in (day, day + timedelta(days=1))
        for week in ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6))
        for zone in ("WIB", "WITA")
    ]
    assert len({each.name for each in kept}) == 8
    assert calendar("public", "joint", "own", own=((day, "y"),)).name == kept[0].name
    many = tuple((day + timedelta(days=number), "x") for number in range(100))
    widest = Calendar("WITA", frozenset(range(1, 8)), time(8), time(16), many)
    assert len(widest.name) <= 80


def test_what_comes_after_closing_counts_from_the_next_working_day() -> None:
    kept = calendar("public", "joint")
    assert kept.counting_day(at(13, 15)) == date(2026, 3, 13)
    assert kept.counting_day(at(13, 16)) == date(2026, 3, 16)
    assert kept.counting_day(at(14, 9)) == date(2026, 3, 16)
    assert kept.counting_day(at(17, 17)) == date(2026, 3, 25)


def test_the_day_is_that_of_the_regions_zone() -> None:
    late = datetime(2026, 3, 12, 23, 30, tzinfo=timezone.utc)
    assert calendar(zone="WIB").today(late) == date(2026, 3, 13)
    assert calendar(zone="WIT").closing(date(2026, 3, 13)) == datetime(2026, 3, 13, 7, tzinfo=timezone.utc)


def test_a_calendar_without_work_is_refused() -> None:
    with pytest.raises(ValueError, match="working day"):
        calendar(weekdays=frozenset())


@given(DATES, st.integers(0, 60))
def test_after_and_between_agree(start: date, n: int) -> None:
    kept = calendar("public", "joint")
    due = kept.after(start, n).date
    assert kept.between(start, due) == n
    assert n == 0 or kept.is_working(due)


@given(DATES, st.integers(1, 60))
def test_more_free_days_never_make_it_due_earlier(start: date, n: int) -> None:
    dues = [calendar(*layers).after(start, n).date for layers in ((), ("public",), ("public", "joint"))]
    assert dues == sorted(dues)
