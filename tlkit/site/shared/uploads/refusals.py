"""Why a file is not taken, in words of the person who sent it."""

from __future__ import annotations

from tlkit.errors import ExitCode, Text, TlkitError


class RefusedUpload(TlkitError):
    """A file was not taken; nothing of it is kept. `reason` is a short code, such as `too-big`."""

    exit_code = ExitCode.INPUT

    def __init__(self, reason: str, message: Text, hint: Text | None = None) -> None:
        super().__init__(message, hint)
        self.reason = reason

    @property
    def words(self) -> Text:
        """What happened and what to do, in one text."""
        if self.hint is None:
            return self.message
        return Text(f"{self.message.en} {self.hint.en}", f"{self.message.id} {self.hint.id}")


ACCEPTED = Text("Send a PDF, or a photo (JPEG or PNG).", "Kirim PDF atau foto (JPEG atau PNG).")


def too_big(limit: int) -> RefusedUpload:
    """The file has more than `limit` bytes."""
    size = megabytes(limit)
    return RefusedUpload(
        "too-big",
        Text(f"This file is larger than {size} MB.", f"Berkas ini lebih besar dari {size} MB."),
        Text(
            "Send a smaller one, for instance a photo of lower quality or fewer pages.",
            "Kirim yang lebih kecil, misalnya foto dengan mutu lebih rendah atau halaman lebih sedikit.",
        ),
    )


def megabytes(size: int) -> str:
    """A size as people say it: `5`, `2,5`."""
    return f"{size / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")


def empty() -> RefusedUpload:
    return RefusedUpload(
        "empty", Text("This file is empty.", "Berkas ini kosong."),
        Text("Choose it again, or another one.", "Pilih lagi, atau pilih berkas lain."),
    )  # fmt: skip


def executable() -> RefusedUpload:
    return RefusedUpload(
        "executable",
        Text("This is a program, not a document.", "Berkas ini program, bukan dokumen."),
        ACCEPTED,
    )


def not_accepted(what: Text) -> RefusedUpload:
    """A type that is known and not taken, named in `what`."""
    return RefusedUpload(
        "type", Text(f"This is {what.en}.", f"Berkas ini {what.id}."), ACCEPTED
    )  # fmt: skip


def unknown_type() -> RefusedUpload:
    return RefusedUpload(
        "type",
        Text(
            "This file is neither a PDF nor a photo, whatever its name says.",
            "Berkas ini bukan PDF dan bukan foto, apa pun namanya.",
        ),
        ACCEPTED,
    )


def encrypted_pdf() -> RefusedUpload:
    return RefusedUpload(
        "encrypted",
        Text("This PDF is locked with a password.", "PDF ini dikunci dengan kata sandi."),
        Text("Save it without a password and send it again.", "Simpan tanpa kata sandi, lalu kirim lagi."),
    )


def active_pdf() -> RefusedUpload:
    return RefusedUpload(
        "active",
        Text(
            "This PDF holds a program or another file inside.",
            "PDF ini memuat program atau berkas lain di dalamnya.",
        ),
        Text(
            "Print it to a new PDF, or send a photo of each page.",
            "Cetak menjadi PDF baru, atau kirim foto tiap halaman.",
        ),
    )


def damaged() -> RefusedUpload:
    return RefusedUpload(
        "damaged",
        Text("This file is damaged and cannot be opened.", "Berkas ini rusak dan tidak dapat dibuka."),
        Text("Make it again, or send a photo.", "Buat ulang, atau kirim foto."),
    )


def too_many_pages(limit: int) -> RefusedUpload:
    return RefusedUpload(
        "pages",
        Text(f"This PDF has more than {limit} pages.", f"PDF ini lebih dari {limit} halaman."),
        Text("Send only the pages that are asked for.", "Kirim halaman yang diminta saja."),
    )


def picture_too_large() -> RefusedUpload:
    return RefusedUpload(
        "picture-too-large",
        Text("This picture has too many pixels.", "Ukuran gambar ini terlalu besar (terlalu banyak piksel)."),
        Text(
            "Take a photo with the phone's camera and send that.",
            "Ambil foto dengan kamera HP dan kirim foto itu.",
        ),
    )


def infected() -> RefusedUpload:
    return RefusedUpload(
        "virus",
        Text("A virus was found in this file; it was not kept.",
             "Ditemukan virus di berkas ini; berkas tidak disimpan."),
        Text("Scan your phone or computer, then send another file.",
             "Periksa HP atau komputer Anda, lalu kirim berkas lain."),
    )  # fmt: skip


def not_scanned() -> RefusedUpload:
    return RefusedUpload(
        "not-scanned",
        Text("Files cannot be checked for viruses at present, so none is taken.",
             "Berkas sedang tidak dapat diperiksa dari virus, jadi belum dapat diterima."),
        Text("Try again in a few minutes.",
             "Coba lagi beberapa menit lagi."),
    )  # fmt: skip


def no_room() -> RefusedUpload:
    return RefusedUpload(
        "no-room",
        Text("There is no room for files at present; nothing was stored.",
             "Tempat penyimpanan sedang penuh; berkas belum tersimpan."),
        Text("Try again later, or bring the document to the counter.",
             "Coba lagi nanti, atau bawa dokumennya ke loket."),
    )  # fmt: skip
