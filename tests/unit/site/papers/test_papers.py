"""Papers: the same bytes for the same input, letters that any reader shows, a QR that scans."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from tlkit.region import load
from tlkit.site.shared.papers import Letterhead, Paper, Signature, draw_head, draw_signature, printable, strip
from tlkit.site.shared.papers.sizes import A4, ROLL_WIDTH

ROOT = Path(__file__).resolve().parents[4]
MADE = datetime(2026, 11, 24, 3, tzinfo=timezone.utc)
ADDRESS = "https://layanan.contoh.example/verifikasi/K7MP-3XQ9-TR4W"


def drawn(head: Letterhead) -> bytes:
    paper = Paper("Percobaan", MADE)
    paper.begin(foot="kaki")
    draw_head(paper, head)
    paper.title("Percobaan")
    paper.facts((("Nama", "Ayu – “Contoh”"), ("Alamat", "Jalan " * 60)))
    paper.table(("Uraian", "Jumlah"), [(f"Baris {n}", "Rp1.000") for n in range(80)], (3, 1))
    paper.qr(ADDRESS, "Pindai")
    draw_signature(paper, Signature(("Ditetapkan di Contoh",), "Nama", gap=20))
    return paper.pdf()


def pages(pdf: bytes) -> list[tuple[str, Image.Image]]:
    document: Any = pypdfium2.PdfDocument(pdf)
    found = [(page.get_textpage().get_text_range(), page.render(scale=3).to_pil()) for page in document]
    document.close()
    return found


@pytest.fixture(scope="module")
def head() -> Letterhead:
    return Letterhead.of(load(ROOT / "regions" / "example" / "region.yaml"), "dpmptsp")


def test_the_same_input_gives_the_same_bytes(head: Letterhead) -> None:
    assert drawn(head) == drawn(head)


def test_a_long_paper_runs_over_pages_and_its_code_scans(head: Letterhead) -> None:
    found = pages(drawn(head))
    assert len(found) > 1
    assert "Ayu – “Contoh”" in found[0][0]
    ends = ["".join(text.split())[-7:] for text, _ in found]
    assert ends == [f"kaki{number}/{len(found)}" for number in range(1, len(found) + 1)]
    codes = [code.text for _, picture in found for code in zxingcpp.read_barcodes(picture)]
    assert codes == [ADDRESS]


def test_the_letterhead_is_the_regions_own(head: Letterhead) -> None:
    assert head.agency == "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
    assert head.lines == (
        "Jalan Contoh Raya 3",
        "Telepon 0999-5550103 · dpmptsp@contoh.example · dpmptsp.contoh.example",
    )
    assert head.logo is not None
    assert head.logo.startswith(b"\x89PNG")


def test_what_an_agency_has_not_given_is_absent() -> None:
    region = load(ROOT / "regions" / "example" / "region.yaml")
    assert Letterhead.of(region, "dinkes").lines == ()
    assert Letterhead.of(region).agency is None


def test_letters_that_the_fonts_lack() -> None:
    assert printable("Łukasz Ōno ‘a’ \u202e東\u0000") == "Lukasz Ono ‘a’ ?"
    Paper("Ō\u0000", MADE)


def test_a_strip_is_as_long_as_what_is_on_it() -> None:
    def draw(lines: int) -> bytes:
        def on(paper: Paper) -> None:
            paper.begin()
            for _ in range(lines):
                paper.text("baris")
            paper.qr(ADDRESS, "Pindai")

        return strip("Struk", MADE, on)

    (short,), (long,) = pages(draw(3)), pages(draw(300))
    assert short[1].width == long[1].width
    assert long[1].height > 5 * short[1].height
    assert [code.text for code in zxingcpp.read_barcodes(short[1])] == [ADDRESS]


@pytest.mark.parametrize("lines", range(36, 48, 3))
def test_signature_and_code_stay_on_one_page(lines: int) -> None:
    paper = Paper("Surat", MADE)
    paper.begin()
    paper.text("baris\n" * lines)
    long = "Dr. Hj. Raden Ajeng Siti Contoh Kusumawardhani Prawiranegara, S.STP., M.Si., M.H."
    draw_signature(
        paper,
        Signature(("Ditetapkan di Contoh", "Kepala Dinas " * 12), long, ("NIP 1",), 24, ADDRESS, "Pindai"),
    )
    *_, (words, picture) = pages(paper.pdf())
    assert {"Ditetapkan", "Raden", "M.H.", "NIP", "Pindai"} <= set(words.split())
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


@pytest.mark.parametrize("size", [A4, (ROLL_WIDTH, 120.0)])
def test_a_paper_of_a_demonstration_says_so_and_no_other_does(size: tuple[float, float]) -> None:
    region = load(ROOT / "regions" / "example" / "region.yaml")
    for mode, said in (("demo", 1), ("live", 0)):
        paper = Paper("Tanda terima", MADE, size)
        paper.begin()
        draw_head(paper, Letterhead.of(replace(region, mode=mode)))
        assert pages(paper.pdf())[0][0].count("bukan dokumen resmi") == said


def test_no_line_of_a_letterhead_ends_with_what_stands_between_contacts(head: Letterhead) -> None:
    contacts = " · ".join(
        ("Telepon 0999-5550103", "pelayanan.terpadu@contoh.example", "pelayanan.contoh.example")
    )
    (first, _) = pages(drawn(replace(head, lines=(contacts,))))[0]
    above = first.splitlines()
    assert "pelayanan.contoh.example" in above
    assert "Telepon 0999-5550103 · pelayanan.terpadu@contoh.example" in above
