"""The receipt of a case, from what is known of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying.pinned import documents_at
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.permits.applying.shown import papers_shown
from tlkit.site.permits.certificates.numbers import agency_id
from tlkit.site.permits.certificates.receipts import Receipt, Size, receipt_pdf
from tlkit.site.permits.certificates.render import printed_address
from tlkit.site.releases import live
from tlkit.site.shared.cases import Case, spoken
from tlkit.site.shared.cases.clock import Unit
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.papers import Letterhead


def receipt_of(session: Session, case: Case, size: Size, lang: str, taken_by: str | None = None) -> bytes:
    """The receipt as a PDF; the same case in the same state gives the same bytes."""
    region = current_instance().region
    application = application_of(session, case)
    named = documents_at(session, application.permit_digest, live().documents)
    papers = papers_shown(permit_of(session, application), application, named, lang)
    return receipt_pdf(
        Receipt(
            Letterhead.of(region, agency_id(region)),
            case.receipt,
            case.title,
            case.applicant_name,
            f"{spoken.day_of(case.opened_at, lang)}, {spoken.time_of(case.opened_at, lang)}",
            promise(case, lang),
            tuple((paper.name, paper.given) for paper in papers if paper.required or paper.given),
            f"{printed_address()}/cek-status?resi={case.receipt}",
            case.opened_at,
            taken_by,
        ),
        size,
        lang,
    )


def promise(case: Case, lang: str) -> str:
    """By when it is done: a day once the file is complete, before that how long it takes from then."""
    if case.due_at is not None:
        about = Text(" (estimate)", " (perkiraan)").in_(lang) if case.estimated else ""
        return spoken.day_of(case.due_at, lang) + about
    if case.promise_days is None:
        return Text("not set by the agency yet", "belum ditetapkan oleh instansi").in_(lang)
    unit: Unit = case.promise_unit or "working-days"  # type: ignore[assignment]
    span = spoken.length(case.promise_days, unit, lang)
    return Text(f"{span} after the papers are complete", f"{span} setelah berkas lengkap").in_(lang)
