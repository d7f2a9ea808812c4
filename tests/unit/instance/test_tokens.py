"""Any two colours make themes that everybody can read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlkit.instance.tokens import dark, light, tokens_css
from tlkit.region.colours import contrast

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
PAGES = ("ground", "surface", "sunken", "accent-soft")


@pytest.mark.parametrize("theme", [light, dark])
@settings(deadline=None)
@given(colour=COLOURS, second=COLOURS)
def test_every_theme_can_be_read(theme, colour, second):
    shown = theme(colour, second)
    for ground in PAGES:
        for words in ("text", "muted", "accent", "accent-strong"):
            assert contrast(shown[words], shown[ground]) >= 4.5, (words, ground)
        assert contrast(shown["line-strong"], shown[ground]) >= 3, ground
    for ground in ("ground", "surface", "sunken", "header"):
        assert contrast(shown["focus"], shown[ground]) >= 3, ground
    assert contrast(shown["on-header"], shown["header"]) >= 4.5
    assert contrast(shown["on-accent"], shown["accent"]) >= 4.5
    assert contrast(shown["on-accent"], shown["accent-strong"]) >= 4.5


def test_a_brand_colour_that_can_be_read_stays_as_it_is():
    assert light("#0b6e4f", "#f2b705")["accent"] == "#0b6e4f"


def test_the_style_sheet_sets_every_property_light_and_dark():
    css = tokens_css("#0b6e4f", "#f2b705")
    day, night = css.split("@media (prefers-color-scheme: dark)")
    assert "color-scheme: light dark;" in day
    for name in light("#0b6e4f", "#f2b705"):
        assert f"--tl-{name}: #" in day
        assert f"--tl-{name}: #" in night
