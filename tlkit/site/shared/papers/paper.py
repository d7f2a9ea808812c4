"""What papers are made of, drawn from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from tlkit.site.shared.papers.letters import printable
from tlkit.site.shared.papers.qr import dark_runs
from tlkit.site.shared.papers.sizes import A4, GREY, QR, ROLL_WIDTH

LONGEST_ROLL = 1500.0


class Paper:
    """One paper in the making: A4, or a strip of an 80 mm roll.

    `made` is the date inside of the file. All text may hold anything; what the fonts lack is
    shown as its nearest letter.
    """

    def __init__(
        self, title: str, made: datetime, size: tuple[float, float] = A4, *, lang: str = "id"
    ) -> None:
        # Imported here: the library takes 0.8 s and 60 MB, and most processes never draw a paper.
        from tlkit.site.shared.papers.sheet import Sheet

        self.sheet = Sheet(size, title, made, lang)
        self.body = 8.5 if self.sheet.narrow else 10.5

    def begin(self, *, across: str = "", foot: str = "") -> None:
        """Open the first page. `across` is a word over every page, `foot` stands below each."""
        self.sheet.across, self.sheet.foot = printable(across), printable(foot)
        self.sheet.add_page()
        self.font()

    def font(self, style: str = "", points: float | None = None) -> None:
        """Go on in a style (`B`, `I`) and size; the body's without one."""
        self.sheet.set_font("helvetica", style, points or self.body)

    def space(self, millimetres: float) -> None:
        self.sheet.ln(millimetres)

    def text(self, text: str, style: str = "", points: float | None = None, align: str = "L") -> None:
        """A paragraph over the whole width."""
        self.font(style, points)
        self.sheet.multi_cell(
            0, self.sheet.font_size * 1.35, printable(text), align=align, new_x="LMARGIN", new_y="NEXT"
        )
        self.font()

    def heading(self, text: str) -> None:
        """A line in bold that stays with what follows."""
        sheet = self.sheet
        if not sheet.narrow and sheet.will_page_break(sheet.font_size * 1.35 * 3):
            sheet.add_page()
        self.text(text, "B")

    def small(self, text: str) -> None:
        """A paragraph of lesser weight. Black on a roll, whose printers know no grey."""
        if self.sheet.narrow:
            self.text(text, points=self.body - 1.5)
            return
        self.sheet.set_text_color(GREY)
        self.text(text, points=self.body - 2)
        self.sheet.set_text_color(0)

    def title(self, text: str) -> None:
        """What the paper is, in the middle."""
        self.space(2)
        self.text(text, "B", self.body + (1.5 if self.sheet.narrow else 3), "C")

    def rule(self, thickness: float = 0.2) -> None:
        """A line over the whole width."""
        sheet = self.sheet
        sheet.set_line_width(thickness)
        sheet.line(sheet.l_margin, sheet.get_y(), sheet.w - sheet.r_margin, sheet.get_y())
        sheet.ln(0.8)

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Labels beside their values; below each other on a roll."""
        sheet = self.sheet
        for label, value in rows:
            if sheet.narrow:
                self.text(label, points=self.body - 1.5)
                self.text(value, "B")
                continue
            height = sheet.font_size * 1.4
            if sheet.will_page_break(height * 2):
                sheet.add_page()
            top = sheet.get_y()
            sheet.multi_cell(52, height, printable(label), align="L", new_x="RIGHT", new_y="NEXT")
            low, page = sheet.get_y(), sheet.page_no()
            sheet.set_xy(sheet.l_margin + 52, top)
            sheet.cell(4, height, ":")
            sheet.multi_cell(0, height, printable(value), align="L", new_x="LMARGIN", new_y="NEXT")
            if sheet.page_no() == page:
                sheet.set_y(max(low, sheet.get_y()))

    def items(self, texts: Iterable[str], *, boxes: Sequence[bool] | None = None) -> None:
        """A numbered list; with `boxes`, a box before each instead, ticked or empty."""
        sheet = self.sheet
        for position, text in enumerate(texts):
            height = sheet.font_size * 1.35
            if not sheet.narrow and sheet.will_page_break(height * 2):
                sheet.add_page()
            if boxes is None:
                sheet.cell(7, height, f"{position + 1}.")
            else:
                self.box(boxes[position], height)
            sheet.multi_cell(0, height, printable(text), align="L", new_x="LMARGIN", new_y="NEXT")
            sheet.ln(0.6)

    def box(self, ticked: bool, height: float) -> None:
        sheet, side = self.sheet, 3.2
        x, y = sheet.get_x() + sheet.c_margin, sheet.get_y() + (height - side) / 2
        sheet.set_line_width(0.25)
        sheet.rect(x, y, side, side)
        if ticked:
            sheet.set_line_width(0.5)
            sheet.polyline([(x + 0.6, y + 1.7), (x + 1.3, y + 2.5), (x + 2.7, y + 0.6)])
        sheet.set_x(x + side + 2.5)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """A table whose head comes again on every page; the last column is of numbers."""
        from fpdf.fonts import FontFace

        aligned = ["LEFT"] * (len(head) - 1) + ["RIGHT"]
        with self.sheet.table(
            col_widths=tuple(widths),
            text_align=tuple(aligned),
            headings_style=FontFace(emphasis="BOLD", fill_color=238),
            line_height=self.sheet.font_size * 1.5,
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            for row in (head, *rows):
                table.row([printable(cell) for cell in row])
        self.space(2)

    def qr(self, text: str, caption: str = "") -> None:
        """A QR code at the left margin (in the middle on a roll), and words beside or below it."""
        sheet = self.sheet
        if not sheet.narrow and sheet.will_page_break(QR + 2):
            sheet.add_page()
        top = sheet.get_y()
        left = (sheet.w - QR) / 2 if sheet.narrow else sheet.l_margin
        self.qr_at(text, left, top)
        if sheet.narrow:
            sheet.set_y(top + QR + 1)
            self.text(caption, points=self.body - 1.5, align="C")
            return
        sheet.set_xy(left + QR + 4, top + 4)
        self.font(points=8.5)
        sheet.multi_cell(0, 4, printable(caption), align="L", new_x="LMARGIN", new_y="NEXT")
        self.font()
        sheet.set_y(max(sheet.get_y(), top + QR + 2))

    def qr_at(self, text: str, left: float, top: float) -> None:
        """A QR code of `QR` millimetres, its quiet zone included."""
        count, runs = dark_runs(text)
        step = QR / count
        for row, start, length in runs:
            self.sheet.rect(left + start * step, top + row * step, length * step, step + 0.01, style="F")

    def pdf(self) -> bytes:
        """The finished file."""
        return bytes(self.sheet.output())


def strip(title: str, made: datetime, draw: Callable[[Paper], None], *, lang: str = "id") -> bytes:
    """A paper on an 80 mm roll, as long as what `draw` puts on it."""
    trial = Paper(title, made, (ROLL_WIDTH, LONGEST_ROLL), lang=lang)
    draw(trial)
    paper = Paper(title, made, (ROLL_WIDTH, trial.sheet.get_y() + 8), lang=lang)
    draw(paper)
    return paper.pdf()
