"""A certificate that ends before its time: a signer says why, and its holder is told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.casework.deeds import Deed, note, unchanged
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.services import revoke
from tlkit.site.shared.cases import Case, OutOfOrder
from tlkit.site.shared.cases.record import notify

REVOKED = Text(
    "The certificate is revoked; its holder was told.", "Izin dicabut; pemegangnya sudah dikabari."
)


def revoke_certificate(session: Session, case: Case, deed: Deed) -> Text:
    """End the certificate of a case, also of one that is closed; the page of its code says so from now on."""
    if not deed.officer.holds("signer"):
        raise OutOfOrder(Text("Only a signer revokes.", "Hanya penanda tangan yang dapat mencabut izin."))
    made = certificate_of(session, case.id)
    if made is None or made.issued_at is None:
        raise OutOfOrder(Text("There is no signed certificate.", "Belum ada izin yang ditandatangani."))
    missing = Text("Write the ground and its article.", "Tulis alasan pencabutan dan pasal dasarnya.")
    reason = deed.words("alasan", missing, longest=500)
    unchanged(case, deed)
    if case.erased_at is None:
        notify(session, case, "revoked", deed.now, {"number": made.number or "", "reason": reason})
    note(session, case, deed, "revocation", {"note": reason})
    revoke(session, made, reason, deed.by, deed.now)
    return REVOKED
