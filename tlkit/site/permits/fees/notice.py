"""The assessment notice (SKRD, SKPD) as a PDF, drawn from values alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tlkit.site.permits.fees.spelled import spelled
from tlkit.site.permits.words import day, rupiah
from tlkit.site.shared.papers import Letterhead, Paper, Signature, draw_head, draw_signature
from tlkit.site.shared.written import number

TITLES = {"SKRD": "Surat Ketetapan Retribusi Daerah", "SKPD": "Surat Ketetapan Pajak Daerah"}


@dataclass(frozen=True)
class Assessor:
    """The officer who set the charge, and signs the notice by hand."""

    name: str
    office: str = "Petugas penetap"
    nip: str | None = None


@dataclass(frozen=True)
class Notice:
    """What the notice says. `numbers` are those of the formula; `payments` are days, references, amounts."""

    head: Letterhead
    document: str
    number: str
    assessed_on: date
    payer: str
    permit: str
    receipt: str
    amount: int
    ground: str
    formula: str | None
    numbers: tuple[tuple[str, float], ...]
    payments: tuple[tuple[date, str, int], ...]
    signer: Assessor
    made: datetime


def notice_pdf(notice: Notice) -> bytes:
    """The notice."""
    title = TITLES.get(notice.document, notice.document)
    paper = Paper(f"{title} {notice.number}", notice.made)
    paper.begin(foot=f"{title} nomor {notice.number}")
    draw_head(paper, notice.head)
    paper.title(title.upper())
    paper.text(f"Nomor: {notice.number}", align="C")
    paper.space(5)
    paper.facts(
        (
            ("Wajib bayar", notice.payer),
            ("Izin", notice.permit),
            ("Nomor resi", notice.receipt),
            ("Tanggal penetapan", day(notice.assessed_on, "id")),
            ("Dasar", notice.ground),
        )
    )
    paper.space(4)
    if notice.formula:
        rows = [(in_words(name), figures(value)) for name, value in notice.numbers]
        total = (in_words(notice.formula), rupiah(notice.amount))
        paper.table(("Perhitungan", "Angka"), [*rows, total], (3, 1))
    paper.text(f"Jumlah yang harus dibayar: {rupiah(notice.amount)}", "B", 12)
    paper.text(f"Terbilang: {spelled(notice.amount)} rupiah", "I")
    if notice.payments:
        paper.space(3)
        paper.heading("Sudah dibayar")
        paper.table(
            ("Tanggal", "Nomor bukti", "Jumlah"),
            [(day(when, "id"), reference, rupiah(paid)) for when, reference, paid in notice.payments],
            (2, 3, 2),
        )
        left = notice.amount - sum(paid for _, _, paid in notice.payments)
        if left:
            words = "Masih harus dibayar" if left > 0 else "Lebih bayar"
            paper.text(f"{words}: {rupiah(abs(left))}", "B")
    paper.space(6)
    draw_signature(
        paper,
        Signature(
            (
                f"Ditetapkan di {notice.head.place}",
                f"pada tanggal {day(notice.assessed_on, 'id')}",
                f"{notice.signer.office},",
            ),
            notice.signer.name,
            (f"NIP {notice.signer.nip}",) if notice.signer.nip else (),
        ),
    )
    paper.space(4)
    paper.small("Bayar hanya lewat saluran resmi pemerintah daerah, dan simpan buktinya.")
    return paper.pdf()


def in_words(formula: str) -> str:
    """A formula, or a name in it, as one reads it: `luas × 15.000 × nilai sewa`."""
    shown = re.sub(r"\b\d+(\.\d+)?", lambda found: figures(Decimal(found[0])), formula)
    return shown.replace("_", " ").replace("**", "^").replace("*", "×").replace("/", "÷")


def figures(value: float | Decimal) -> str:
    """A number as Indonesians write it."""
    return number(value, "id", decimals=6)
