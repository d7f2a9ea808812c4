"""Makes one PDF of several photos, a page each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PIL import Image

from tlkit.errors import Text
from tlkit.site.shared.uploads.kinds import kind_of
from tlkit.site.shared.uploads.pictures import redraw
from tlkit.site.shared.uploads.refusals import RefusedUpload, empty

if TYPE_CHECKING:
    from fpdf import FPDF

MOST = 30
LONGEST = 2200
"""Pixels on the longer side: A4 at about 190 dots an inch, so that ten sheets stay below 5 MB."""

SHORT, LONG = 210.0, 297.0
"""A4 in millimetres."""


def one_document(pictures: Sequence[bytes], now: datetime) -> bytes:
    """A PDF with each picture filling a sheet as it lies. Raises `RefusedUpload`."""
    if not pictures:
        raise empty()
    if len(pictures) > MOST:
        raise too_many()
    # Imported here: 0.8 s and 60 MB that no process needs before it draws its first paper.
    from fpdf import FPDF

    paper = FPDF(unit="mm", format="A4")
    paper.set_auto_page_break(False)
    paper.set_creation_date(now)
    for content in pictures:
        kind = kind_of(content)
        if kind == "pdf":
            raise not_a_picture()
        add_page(paper, redraw(content, kind, longest=LONGEST, as_="jpeg"))
    return bytes(paper.output())


def add_page(paper: FPDF, picture: bytes) -> None:
    """A sheet with a picture as large as fits."""
    with Image.open(io.BytesIO(picture)) as opened:
        lying = opened.width > opened.height
    paper.add_page("L" if lying else "P")
    width, height = (LONG, SHORT) if lying else (SHORT, LONG)
    paper.image(io.BytesIO(picture), 0, 0, width, height, keep_aspect_ratio=True)


def too_many() -> RefusedUpload:
    return RefusedUpload(
        "pages",
        Text(f"More than {MOST} photos at once.", f"Lebih dari {MOST} foto sekaligus."),
        Text("Send only the sheets that are asked for.", "Kirim lembar yang diminta saja."),
    )


def not_a_picture() -> RefusedUpload:
    return RefusedUpload(
        "mixed",
        Text(
            "Only photos can be joined; one of these is a PDF.",
            "Hanya foto yang dapat digabung; salah satunya PDF.",
        ),
        Text("Send the PDF by itself.", "Kirim PDF itu tersendiri."),
    )
