"""What can go wrong with a signature."""

from __future__ import annotations

from typing import Literal

from tlkit.errors import Text, TlkitError

Reason = Literal["settings", "unreachable", "refused", "untrusted"]

AGAIN = Text(
    "Try again later, or print it and sign by hand.", "Coba lagi nanti, atau cetak dan tanda tangani."
)


class SigningFailed(TlkitError):
    """A document was not signed. `reason` tells a passphrase that was refused from a service that is away."""

    def __init__(self, reason: Reason, message: Text, hint: Text = AGAIN) -> None:
        super().__init__(message, hint)
        self.reason = reason


def unreachable() -> SigningFailed:
    return SigningFailed(
        "unreachable",
        Text("The signature service does not answer.", "Layanan tanda tangan elektronik tidak menjawab."),
    )


def refused(status: int, said: str | None) -> SigningFailed:
    """The service said no; `said` are its own words, where they are fit to be shown."""
    words = said or f"HTTP {status}"
    return SigningFailed(
        "refused",
        Text(f"The signature service refused: {words}.", f"Layanan tanda tangan menolak: {words}."),
        Text(
            "Check NIK and passphrase, and that your certificate is in force.",
            "Periksa NIK dan frasa sandi, dan apakah sertifikat elektronik Anda masih berlaku.",
        ),
    )


def untrusted(en: str, indonesian: str) -> SigningFailed:
    return SigningFailed(
        "untrusted",
        Text(f"What came back is not kept: {en}.", f"Berkas yang kembali tidak disimpan: {indonesian}."),
        Text(
            "Tell your administrator; until then print the letter and sign it by hand.",
            "Beri tahu administrator; sementara itu cetak suratnya dan tanda tangani.",
        ),
    )


def settings(name: str) -> SigningFailed:
    return SigningFailed(
        "settings",
        Text(f"The setting {name} is missing or wrong.", f"Pengaturan {name} belum ada atau salah."),
        Text("Ask your administrator to set it in `.env`.", "Minta administrator mengisinya di `.env`."),
    )
