"""The page beneath a paper: its size, its footer, and a word across it where it is a draft."""

from __future__ import annotations

from datetime import datetime

from fpdf import FPDF

from tlkit.site.shared.papers.letters import ENCODING, printable
from tlkit.site.shared.papers.sizes import A4, GREY


class Sheet(FPDF):
    """A PDF whose bytes depend on nothing but what is drawn and `made`."""

    def __init__(self, size: tuple[float, float], title: str, made: datetime, lang: str) -> None:
        super().__init__(unit="mm", format=size)
        self.core_fonts_encoding = ENCODING
        self.across, self.foot = "", ""
        self.set_creation_date(made)
        self.set_title(printable(title))
        self.set_producer("tlkit")
        self.set_lang(lang)
        self.narrow = size[0] < A4[0]
        if self.narrow:
            self.set_margins(5, 4, 5)
            self.set_auto_page_break(False)
        else:
            self.set_margins(22, 14, 22)
            self.set_auto_page_break(True, 24)

    def header(self) -> None:
        """The word across the page, below everything else."""
        if not self.across:
            return
        with self.local_context():
            self.set_font("helvetica", "B", 96)
            self.set_text_color(228)
            width = self.get_string_width(self.across)
            with self.rotation(52, self.w / 2, self.h / 2):
                self.text((self.w - width) / 2, self.h / 2 + 12, self.across)

    def footer(self) -> None:
        """What the paper is, and which of how many pages."""
        if self.narrow:
            return
        with self.local_context():
            self.set_y(-18)
            self.set_font("helvetica", size=8)
            self.set_text_color(GREY)
            width = self.epw - 30
            self.multi_cell(width, 3.6, self.foot, align="L", new_x="RIGHT", new_y="TOP")
            self.cell(30, 3.6, f"{self.page_no()}/{{nb}}", align="R")
