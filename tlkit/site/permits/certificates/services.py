"""What happens to certificates and refusals: drafted, numbered, signed, revoked. Only this writes them."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tlkit.catalogue.model import Output
from tlkit.errors import Text
from tlkit.region.number_scheme import folded
from tlkit.site.permits.certificates.codes import new_code
from tlkit.site.permits.certificates.letters import Signer
from tlkit.site.permits.certificates.models import Certificate, Kind, Way
from tlkit.site.permits.certificates.numbers import (
    REFUSAL_CODE,
    days_of,
    next_serial,
    number_of,
)
from tlkit.site.permits.certificates.validity import valid_until
from tlkit.site.permits.certificates.wording import wording_of
from tlkit.site.releases import live
from tlkit.site.shared import audit, uploads
from tlkit.site.shared.cases import Actor, Case, OutOfOrder, Stale
from tlkit.site.shared.cases.finding import by_receipt_and_contact
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.workdays import Calendar

OBJECTION_DAYS, APPEAL_DAYS = 21, 10
"""Working days to object and to appeal, unless the region sets `objection_days`, `appeal_days`."""


def certificate_of(session: Session, case_id: int, kind: Kind = "certificate") -> Certificate | None:
    """The certificate of a case, or its refusal, in whatever state."""
    return session.scalar(select(Certificate).where(Certificate.case_id == case_id, Certificate.kind == kind))


def draft(
    session: Session, case: Case, by: Actor, now: datetime, *, until: date | None = None
) -> Certificate:
    """The certificate of a case as a draft; made anew from the application while it has no number.

    `until` is the last day, where the officer sets it. Raises `BadValidity`, `OutOfOrder`.
    """
    said = wording_of(session, case, live().regulations)
    today = local_date(now, current_instance().region.zone)
    made = blank(session, case, "certificate")
    made.title, made.holder, made.object = said.title, said.holder, said.object
    made.valid_until = valid_until(said.permit.output, today, until)
    made.details = {
        "holder_kind": said.holder_kind,
        "facts": [list(fact) for fact in said.facts],
        "basis": list(said.basis),
        "validity": said.permit.output.validity if said.permit.output and not made.valid_until else None,
        "until": until.isoformat() if until else None,
        "years": said.permit.output.years if said.permit.output else None,
    }
    return drafted(session, made, by, now)


def draft_refusal(
    session: Session, case: Case, by: Actor, now: datetime, *, ground: str, article: str
) -> Certificate:
    """The letter that refuses a case, its ground and the article it rests on. Raises `OutOfOrder`."""
    if not ground.strip() or not article.strip():
        raise OutOfOrder(
            Text(
                "A refusal needs its ground and the article that it rests on.",
                "Penolakan perlu alasan dan pasal dasarnya.",
            )
        )
    region = current_instance().region
    made = blank(session, case, "refusal")
    made.title, made.holder, made.object = "Surat Penolakan", case.applicant_name, case.title
    made.valid_until = None
    made.details = {
        "holder_kind": "person",
        "ground": ground.strip(),
        "article": article.strip(),
        "objection_days": days_of(region, "objection_days", OBJECTION_DAYS),
        "appeal_days": days_of(region, "appeal_days", APPEAL_DAYS),
    }
    return drafted(session, made, by, now)


def blank(session: Session, case: Case, kind: Kind) -> Certificate:
    """The row to fill: a new one, or the draft that is there. Raises `OutOfOrder` once it has a number."""
    found = certificate_of(session, case.id, kind)
    if found is None:
        return Certificate(
            case_id=case.id, kind=kind, permit_id=case.kind, code=new_code(), signature_verified=False
        )
    if found.number is not None:
        raise OutOfOrder(
            Text(
                f"This letter has the number {found.number} already; it no longer changes.",
                f"Surat ini sudah bernomor {found.number}; isinya tidak dapat diubah lagi.",
            )
        )
    return found


def drafted(session: Session, made: Certificate, by: Actor, now: datetime) -> Certificate:
    session.add(made)
    flush(session, made)
    written(session, made, by, f"{made.kind}.drafted", now)
    return made


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
        made.number = number_of(region, made.serial, code, today)
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


def find_certificate(session: Session, number: str) -> Certificate | None:
    """A certificate that was issued, by its number however typed. Whose it is must still be proved."""
    return session.scalars(
        select(Certificate)
        .where(
            Certificate.number_key == folded(number[:200]),
            Certificate.kind == "certificate",
            Certificate.issued_at.is_not(None),
        )
        .order_by(Certificate.id.desc())
    ).first()


def certificate_of_holder(session: Session, number: str, contact: str) -> Certificate | None:
    """The certificate of a number, for whoever knows the phone number or e-mail that it was applied with."""
    made = find_certificate(session, number)
    case = session.get(Case, made.case_id) if made else None
    known = by_receipt_and_contact(session, case.receipt if case else "", contact)
    return made if known is not None and known.erased_at is None else None


def flush(session: Session, made: Certificate) -> None:
    """Write it. Raises `Stale` when somebody else was faster."""
    try:
        session.flush()
    except StaleDataError:
        raise Stale(made.case_id) from None


def written(session: Session, made: Certificate, by: Actor, action: str, now: datetime) -> None:
    """The audit's row about a change."""
    audit.record(
        session,
        actor=by.audited,
        action=action,
        subject=f"certificate:{made.id}",
        case_id=made.case_id,
        now=now,
    )
