"""Draws a letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from tlkit.site.shared.papers.letterhead import SEPARATOR, Letterhead
from tlkit.site.shared.papers.letters import printable
from tlkit.site.shared.papers.paper import Paper

LOGO = 22.0
TRIAL = "PERCOBAAN: bukan dokumen resmi"


def draw_head(paper: Paper, head: Letterhead) -> None:
    """Logo, government, agency, contacts, and a double line; on a roll, the names alone."""
    sheet = paper.sheet
    if sheet.narrow:
        paper.text(head.government.upper(), "B", align="C")
        if head.agency:
            paper.text(head.agency, align="C")
        paper.rule()
        draw_trial(paper, head)
        return
    top, margin = sheet.get_y(), sheet.l_margin
    if head.logo:
        sheet.image(BytesIO(head.logo), margin, top, LOGO, LOGO, keep_aspect_ratio=True)
    sheet.set_left_margin(margin + LOGO + 3)
    sheet.set_right_margin(margin + LOGO + 3)
    sheet.set_xy(margin + LOGO + 3, top)
    paper.text(head.government.upper(), points=13, align="C")
    if head.agency:
        paper.text(head.agency.upper(), "B", 13.5, "C")
    for line in head.lines:
        draw_parts(paper, line.split(SEPARATOR), points=9)
    sheet.set_left_margin(margin)
    sheet.set_right_margin(margin)
    sheet.set_xy(margin, max(sheet.get_y(), top + LOGO) + 2)
    paper.rule(0.8)
    paper.space(0.8)
    paper.rule(0.2)
    draw_trial(paper, head)
    paper.space(4)


def draw_trial(paper: Paper, head: Letterhead) -> None:
    """What a paper of a demonstration is not."""
    if head.trial:
        paper.text(TRIAL, "B", align="C")


def draw_parts(paper: Paper, parts: Sequence[str], points: float) -> None:
    """Parts in the middle, as many on each line as fit; what stands between them ends no line."""
    room = paper.sheet.epw - 2 * paper.sheet.c_margin
    line = ""
    for part in parts:
        longer = f"{line}{SEPARATOR}{part}" if line else part
        paper.font(points=points)
        if line and paper.sheet.get_string_width(printable(longer)) > room:
            paper.text(line, points=points, align="C")
            longer = part
        line = longer
    paper.text(line, points=points, align="C")
