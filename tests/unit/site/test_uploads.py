"""What is taken, what is refused and in which words; what is left of a picture. Without a site."""

from __future__ import annotations

import io
from datetime import datetime, timezone

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.site.uploads.samples import (
    action,
    huge_jpeg,
    huge_png,
    locked_pdf,
    pdf,
    pdf_with_file,
    pdf_with_note,
    photo,
    png,
    scanned_jpeg,
    sealed_pdf,
    with_escaped_name,
)
from tlkit.site.shared.uploads.joining import LONGEST as JOINED
from tlkit.site.shared.uploads.joining import MOST, one_document
from tlkit.site.shared.uploads.kinds import kind_of
from tlkit.site.shared.uploads.pdfs import MAX_PAGES, check_pdf
from tlkit.site.shared.uploads.pictures import LONGEST, MAX_SCANS, redraw
from tlkit.site.shared.uploads.refusals import RefusedUpload, too_big
from tlkit.site.shared.uploads.services import shown_name

NOW = datetime(2026, 11, 24, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("content", "reason", "words"),
    [
        (b"", "empty", "kosong"),
        (b"MZ\x90\x00" + bytes(60), "executable", "program"),
        (b"\x7fELF" + bytes(60), "executable", "program"),
        (b"#!/bin/sh\n", "executable", "program"),
        (b"PK\x03\x04" + bytes(60), "type", "Word"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "type", "SVG"),
        (b"\n <!DOCTYPE html><script>alert(1)</script>", "type", "halaman web"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(60), "type", "iPhone"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(60), "type", "video"),
        (b"GIF89a", "type", "GIF"),
        (b"GIF89a%PDF-1.7", "type", "GIF"),
        (b"saya punya surat", "type", "bukan PDF dan bukan foto"),
    ],
)
def test_what_is_not_taken_is_named_to_the_resident(content: bytes, reason: str, words: str) -> None:
    with pytest.raises(RefusedUpload) as refused:
        kind_of(content)
    assert refused.value.reason == reason
    assert words in refused.value.words.id
    assert "Kirim" in refused.value.words.id or "Pilih" in refused.value.words.id


def test_the_kind_is_that_of_the_content() -> None:
    assert [kind_of(content) for content in (pdf(), photo(), png())] == ["pdf", "jpeg", "png"]


def test_a_limit_is_said_as_people_say_it() -> None:
    assert "2,5 MB" in too_big(2_500_000).message.id
    assert "5 MB" in too_big(5_000_000).message.id


def test_a_plain_pdf_is_counted() -> None:
    assert check_pdf(pdf(3)) == 3


@pytest.mark.parametrize(
    "content",
    [
        pdf(OpenAction=action("JavaScript", JS="app.alert(1)")),
        with_escaped_name(pdf(OpenAction=action("JavaScript", JS="app.alert(1)"))),
        pdf(OpenAction=action("Launch", F="cmd.exe")),
        pdf(OpenAction=action("SubmitForm", F="https://contoh.id")),
        pdf(AA=DictionaryObject({NameObject("/WC"): action("GoToE")})),
        pdf(AcroForm=DictionaryObject({NameObject("/XFA"): TextStringObject("x")})),
        pdf_with_file(),
        pdf_with_note("FileAttachment"),
        pdf_with_note("RichMedia"),
    ],
)
def test_a_pdf_that_does_something_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedUpload) as refused:
        check_pdf(content)
    assert refused.value.reason == "active"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_opens_without_a_password_is_taken_and_looked_into(algorithm: str) -> None:
    assert check_pdf(sealed_pdf(pdf(1), algorithm)) == 1
    script = pdf(OpenAction=action("JavaScript", JS="app.alert(1)"))
    with pytest.raises(RefusedUpload) as refused:
        check_pdf(sealed_pdf(with_escaped_name(script), algorithm))
    assert refused.value.reason == "active"


