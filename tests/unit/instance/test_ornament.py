"""Each region has its own ornament: small, seamless, and quiet under the header's words."""

import io
import re

import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from tests.unit.instance.test_tokens import COLOURS
from tlkit.instance.ornament import ornament_svg
from tlkit.instance.tokens import light
from tlkit.region import codes
from tlkit.region.colours import contrast

CODES = st.sampled_from([regency.code for regency in codes.regencies()])


@settings(deadline=None)
@given(code=CODES, colour=COLOURS, second=COLOURS)
def test_it_is_small_and_the_header_stays_readable_on_it(code, colour, second):
    svg = ornament_svg(code, colour, second)
    assert len(svg) < 4096
    words = light(colour, second)["on-header"]
    inks = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', svg))
    assert inks
    assert all(contrast(ink, words) >= 4.5 for ink in inks)


def test_no_two_regions_draw_alike():
    drawn = {ornament_svg(regency.code, "#0b6e4f", "#f2b705") for regency in codes.regencies()}
    assert len(drawn) > 500


def test_the_same_region_draws_the_same():
    assert ornament_svg("36.71", "#0b6e4f", "#f2b705") == ornament_svg("36.71", "#0b6e4f", "#f2b705")


@settings(deadline=None, max_examples=30)
@given(code=CODES)
def test_the_tile_joins_without_a_seam(code):
    svg = ornament_svg(code, "#0b6e4f", "#f2b705")
    whole = drawn(svg)
    left, right = whole.crop((0, 0, 2, 384)), whole.crop((382, 0, 384, 384))
    top, bottom = whole.crop((0, 0, 384, 2)), whole.crop((0, 382, 384, 384))
    assert difference(left, right) < 40
    assert difference(top, bottom) < 40


def drawn(svg):
    """The tile at four times its size."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=384, skip_system_fonts=True)
    return Image.open(io.BytesIO(png)).convert("RGBA").getchannel("A")


def difference(one, other):
    """How far two edges are apart at their mean, 0 to 255."""
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
