"""The clock of a case: due dates, days left, pauses, hours; and what must hold for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlkit.site.shared.cases.clock import Count, Promise, Span, Unit
from tlkit.site.shared.workdays import Calendar

KEPT = Calendar("WIB", frozenset({1, 2, 3, 4, 5}), time(8), time(16), (), ("public", "joint"))
START = datetime(2026, 1, 5, 1, tzinfo=timezone.utc)
MOMENTS = st.integers(0, 60 * 24 * 90).map(lambda minutes: START + timedelta(minutes=minutes))
UNITS = st.sampled_from(["working-days", "days", "hours"])


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026 by the clocks of WIB."""
    return datetime(2026, month, day, hour, minute, tzinfo=timezone(timedelta(hours=7)))


def count(days: int, start: datetime, pauses: Sequence[Span] = (), unit: Unit = "working-days") -> Count:
    return Count(KEPT, Promise(days, unit), start, pauses)


def test_it_is_due_at_closing_time() -> None:
    deadline = count(10, at(3, 13, 10)).deadline(at(3, 13, 10))
    assert deadline.at == at(4, 6, 16)
    assert not deadline.estimated


def test_after_closing_it_counts_from_the_next_working_day() -> None:
    assert count(1, at(3, 2, 15, 59)).deadline(at(3, 2, 16)).at == at(3, 3, 16)
    assert count(1, at(3, 2, 16)).deadline(at(3, 2, 16)).at == at(3, 4, 16)


def test_days_left_go_down_by_one_each_working_day() -> None:
    three = count(3, at(3, 5, 9))
    left = [three.left(at(3, day, 9)) for day in (5, 6, 7, 8, 9, 10, 11)]
    assert left == [3, 2, 2, 2, 1, 0, -1]


def test_a_pause_moves_the_end_by_the_working_days_it_took() -> None:
    held = Span("returned", at(3, 3, 11), at(3, 9, 10))
    assert count(5, at(3, 2, 9)).deadline(at(3, 9, 10)).at == at(3, 9, 16)
    assert count(5, at(3, 2, 9), [held]).deadline(at(3, 9, 10)).at == at(3, 13, 16)


def test_a_pause_within_a_day_takes_none() -> None:
    held = Span("payment", at(3, 3, 9), at(3, 3, 15))
    assert count(5, at(3, 2, 9), [held]).deadline(at(3, 4, 9)).at == at(3, 9, 16)


def test_a_pause_from_the_last_day_on_leaves_the_rest_of_it() -> None:
    due = at(3, 9, 16)
    assert count(5, at(3, 2, 9)).deadline(due).at == due
    for since in (at(3, 9, 10), due):
        held = count(5, at(3, 2, 9), [Span("returned", since, at(4, 14, 9))])
        assert held.deadline(at(4, 14, 9)).at == at(4, 14, 16)
        assert held.left(at(4, 14, 9)) == 0
        evening = count(5, at(3, 2, 9), [Span("returned", since, at(4, 14, 20))])
        assert evening.deadline(at(4, 14, 20)).at == at(4, 15, 16)
    over = count(5, at(3, 2, 9), [Span("returned", at(3, 9, 17), at(4, 14, 9))])
    assert over.deadline(at(4, 14, 9)).at == due


def test_days_left_stay_while_the_clock_stands_still() -> None:
    held = count(5, at(3, 2, 9), [Span("returned", at(3, 3, 11))])
    assert {held.left(at(3, day, 9)) for day in range(3, 14)} == {4}


def test_each_day_that_does_not_count_is_named_with_its_reason() -> None:
    held = count(5, at(3, 5, 9), [Span("returned", at(3, 6, 11), at(3, 10, 9))])
    found = [(skipped.day.day, skipped.why) for skipped in held.not_counted(at(3, 11, 9), date(2026, 3, 15))]
    assert found == [(7, "free"), (8, "free"), (9, "pause"), (10, "pause"), (14, "free"), (15, "free")]


def test_days_of_the_calendar_count_sundays_too() -> None:
    assert count(7, at(3, 5, 9), unit="days").deadline(at(3, 5, 9)).at == at(3, 12, 16)


def test_hours_pass_only_while_the_office_is_open() -> None:
    assert count(4, at(3, 6, 14), unit="hours").deadline(at(3, 6, 14)).at == at(3, 9, 10)
    assert count(4, at(3, 6, 14), unit="hours").left(at(3, 9, 9)) == 1


def test_a_pause_takes_its_hours_out() -> None:
    held = [Span("payment", at(3, 6, 9), at(3, 6, 11))]
    assert count(4, at(3, 6, 8), held, unit="hours").deadline(at(3, 6, 12)).at == at(3, 6, 14)


@pytest.mark.parametrize("unit", ["working-days", "days", "hours"])
def test_a_promise_across_a_year_without_a_decree_is_an_estimate(unit: Unit) -> None:
    start = datetime(2027, 12, 31, 3, tzinfo=timezone.utc)
    assert count(8, start, unit=unit).deadline(start).estimated


@st.composite
def pauses(draw: st.DrawFn) -> list[Span]:
    """Pauses one after another."""
    moments = sorted(draw(st.lists(MOMENTS, max_size=8, unique=True)))
    return [Span("returned", since, until) for since, until in zip(moments[::2], moments[1::2], strict=False)]


@given(MOMENTS, st.integers(1, 30), UNITS, pauses())
def test_a_pause_never_makes_it_due_earlier(start: datetime, n: int, unit: Unit, held: list[Span]) -> None:
    now = START + timedelta(days=120)
    assert count(n, start, held, unit).deadline(now).at >= count(n, start, (), unit).deadline(now).at


@given(MOMENTS, st.integers(1, 30), pauses())
def test_on_the_day_it_is_due_nothing_is_left_and_the_day_before_something_is(
    start: datetime, n: int, held: list[Span]
) -> None:
    now = START + timedelta(days=120)
    promised = count(n, start, held)
    due = KEPT.today(promised.deadline(now).at)
    noon = KEPT.at(due, time(12))
    begun = [span for span in held if span.since <= noon]
    known = [span if span.until and span.until <= noon else Span("returned", span.since) for span in begun]
    assert count(n, start, known).left(noon) == 0
    # A pause from the last day on leaves the end of that day for the day on which the clock goes on.
    moved = any(span.until and KEPT.counting_day(span.until) == due for span in held)
    assert moved or count(n, start, held).left(noon - timedelta(days=1)) >= 1


@given(MOMENTS, st.integers(1, 30), pauses(), st.lists(MOMENTS, min_size=2, max_size=6))
def test_what_is_left_never_grows(start: datetime, n: int, held: list[Span], looks: list[datetime]) -> None:
    left = [count(n, start, held).left(look) for look in sorted(look for look in looks if look >= start)]
    assert left == sorted(left, reverse=True)


@given(MOMENTS, st.integers(1, 30), pauses())
def test_every_day_to_the_end_counts_or_says_why_not(start: datetime, n: int, held: list[Span]) -> None:
    now = START + timedelta(days=120)
    promised = count(n, start, held)
    due = KEPT.today(promised.deadline(now).at)
    assert (due - promised.first).days == n + len(promised.not_counted(now, due))
