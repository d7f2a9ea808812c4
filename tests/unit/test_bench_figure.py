"""A figure holds on the right side of its bar and says so."""

import sys
from subprocess import CalledProcessError

import pytest

from tests.bench.figure import Figure, cpu_of, in_turn


@pytest.mark.parametrize(
    ("ours", "peer", "bar", "worse", "holds"),
    [
        (2.0, 1.0, 2.0, "higher", True),
        (2.1, 1.0, 2.0, "higher", False),
        (2.0, 1.0, 2.0, "lower", True),
        (1.9, 1.0, 2.0, "lower", False),
        (699.0, None, 700.0, "higher", True),
        (701.0, None, 700.0, "higher", False),
    ],
)
def test_the_bar_bounds_from_the_right_side(ours, peer, bar, worse, holds) -> None:
    figure = Figure("a page", ours, peer, "s", bar, worse)
    assert figure.holds is holds
    assert figure.show().endswith("holds" if holds else "short")
    assert figure.as_json()["verdict"] == ("holds" if holds else "short")


def test_the_two_sides_are_measured_in_turn() -> None:
    order: list[str] = []
    sides = in_turn(lambda: order.append("ours") or 2.0, lambda: order.append("peer") or 1.0, rounds=2)
    assert sides == (2.0, 1.0)
    assert order == ["ours", "peer"] * 3


def test_a_failed_run_is_no_figure() -> None:
    with pytest.raises(CalledProcessError):
        cpu_of([sys.executable, "-c", "raise SystemExit(3)"])
    assert cpu_of([sys.executable, "-c", "sum(range(10**6))"]) > 0
