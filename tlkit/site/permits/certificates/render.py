"""A certificate's row as a PDF."""

from __future__ import annotations

from datetime import date, datetime

from tlkit.site.permits.applying.services import application_of
from tlkit.site.permits.certificates.letters import (
    Form,
    Grant,
    Letter,
    Refusal,
    Signer,
    certificate_pdf,
    refusal_pdf,
)
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.certificates.numbers import agency_id
from tlkit.site.permits.certificates.wording import revokes
from tlkit.site.shared.addresses import home_address
from tlkit.site.shared.cases import Case
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.papers import Letterhead


def letter_pdf(made: Certificate, case: Case, form: Form, now: datetime) -> bytes:
    """The letter as a draft, to be signed by hand, or to be signed electronically.

    The same row, form and `now` give the same bytes.
    """
    region = current_instance().region
    today = local_date(now, region.zone)
    letter = Letter(
        Letterhead.of(region, agency_id(region)),
        made.title,
        made.number,
        made.issued_on or today,
        form,
        signer_of(made),
        verification_address(made.code),
        now,
    )
    if made.kind == "refusal":
        return refusal_pdf(letter, refusal_of(made, case, today))
    return certificate_pdf(letter, grant_of(made, case, today))


def signer_of(made: Certificate) -> Signer | None:
    """Who signs, once that is known."""
    if made.signer_name is None:
        return None
    details = made.details
    return Signer(made.signer_name, details.get("signer_title"), details.get("signer_nip"), made.acting)


def grant_of(made: Certificate, case: Case, today: date) -> Grant:
    """What a certificate's row grants, or takes back."""
    details = made.details
    return Grant(
        made.holder,
        tuple((str(label), str(value)) for label, value in details["facts"]),
        tuple(details["basis"]),
        made.issued_on or today,
        made.valid_until,
        details.get("validity"),
        revokes(application_of(db.session(), case)),
    )


def refusal_of(made: Certificate, case: Case, today: date) -> Refusal:
    """Why a row refuses. A draft shows today for the last day of an objection."""
    details, zone = made.details, current_instance().region.zone
    return Refusal(
        made.holder,
        case.title,
        case.receipt,
        local_date(case.opened_at, zone),
        details["ground"],
        details["article"],
        details["objection_days"],
        date.fromisoformat(details.get("objection_until") or today.isoformat()),
        details["appeal_days"],
    )


def verification_address(code: str) -> str:
    """Where anybody checks a certificate: on the region's domain, else where the site is reached now."""
    return f"{printed_address()}/verifikasi/{code}"


def printed_address() -> str:
    """The site's own address as papers name it; the machine's without a domain and a request."""
    return home_address() or "http://localhost"
