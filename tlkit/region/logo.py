"""Whether a file may serve as a logo: PNG, JPEG or an SVG that only draws.

An SVG is shown to everyone who visits the site, so whatever could run, load or
animate is refused rather than removed: the region should know what its file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from tlkit.errors import InputError, Text
from tlkit.mistakes import Mistake, visible
from tlkit.textfile import whole

Kind = Literal["svg", "png", "jpeg"]

MAX_BYTES = 2_000_000
MAX_SIDE = 8_000
SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"
RUNNING = {
    "a", "script", "foreignObject", "iframe", "object", "embed", "audio", "video", "canvas", "handler",
    "listener", "set", "animate", "animateColor", "animateMotion", "animateTransform",
}  # fmt: skip
EMBEDDED = re.compile(r"^data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$")
INSTRUCTION = re.compile(r"<\?(?!xml\s)")
OTHER_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8|us-ascii)", re.IGNORECASE)
STYLE_LOADS = re.compile(
    r"@import|image-set\s*\(|expression\s*\(|javascript:|url\(\s*[\"']?\s*(?!#|[\"'\s])", re.IGNORECASE
)

ANOTHER_IMAGE = Text("Use a PNG, JPEG or SVG image.", "Pakai gambar PNG, JPEG, atau SVG.")
PLAIN_SVG = Text(
    "Save it as plain SVG without it, or use a PNG.", "Simpan sebagai SVG biasa tanpa itu, atau pakai PNG."
)


def check(path: Path) -> Kind:
    """The kind of image that the file is, told from its content.

    Raises InputError where it may not serve as a logo.
    """
    mistake = fault(path)
    if mistake:
        raise InputError([whole(path, mistake.wrong, mistake.right)])
    return kind_of(path.read_bytes())


def fault(path: Path) -> Mistake | None:
    """Why the file may not serve as a logo, or None."""
    try:
        if not path.is_file():
            return _missing(path)
        size = path.stat().st_size
        if size > MAX_BYTES:
            return _too_large(size)
        content = path.read_bytes()
    except (OSError, ValueError):
        return _missing(path)
    kind = kind_of(content)
    return _svg_fault(content) if kind == "svg" else _bitmap_fault(path, kind)


def kind_of(content: bytes) -> Kind:
    """PNG and JPEG by their first bytes; anything else would have to be SVG."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "jpeg" if content.startswith(b"\xff\xd8\xff") else "svg"


def _missing(path: Path) -> Mistake:
    shown = visible(path.name)
    return Mistake(
        Text(
            f"The file `{shown}` is not there or cannot be read.",
            f"Berkas `{shown}` tidak ada atau tidak terbaca.",
        ),
        Text("Put it beside the region file.", "Letakkan di folder berkas daerah."),
    )


def _too_large(size: int) -> Mistake:
    megabytes = size / 1_000_000
    return Mistake(
        Text(f"The logo is {megabytes:.1f} MB large.", f"Logo ini berukuran {megabytes:.1f} MB."),
        Text("Use an image of at most 2 MB.", "Pakai gambar paling besar 2 MB."),
    )


def _not_image() -> Mistake:
    return Mistake(Text("The file is not an image.", "Berkas ini bukan gambar."), ANOTHER_IMAGE)


def _bitmap_fault(path: Path, kind: Kind) -> Mistake | None:
    from PIL import Image

    try:
        with Image.open(path, formats=[kind.upper()]) as image:
            width, height = image.size
            image.verify()
    except Exception:  # Pillow raises whatever its decoders raise
        return Mistake(Text("The image is damaged.", "Gambar ini rusak."), ANOTHER_IMAGE)
    if max(width, height) > MAX_SIDE:
        return Mistake(
            Text(f"The image is {width} × {height} pixels.", f"Gambar ini {width} × {height} piksel."),
            Text(f"Use at most {MAX_SIDE} each way.", f"Paling besar {MAX_SIDE} tiap sisi."),
        )
    return None


def _svg_fault(content: bytes) -> Mistake | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _not_image()
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return _refused("a DOCTYPE or ENTITY line", "baris DOCTYPE atau ENTITY")
    if INSTRUCTION.search(text) or OTHER_ENCODING.search(text):
        return _refused(
            "an instruction `<? ?>` besides the first line", "perintah `<? ?>` selain baris pertama"
        )
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        return _not_image()
    if root.tag != f"{SVG}svg":
        return _not_image()
    return next(_refusals(root), None)


def _refusals(root: ElementTree.Element) -> Iterator[Mistake]:
    for element in root.iter():
        tag = str(element.tag)
        name = tag.rpartition("}")[2]
        if name in RUNNING or tag.startswith(XHTML):
            yield _refused(f"`<{visible(name)}>`", f"`<{visible(name)}>`")
        if name == "style" and _loads("".join(element.itertext())):
            yield _refused("a style that loads something", "gaya yang memuat berkas lain")
        for attribute, value in element.attrib.items():
            yield from _attribute_refusals(name, attribute, value)


def _loads(style: str) -> bool:
    """Whether a style can fetch a file; a backslash could hide that it does."""
    return "\\" in style or bool(STYLE_LOADS.search(style))


def _attribute_refusals(element: str, qualified: str, value: str) -> Iterator[Mistake]:
    attribute = qualified.rpartition("}")[2]
    if attribute.lower().startswith("on") or attribute == "base":
        yield _refused(f"the attribute `{visible(attribute)}`", f"atribut `{visible(attribute)}`")
    if attribute in ("href", "src"):
        embedded = element in ("image", "feImage") and EMBEDDED.match(value)
        if not value.startswith("#") and not embedded:
            yield _refused(f"a reference to `{visible(value)}`", f"rujukan ke `{visible(value)}`")
    elif not qualified.startswith("{") and _loads(value):
        yield _refused(f"`{visible(value)}`", f"`{visible(value)}`")


def _refused(en: str, id: str) -> Mistake:
    return Mistake(Text(f"The logo holds {en}.", f"Logo ini memuat {id}."), PLAIN_SVG)
