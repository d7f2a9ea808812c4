from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlkit.region import colours

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000FF", "#ffffff", 8.59),
    ],
)
def test_contrast_of_known_pairs(one: str, other: str, ratio: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert colours.contrast(other, one) == colours.contrast(one, other)


def test_a_colour_that_passes_stays() -> None:
    assert colours.nearest_passing("#0B5D66", "#ffffff", 4.5) == "#0b5d66"


def test_the_nearest_is_near() -> None:
    assert colours.nearest_passing("#777777", "#ffffff", 4.5) == "#767676"


@given(colour=ANY_COLOUR, against=ANY_COLOUR, ratio=st.sampled_from([3.0, 4.5]))
def test_what_is_suggested_passes(colour: str, against: str, ratio: float) -> None:
    assert colours.contrast(colours.nearest_passing(colour, against, ratio), against) >= ratio
