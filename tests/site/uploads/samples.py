"""Files as residents and attackers send them, made in memory."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The agreed test virus, in two pieces so that this file is no virus itself."""


def photo(size: tuple[int, int] = (64, 48), *, place: bool = False, turned: int | None = None) -> bytes:
    """A JPEG, red above and blue below; with a position in it, or turned by its EXIF."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    if place:
        exif[0x010F] = "Telepon Siti"
        exif.get_ifd(0x8825)[2] = (6.0, 10.0, 0.0)
    if turned is not None:
        exif[0x0112] = turned
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=b"rumah Siti" if place else b"", quality=90)
    return made.getvalue()


def png(**options: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(made, "PNG", **options)
    return made.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it is as large as a field."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def huge_jpeg(side: int = 50_000) -> bytes:
    """A small JPEG whose frame says it is as large as a field."""
    content = photo()
    start = content.index(b"\xff\xc0") + 5
    return content[:start] + struct.pack(">HH", side, side) + content[start + 4 :]


def scanned_jpeg(times: int) -> bytes:
    """A JPEG that comes bit by bit, whose last part comes so many times."""
    made = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(made, "JPEG", progressive=True)
    content = made.getvalue()
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * times + content[-2:]


def pdf(pages: int = 2, **more: Any) -> bytes:
    """A plain PDF; `more` are entries of its root."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(210, 297)
    for key, value in more.items():
        writer.root_object[NameObject(f"/{key}")] = value
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def action(kind: str, **more: str) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/S"): NameObject(f"/{kind}"),
            **{NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()},
        }
    )


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(210, 297)
    writer.encrypt("rahasia", algorithm="AES-256")
    return written(writer)


def sealed_pdf(content: bytes, algorithm: str = "AES-256") -> bytes:
    """The same as one that anybody can open and only its owner may change, as offices hand them out."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("", "pemilik", algorithm=algorithm)
    return written(writer)


def pdf_with_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(210, 297)
    writer.add_attachment("a.exe", b"MZ")
    return written(writer)


def pdf_with_note(kind: str) -> bytes:
    """A PDF whose page carries a note of a kind, such as one that runs an action."""
    writer = PdfWriter()
    page = writer.add_blank_page(210, 297)
    corners = ArrayObject([NumberObject(n) for n in (0, 0, 10, 10)])
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): corners,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return written(writer)


def with_escaped_name(content: bytes) -> bytes:
    """The same PDF with a name written in another way that readers understand."""
    return content.replace(b"/JavaScript", b"/J#61vaScript")
