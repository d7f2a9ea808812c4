"""The receipt of an application (tanda terima): A4 for the applicant, or a strip from the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tlkit.errors import Text
from tlkit.site.shared.papers import Letterhead, Paper, draw_head, strip

Size = Literal["a4", "80mm"]

TITLE = Text("Receipt of your application", "Tanda terima permohonan")
NUMBER = Text("Receipt number", "Nomor resi")
PERMIT = Text("Permit", "Izin")
APPLICANT = Text("Applicant", "Pemohon")
RECEIVED = Text("Received", "Diterima")
PROMISED = Text("Done by", "Selesai paling lambat")
PAPERS = Text("Papers", "Berkas")
SCAN = Text(
    "Scan this code or open the address below to see how far it is. You need the receipt number and your "
    "phone number or e-mail address.",
    "Pindai kode ini atau buka alamat di bawah untuk melihat perkembangannya. Siapkan nomor resi dan "
    "nomor HP atau e-mail Anda.",
)
KEEP = Text(
    "Keep this receipt. Officers never ask for money outside of the official charge.",
    "Simpan tanda terima ini. Petugas tidak meminta uang di luar biaya resmi.",
)
TAKEN_BY = Text("Received by", "Petugas penerima")


@dataclass(frozen=True)
class Receipt:
    """What a receipt says. `papers` are names and whether each was handed in.

    `follow_at` is in the code; the words give it without its query, for the number stands above.
    """

    head: Letterhead
    number: str
    permit: str
    applicant: str
    received: str
    promised: str
    papers: tuple[tuple[str, bool], ...]
    follow_at: str
    made: datetime
    taken_by: str | None = None


def receipt_pdf(receipt: Receipt, size: Size, lang: str) -> bytes:
    """The receipt in one of its sizes."""
    title = f"{TITLE.in_(lang)} {receipt.number}"
    if size == "80mm":
        return strip(title, receipt.made, lambda paper: draw(paper, receipt, lang), lang=lang)
    paper = Paper(title, receipt.made, lang=lang)
    draw(paper, receipt, lang)
    return paper.pdf()


def draw(paper: Paper, receipt: Receipt, lang: str) -> None:
    """Number, promise and papers, from top to bottom."""
    paper.begin(foot=f"{TITLE.in_(lang)} {receipt.number}")
    draw_head(paper, receipt.head)
    paper.title(TITLE.in_(lang).upper())
    paper.space(1)
    paper.text(NUMBER.in_(lang), align="C")
    paper.text(receipt.number, "B", paper.body * 2, "C")
    paper.space(2)
    paper.facts(
        (
            (PERMIT.in_(lang), receipt.permit),
            (APPLICANT.in_(lang), receipt.applicant),
            (RECEIVED.in_(lang), receipt.received),
            (PROMISED.in_(lang), receipt.promised),
            *(((TAKEN_BY.in_(lang), receipt.taken_by),) if receipt.taken_by else ()),
        )
    )
    if receipt.papers:
        paper.space(3)
        paper.heading(PAPERS.in_(lang))
        paper.items(
            [name for name, _ in receipt.papers], boxes=[handed_in for _, handed_in in receipt.papers]
        )
    paper.space(3)
    page = receipt.follow_at.partition("://")[2].partition("?")[0]
    paper.qr(receipt.follow_at, f"{SCAN.in_(lang)}\n{page}")
    paper.space(2)
    paper.small(KEEP.in_(lang))
