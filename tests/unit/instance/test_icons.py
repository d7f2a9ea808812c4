"""Icons come out of a logo in the sizes that phones ask for."""

import io

import pytest
from PIL import Image

from tlkit.errors import TlkitError
from tlkit.instance.icons import icons

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{shape}</svg>'
WIDE = SVG.format(size="200 100", shape='<ellipse cx="100" cy="50" rx="90" ry="40" fill="#c00"/>')
BADGE = SVG.format(size="9 9", shape='<rect width="9" height="9" rx="2" fill="#0a5c66"/>')


def made(tmp_path, content, name="logo.svg"):
    """The icons of a logo, opened."""
    logo = tmp_path / name
    logo.write_bytes(content if isinstance(content, bytes) else content.encode())
    return {
        name: content if name.endswith(".svg") else Image.open(io.BytesIO(content))
        for name, content in icons(logo, "#eeeeff")
    }


def bitmap(kind):
    """A small logo as a bitmap."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#cc0000").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "svg"), [(WIDE, True), (BADGE, True), (bitmap("PNG"), False), (bitmap("JPEG"), False)]
)
def test_every_kind_of_logo_gives_every_size(tmp_path, content, svg):
    found = made(tmp_path, content)
    sizes = {name: picture.size for name, picture in found.items() if name.endswith(".png")}
    assert sizes == {
        "icon-192.png": (192, 192),
        "icon-512.png": (512, 512),
        "maskable-192.png": (192, 192),
        "maskable-512.png": (512, 512),
        "apple-touch-icon.png": (180, 180),
    }
    assert found["favicon.ico"].info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert ("favicon.svg" in found) is svg


def test_a_maskable_icon_keeps_the_logo_inside_its_circle(tmp_path):
    icon = made(tmp_path, WIDE)["maskable-512.png"]
    for x in range(512):
        for y in range(0, 512, 4):
            if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2:
                assert icon.getpixel((x, y)) == (0xEE, 0xEE, 0xFF)


def test_a_badge_fills_the_whole_icon_with_its_own_ground(tmp_path):
    found = made(tmp_path, BADGE)
    assert found["maskable-192.png"].getpixel((0, 0)) == (0x0A, 0x5C, 0x66)
    assert found["apple-touch-icon.png"].getpixel((0, 0)) == (0x0A, 0x5C, 0x66)


def test_icons_that_may_not_be_transparent_are_opaque(tmp_path):
    found = made(tmp_path, WIDE)
    assert found["maskable-192.png"].mode == found["apple-touch-icon.png"].mode == "RGB"
    assert found["icon-192.png"].getpixel((0, 0))[3] == 0


def test_the_same_logo_gives_the_same_bytes(tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(WIDE)
    assert list(icons(logo, "#eeeeff")) == list(icons(logo, "#eeeeff"))


@pytest.mark.parametrize("content", ['<svg xmlns="http://www.w3.org/2000/svg"/>', "no image"])
def test_a_logo_that_shows_nothing_is_refused(tmp_path, content):
    with pytest.raises(TlkitError):
        made(tmp_path, content)
