"""What happens to a draft: it is numbered, signed, and perhaps revoked. Only this writes it then."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from sqlalchemy.orm import Session

from tlkit.catalogue.model import Output
from tlkit.errors import Text
from tlkit.region.number_scheme import folded
from tlkit.site.permits.certificates.letters import Signer
from tlkit.site.permits.certificates.models import Certificate, Way
from tlkit.site.permits.certificates.numbers import REFUSAL_CODE, next_serial, number_of
from tlkit.site.permits.certificates.record import flush, written
from tlkit.site.permits.certificates.validity import valid_until
from tlkit.site.shared import uploads
from tlkit.site.shared.cases import Actor, OutOfOrder
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.workdays import Calendar


def give_number(
    session: Session, made: Certificate, way: Way, signer: Signer, by: Actor, now: datetime
) -> None:
    """Number a draft, on today's date, to be signed in a way by somebody. One with a number keeps it.

    Raises `OutOfOrder` for one that is signed, `BadValidity` where its end has come meanwhile.
    """
    if made.issued_at is not None:
        raise OutOfOrder(Text("This letter is signed already.", "Surat ini sudah ditandatangani."))
    region = current_instance().region
    fresh = made.number is None
    if fresh:
        today = local_date(now, region.zone)
        code = made.permit_id if made.kind == "certificate" else REFUSAL_CODE
        made.serial = next_serial(session, made.kind, today.year)
        made.number = number_of(region, made.kind, made.serial, code, today)
        made.year, made.issued_on, made.number_key = today.year, today, folded(made.number)
        fix_days(made, today)
    made.way, made.signed_by = way, by.account_id
    made.signer_name, made.acting = signer.name, signer.acting
    made.details = {**made.details, "signer_title": signer.title, "signer_nip": signer.nip}
    flush(session, made)
    if fresh:
        written(session, made, by, f"{made.kind}.numbered", now)


def fix_days(made: Certificate, today: date) -> None:
    """The days that count from the day of issue: a certificate's end, the last day of an objection."""
    details = made.details
    if made.kind == "refusal":
        calendar = Calendar.of(current_instance().region)
        last = calendar.after(today, int(details["objection_days"])).date
        made.details = {**details, "objection_until": last.isoformat()}
        return
    given = date.fromisoformat(details["until"]) if details.get("until") else None
    if details.get("years") or given:
        made.valid_until = valid_until(Output("", years=details.get("years")), today, given)


def issue(
    session: Session, made: Certificate, pdf: bytes, by: Actor, now: datetime, *, verified: bool
) -> None:
    """Keep the signed file; from now on the certificate counts. Raises `OutOfOrder`, `Stale`."""
    # Imported here: a quarter of a second that pages without a PDF need not wait for.
    from pypdf import PdfReader

    pages = len(PdfReader(BytesIO(pdf)).pages)
    kept = uploads.keep(session, pdf, f"{made.title}.pdf", pages=pages, now=now, owner=f"case:{made.case_id}")
    close(session, made, kept, by, now, verified=verified)


def attach_scan(session: Session, made: Certificate, scan: uploads.Upload, by: Actor, now: datetime) -> None:
    """Keep the scan of a letter that was printed, signed and stamped. Raises `OutOfOrder`, `Stale`."""
    if made.number is None or made.way != "wet":
        raise OutOfOrder(
            Text("Print the letter for signing first.", "Cetak dulu surat ini untuk ditandatangani.")
        )
    scan.owner = f"case:{made.case_id}"
    close(session, made, scan, by, now, verified=False)


def close(
    session: Session, made: Certificate, file: uploads.Upload, by: Actor, now: datetime, *, verified: bool
) -> None:
    if made.issued_at is not None:
        raise OutOfOrder(Text("This letter is signed already.", "Surat ini sudah ditandatangani."))
    made.file_id, made.issued_at, made.signature_verified = file.id, now, verified
    flush(session, made)
    written(session, made, by, f"{made.kind}.issued", now)


def revoke(session: Session, made: Certificate, reason: str, by: Actor, now: datetime) -> None:
    """End a certificate before its time. Raises `OutOfOrder` for one that is not in force."""
    if made.issued_at is None or made.revoked_at is not None:
        raise OutOfOrder(Text("This certificate is not in force.", "Izin ini tidak sedang berlaku."))
    if not reason.strip():
        raise OutOfOrder(Text("Say why it is revoked.", "Tulis alasan pencabutannya."))
    made.revoked_at, made.revoked_reason = now, reason.strip()[:500]
    flush(session, made)
    written(session, made, by, f"{made.kind}.revoked", now)
