"""Stock phrases for returns: the kit's, or the region's own in `content/kembalikan.md`.

In a region's file every line that begins with `- ` is a phrase.
"""

from __future__ import annotations

from pathlib import Path

FILE = "content/kembalikan"
LONGEST = 500
MOST = 40
OWN = {
    "id": (
        "Foto dokumen ini tidak terbaca. Foto ulang di tempat terang, semua tepinya terlihat.",
        "Dokumen ini sudah tidak berlaku. Kirim yang masih berlaku.",
        "Dokumen ini bukan yang diminta. Baca lagi keterangannya, lalu kirim yang sesuai.",
        "Halaman dokumen ini tidak lengkap. Kirim semua halamannya.",
        "Nama di dokumen ini berbeda dari nama di KTP. Kirim dokumen yang sesuai atau surat keterangannya.",
        "Surat ini belum ditandatangani atau belum bermeterai.",
        "Alamat tempat kegiatan belum lengkap. Tambahkan nama jalan, nomor, RT, dan RW.",
    ),
    "en": (
        "This photo cannot be read. Take it again in good light, with all edges in sight.",
        "This document has expired. Send one that is valid.",
        "This is not the document that was asked for. Read its description again and send the right one.",
        "Pages of this document are missing. Send all of them.",
        "The name here differs from the identity card. Send a matching document or an explaining letter.",
        "This letter is not signed, or has no duty stamp.",
        "The address of the place is not complete. Add street, number, RT and RW.",
    ),
}


def phrases(instance: Path, lang: str) -> tuple[str, ...]:
    """The phrases of a region, in a language it has them in; the kit's where it has none."""
    for name in (f"{FILE}.{lang}.md", f"{FILE}.md"):
        file = instance / name
        if file.is_file():
            lines = file.read_text(encoding="utf-8").splitlines()
            own = tuple(line[2:].strip()[:LONGEST] for line in lines if line.startswith("- "))
            if own:
                return own[:MOST]
    return OWN.get(lang, OWN["id"])
