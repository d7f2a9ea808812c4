"""What a file is, by its first bytes. Its name and what the browser says of it count for nothing."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.shared.uploads.models import FileKind
from tlkit.site.shared.uploads.refusals import RefusedUpload, empty, executable, not_accepted, unknown_type

ACCEPTED: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
)

PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"dex\n",
)

KNOWN: tuple[tuple[bytes, Text], ...] = (
    (b"PK\x03\x04", Text("a Word, Excel or ZIP file", "berkas Word, Excel, atau ZIP")),
    (b"\xd0\xcf\x11\xe0", Text("an old Word or Excel file", "berkas Word atau Excel lama")),
    (b"Rar!", Text("an archive (RAR)", "arsip RAR")),
    (b"7z\xbc\xaf", Text("an archive (7z)", "arsip 7z")),
    (b"{\\rtf", Text("a text document (RTF)", "dokumen RTF")),
    (b"GIF8", Text("a moving picture (GIF)", "gambar GIF")),
    (b"RIFF", Text("a picture or sound of another kind (WebP, AVI, WAV)", "berkas WebP, AVI, atau WAV")),
    (b"II*\x00", Text("a TIFF picture", "gambar TIFF")),
    (b"MM\x00*", Text("a TIFF picture", "gambar TIFF")),
)

DRAWING = Text("a drawing for web pages (SVG)", "gambar untuk halaman web (SVG)")
WEB_PAGE = Text("a web page", "halaman web")
APPLE_PHOTO = Text("an iPhone photo in HEIC format", "foto iPhone berformat HEIC")
FILM = Text("a film", "video")
APPLE_HINT = Text(
    "Choose Settings > Camera > Formats > Most Compatible and take it again.",
    "Pilih Pengaturan > Kamera > Format > Paling Kompatibel, lalu foto ulang.",
)
HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def kind_of(content: bytes) -> FileKind:
    """The kind of a file that is taken. Raises `RefusedUpload` in words of the sender for any other."""
    if not content:
        raise empty()
    for head, kind in ACCEPTED:
        if content.startswith(head):
            return kind
    raise refusal(content)


def refusal(content: bytes) -> RefusedUpload:
    """Why a file of another kind is not taken."""
    if content.startswith(PROGRAMS):
        return executable()
    if content[4:8] == b"ftyp":
        if content[8:12] in HEIF:
            return RefusedUpload(
                "type", Text(f"This is {APPLE_PHOTO.en}.", f"Berkas ini {APPLE_PHOTO.id}."), APPLE_HINT
            )
        return not_accepted(FILM)
    for head, what in KNOWN:
        if content.startswith(head):
            return not_accepted(what)
    beginning = content[:2048].lower()
    if b"<svg" in beginning:
        return not_accepted(DRAWING)
    if any(mark in beginning for mark in (b"<!doctype html", b"<html", b"<script", b"<body")):
        return not_accepted(WEB_PAGE)
    return unknown_type()
