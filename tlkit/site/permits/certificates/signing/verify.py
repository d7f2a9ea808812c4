"""Whether a signed PDF is the document that was sent, whole, and signed by somebody to be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from tlkit.errors import Text
from tlkit.site.permits.certificates.signing import failures
from tlkit.site.permits.certificates.signing.failures import SigningFailed


@dataclass(frozen=True)
class Roots:
    """The certificates from which a signer's must descend."""

    certificates: tuple[Any, ...]


def roots_of(file: Path) -> Roots:
    """The trust roots in a PEM file. Raises `SigningFailed`."""
    need_pyhanko()
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        found = tuple(load_certs_from_pemder_data(file.read_bytes()))
    except (OSError, ValueError):
        found = ()
    if not found:
        raise failures.settings("BSRE_ROOTS")
    return Roots(found)


def need_pyhanko() -> None:
    """Raises `SigningFailed` where the extra `bsre` is not installed."""
    try:
        import pyhanko  # noqa: F401
    except ImportError:
        raise SigningFailed(
            "settings",
            Text("The library that verifies signatures is not installed.",
                 "Pustaka pemeriksa tanda tangan belum terpasang."),
            Text("Ask your administrator to install `tlkit[bsre]`.",
                 "Minta administrator memasang `tlkit[bsre]`."),
        ) from None  # fmt: skip


def verify(signed: bytes, sent: bytes, roots: Roots, now: datetime) -> None:
    """Raises `SigningFailed` unless `signed` says what `sent` says and a trusted signature covers it all."""
    if words_of(signed) != words_of(sent):
        raise failures.untrusted("it is another document", "isinya bukan surat yang dikirim")
    status = last_signature(signed, roots, now)
    if status is None:
        raise failures.untrusted("it bears no signature", "belum ada tanda tangannya")
    if not (status.intact and status.valid and covers_all(status)):
        raise failures.untrusted("its signature does not hold", "tanda tangannya tidak sah")
    if not (status.trusted and status.bottom_line):
        raise failures.untrusted(
            "its signer descends from no trusted root", "penanda tangannya tidak bersertifikat tepercaya"
        )


def covers_all(status: Any) -> bool:
    """Whether nothing stands in the file that was not signed."""
    from pyhanko.sign.validation import SignatureCoverageLevel

    return bool(status.coverage == SignatureCoverageLevel.ENTIRE_FILE)


def last_signature(signed: bytes, roots: Roots, now: datetime) -> Any:
    """The library's judgement of the newest signature; None where there is none it can judge."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=list(roots.certificates), allow_fetching=False, moment=now)
    try:
        found = PdfFileReader(BytesIO(signed)).embedded_regular_signatures
        return validate_pdf_signature(found[-1], context) if found else None
    except Exception:  # whatever a parser meets in a file that is none, or made to hurt it
        return None


def words_of(pdf: bytes) -> tuple[str, ...] | None:
    """What each page says; None for what is no PDF."""
    from pypdf import PdfReader

    try:
        return tuple("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    except Exception:  # as above
        return None
