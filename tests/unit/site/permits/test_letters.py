"""Certificates and refusals on paper, however long they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone
from typing import Any

import pypdfium2
import pytest

from tlkit.site.permits.certificates.letters import (
    Form,
    Grant,
    Letter,
    Refusal,
    Signer,
    certificate_pdf,
    refusal_pdf,
)
from tlkit.site.shared.papers import Letterhead

DAY = date(2026, 11, 24)
HEAD = Letterhead("Pemerintah Kota Contoh", None, (), None, "Kota Contoh")


def letter(form: Form) -> Letter:
    signer = Signer("Dra. Siti Contoh", "Kepala Dinas Contoh", "197001012000012001", "Plt.")
    at = "https://layanan.contoh.example/verifikasi/K7MP-3XQ9-TR4W"
    made = datetime(2026, 11, 24, tzinfo=timezone.utc)
    return Letter(HEAD, "Surat Izin Contoh", "001/X/2026", DAY, form, signer, at, made)


def certificate(lines: int, form: Form) -> bytes:
    facts = tuple((f"Hal {number}", "ada") for number in range(lines))
    return certificate_pdf(letter(form), Grant("Siti", facts, (), DAY, date(2031, 11, 24)))


def refusal(lines: int, form: Form) -> bytes:
    ground = "\n".join(["Berkas belum lengkap."] * lines)
    return refusal_pdf(letter(form), Refusal("Siti", "Izin", "ABC", DAY, ground, "Pasal 1", 21, DAY, 10))


@pytest.mark.parametrize("form", ["draft", "wet", "electronic"])
@pytest.mark.parametrize(("made", "words"), [(certificate, "Berlaku"), (refusal, "permohonan baru")])
def test_no_signature_stands_alone_on_its_page(
    made: Callable[[int, Form], bytes], words: str, form: Form
) -> None:
    counted = set()
    for lines in range(6, 46):
        document: Any = pypdfium2.PdfDocument(made(lines, form))
        said = document[len(document) - 1].get_textpage().get_text_range()
        counted.add(len(document))
        document.close()
        assert "Ditetapkan di Kota Contoh" in said
        assert words in " ".join(said.split())
    assert counted == {1, 2}