def test_a_pdf_with_a_link_or_a_place_to_open_at_is_taken() -> None:
    assert check_pdf(pdf_with_note("Link")) == 1
    assert check_pdf(pdf(OpenAction=action("GoTo"))) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (locked_pdf(), "encrypted"),
        (pdf(MAX_PAGES + 1), "pages"),
        (pdf(0), "damaged"),
        (pdf()[:200], "damaged"),
        (b"%PDF-1.7\n" + bytes(500), "damaged"),
        (b"%PDF-1.4 \nxref\n0 99999999999\ntrailer << /Size 1 /Root 1 0 R >>\n%%EOF", "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_or_is_too_long_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedUpload) as refused:
        check_pdf(content)
    assert refused.value.reason == reason


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_nothing_but_pixels_is_left_of_a_photo() -> None:
    sent = photo(place=True)
    assert b"Siti" in sent
    kept = redraw(sent, "jpeg")
    assert b"Siti" not in kept
    assert not opened(kept).getexif()
    assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_hides_behind_a_picture_is_gone() -> None:
    assert b"<script>" not in redraw(photo() + b"<script>", "jpeg")
    assert b"<script>" not in redraw(png() + b"<script>", "png")


def test_a_photo_taken_sideways_stands_upright() -> None:
    kept = opened(redraw(photo((64, 48), turned=6), "jpeg"))
    assert kept.size == (48, 64)
    red, _, blue = kept.convert("RGB").getpixel((40, 32))  # type: ignore[misc]
    assert red > 200 > blue


def test_a_large_photo_is_brought_down_to_a_sheet() -> None:
    assert max(opened(redraw(photo((5000, 2500)), "jpeg")).size) == LONGEST


def test_what_shows_through_becomes_white() -> None:
    kept = opened(redraw(png(), "png"))
    assert kept.mode == "RGB"
    assert kept.getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_every_kind_of_pixel_is_drawn(mode: str) -> None:
    made = io.BytesIO()
    kind = "jpeg" if mode == "CMYK" else "png"
    Image.new(mode, (9, 9)).save(made, kind.upper())
    assert opened(redraw(made.getvalue(), kind)).size == (9, 9)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(9, 9), (LONGEST + 100, 9)])
def test_a_scan_in_many_shades_of_grey_does_not_turn_white(size: tuple[int, int]) -> None:
    made = io.BytesIO()
    Image.new("I;16", size, 100 * 256).save(made, "PNG")
    kept = opened(redraw(made.getvalue(), "png"))
    assert (kept.mode, kept.getpixel((3, 3))) == ("L", 100)


@pytest.mark.parametrize(
    ("content", "kind"), [(huge_png(), "png"), (huge_jpeg(), "jpeg"), (huge_png(7000), "png")]
)
def test_a_field_of_pixels_is_refused_before_it_is_decoded(content: bytes, kind: str) -> None:
    with pytest.raises(RefusedUpload) as refused:
        redraw(content, kind)  # type: ignore[arg-type]
    assert refused.value.reason == "picture-too-large"


def test_a_photo_in_more_parts_than_any_program_makes_is_refused() -> None:
    assert opened(redraw(scanned_jpeg(20), "jpeg")).size == (64, 64)
    with pytest.raises(RefusedUpload) as refused:
        redraw(scanned_jpeg(MAX_SCANS + 1), "jpeg")
    assert refused.value.reason == "damaged"
    with pytest.raises(RefusedUpload):
        one_document([photo(), scanned_jpeg(MAX_SCANS + 1)], NOW)


@pytest.mark.parametrize("cut", [10, 200, -20])
def test_a_picture_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(RefusedUpload) as refused:
        redraw(photo((640, 480))[:cut], "jpeg")
    assert refused.value.reason == "damaged"


def test_photos_become_one_document_in_their_order() -> None:
    document = PdfReader(io.BytesIO(one_document([photo((80, 60)), photo((60, 80)), png()], NOW)))
    lying = [page.mediabox.width > page.mediabox.height for page in document.pages]
    assert lying == [True, False, True]
    check_pdf(one_document([photo()], NOW))


def test_joined_photos_are_cleaned_too() -> None:
    document = one_document([photo((JOINED + 500, 300), place=True)], NOW)
    assert b"Siti" not in document
    image = PdfReader(io.BytesIO(document)).pages[0].images[0].image
    assert image is not None
    assert max(image.size) == JOINED


@pytest.mark.parametrize(
    ("pictures", "reason"),
    [
        ([], "empty"),
        ([photo(), pdf()], "mixed"),
        ([photo()] * (MOST + 1), "pages"),
        ([photo(), b"MZ"], "executable"),
    ],
)
def test_only_photos_are_joined(pictures: list[bytes], reason: str) -> None:
    with pytest.raises(RefusedUpload) as refused:
        one_document(pictures, NOW)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ktp.pdf", "ktp.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Siti\\surat izin.docx", "surat izin.pdf"),
        ("surat\u202efdp.exe", "suratfdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\x00\x1b[2J.pdf", "[2J.pdf"),
        ("", "berkas.pdf"),
        (".pdf", "berkas.pdf"),
        ("...", "berkas.pdf"),
        ("Foto   rumah  saya.JPG", "Foto rumah saya.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("akta lahir é.pdf", "akta lahir é.pdf"),
    ],
)
def test_a_name_is_only_ever_shown(name: str, shown: str) -> None:
    assert shown_name(name, "pdf") == shown
