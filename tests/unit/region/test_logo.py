from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tlkit.errors import InputError
from tlkit.region import logo, packaged


def svg(folder: Path, inside: str = "", before: str = "", on_root: str = "") -> Path:
    path = folder / "logo.svg"
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    path.write_text(f"{before}<svg {namespaces} {on_root}>{inside}</svg>", encoding="utf-8")
    return path


def test_images_told_by_their_content(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "a.svg", format="PNG")
    Image.new("RGB", (4, 4)).save(tmp_path / "b.png", format="JPEG")
    assert logo.check(tmp_path / "a.svg") == "png"
    assert logo.check(tmp_path / "b.png") == "jpeg"
    assert logo.check(svg(tmp_path)) == "svg"


@pytest.mark.parametrize("name", ["kota-tangerang", "example"])
def test_packaged_logos(name: str) -> None:
    assert logo.check(packaged() / name / "logo.svg") == "svg"


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0"/><style>path{fill:url(#a)}</style>',
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/><use href="#a"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        "<title>Kota &lt;script&gt;</title>",
    ],
)
def test_what_an_svg_may_hold(tmp_path: Path, inside: str) -> None:
    assert logo.fault(svg(tmp_path, inside)) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g xmlns:s="http://www.w3.org/2000/svg"><s:script/></g>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<p xmlns="http://www.w3.org/1999/xhtml"/>',
        '<rect onload="alert(1)"/>',
        '<rect ONCLICK="alert(1)"/>',
        '<a href="https://a.id"><rect/></a>',
        '<use href="other.svg#a"/>',
        '<use xlink:href="https://a.id/x.svg#a"/>',
        '<image href="https://a.id/x.png"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<use href="data:image/png;base64,AAAA"/>',
        '<rect fill="url(https://a.id)"/>',
        "<rect style=\"fill:url('https://a.id')\"/>",
        '<rect style="fill:u\\72l(https://a.id)"/>',
        "<style>@import 'a.css';</style>",
        "<style>path{background:image-set('a.png')}</style>",
        '<style>path{background:url( "https://a.id" )}</style>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<g xml:base="https://a.id/"/>',
    ],
)
def test_what_an_svg_may_not_hold(tmp_path: Path, inside: str) -> None:
    mistake = logo.fault(svg(tmp_path, inside))
    assert mistake is not None
    with pytest.raises(InputError):
        logo.check(tmp_path / "logo.svg")


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        "<!DOCTYPE svg>",
        '<?xml-stylesheet href="a.css"?>',
        '<?xml version="1.0" encoding="utf-7"?>',
    ],
)
def test_what_may_not_stand_before_an_svg(tmp_path: Path, before: str) -> None:
    assert logo.fault(svg(tmp_path, before=before)) is not None


def test_an_ordinary_first_line(tmp_path: Path) -> None:
    assert logo.fault(svg(tmp_path, before='<?xml version="1.0" encoding="UTF-8"?>\n')) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"<html></html>", b"\xff\xfe<\0s\0v\0g\0", b"\x89PNG\r\n\x1a\n broken",
     b"\xff\xd8\xff broken", b"<svg>no namespace</svg>", b"GIF89a", b"%PDF-1.4", b"PK\x03\x04"],
)  # fmt: skip
def test_what_is_no_image(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    assert logo.fault(path) is not None


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    mistake = logo.fault(path)
    assert mistake is not None
    assert "100.0 MB" in mistake.wrong.en


def test_too_many_pixels(tmp_path: Path) -> None:
    Image.new("1", (9_000, 10)).save(tmp_path / "wide.png")
    mistake = logo.fault(tmp_path / "wide.png")
    assert mistake is not None
    assert "9000 × 10" in mistake.wrong.en


def test_a_folder_or_nothing(tmp_path: Path) -> None:
    assert logo.fault(tmp_path) is not None
    assert logo.fault(tmp_path / "missing.svg") is not None


def test_very_deep_svg_does_not_end_the_process(tmp_path: Path) -> None:
    logo.fault(svg(tmp_path, "<g>" * 250_000 + "</g>" * 250_000))
