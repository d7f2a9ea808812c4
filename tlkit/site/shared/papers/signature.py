"""Draws the end of a letter: who signs, and the code by which it is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from tlkit.site.shared.papers.letters import printable
from tlkit.site.shared.papers.paper import Paper
from tlkit.site.shared.papers.sizes import QR

QUIET = 2.0
"""About what a code leaves empty at each side, in millimetres."""
CAPTION = 4.0
CAPTION_POINTS = 8.5
LEFT = 0.52
"""Where, across the page, the signature begins."""


@dataclass(frozen=True)
class Signature:
    """Place, date and office; then, after `gap` millimetres, the name and what stands below it.

    `code` is a QR code's text, `caption` the words below that.
    """

    lines: Sequence[str]
    name: str
    below: Sequence[str] = ()
    gap: float = 24
    code: str = ""
    caption: str = ""


def make_room(paper: Paper, signed: Signature, above: float = 0) -> None:
    """Begin another page where the signature, and so many millimetres above it, do not fit on this one.

    A signature alone on a page could be put under another letter.
    """
    if paper.sheet.will_page_break(above + height(paper, signed, paper.sheet.epw * LEFT)):
        paper.sheet.add_page()


def draw_signature(paper: Paper, signed: Signature) -> None:
    """Code at the left, signature at the right, both on one page."""
    sheet, margin = paper.sheet, paper.sheet.l_margin
    half = sheet.epw * LEFT
    make_room(paper, signed)
    top = sheet.get_y()
    if signed.code:
        draw_code(paper, signed, half)
    low = sheet.get_y()
    sheet.set_left_margin(margin + half)
    sheet.set_xy(margin + half, top)
    paper.text("\n".join(signed.lines))
    sheet.ln(signed.gap)
    paper.text(signed.name, "B")
    if signed.below:
        paper.text("\n".join(signed.below))
    sheet.set_left_margin(margin)
    sheet.set_xy(margin, max(low, sheet.get_y()))


def draw_code(paper: Paper, signed: Signature, half: float) -> None:
    """The code, and its words below it."""
    sheet, top = paper.sheet, paper.sheet.get_y()
    paper.qr_at(signed.code, sheet.l_margin - QUIET, top - QUIET)
    sheet.set_y(top + QR - QUIET)
    paper.font(points=CAPTION_POINTS)
    sheet.multi_cell(half - 6, CAPTION, printable(signed.caption), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.font()


def height(paper: Paper, signed: Signature, half: float) -> float:
    """The millimetres that it all takes, long names and offices in as many lines as they need."""
    right = paper.sheet.epw - half
    paper.font("B")
    count = sum(lines_of(paper, text, right) for text in (*signed.lines, signed.name, *signed.below))
    paper.font()
    tall = signed.gap + count * paper.sheet.font_size * 1.35
    if not signed.code:
        return tall
    return max(tall, QR + CAPTION * (lines_of(paper, signed.caption, half - 6) + 1))


def lines_of(paper: Paper, text: str, width: float) -> int:
    """How many lines a text takes, in the font in use."""
    lines = paper.sheet.multi_cell(width, 1, printable(text), dry_run=True, output="LINES")
    return len(cast("list[str]", lines))
