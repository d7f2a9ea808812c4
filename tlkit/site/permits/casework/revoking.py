"""A certificate that ends before its time: a signer says why, and its holder is told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.casework.deeds import Deed
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.services import revoke
from tlkit.site.shared import cases
from tlkit.site.shared.cases import Case, OutOfOrder

REVOKED = Text("Revoked; the holder was told.", "Izin dicabut; pemegangnya sudah dikabari.")
SAID = {
    "id": "Izin nomor {number} dicabut. Alasan: {reason}",
    "en": "The permit with the number {number} is revoked. The reason: {reason}",
}
"""The message to the holder, in the language of the case."""


def take_back(session: Session, case: Case, deed: Deed) -> Text:
    """Revoke the certificate of a case, also long after the case was closed. Raises `OutOfOrder`."""
    if not deed.officer.holds("signer"):
        raise OutOfOrder(Text("Only a signer revokes.", "Hanya penanda tangan yang mencabut izin."))
    reason = deed.words("alasan", Text("Say why it is revoked.", "Tulis alasan pencabutannya."), longest=500)
    made = certificate_of(session, case.id)
    if made is None:
        raise OutOfOrder(Text("No permit was issued here.", "Belum ada izin yang terbit di berkas ini."))
    revoke(session, made, reason, deed.by, deed.now)
    if case.erased_at is None:
        words = SAID.get(case.language, SAID["id"]).format(number=made.number, reason=reason)
        cases.say_to(session, case, deed.by, words, deed.now)
    return REVOKED
