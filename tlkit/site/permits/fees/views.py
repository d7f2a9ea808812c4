"""The assessment notice as its applicant and the officers get it."""

from __future__ import annotations

from flask import Blueprint, abort
from flask.wrappers import Response

from tlkit.site.backoffice import actor, officers
from tlkit.site.permits.certificates.numbers import agency_id
from tlkit.site.permits.certificates.views import HANDLES, as_pdf
from tlkit.site.permits.fees.assessing import document_of
from tlkit.site.permits.fees.balance import assessment_of, payments_of
from tlkit.site.permits.fees.models import Assessment
from tlkit.site.permits.fees.notice import Assessor, Notice, notice_pdf
from tlkit.site.permits.sight import visible
from tlkit.site.shared import audit
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.phone import case_here
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.papers import Letterhead

blueprint = Blueprint("fees", __name__)


@blueprint.get("/cek-status/<receipt>/ketetapan")
def own_notice(receipt: str) -> Response:
    """The applicant's notice."""
    return as_pdf(notice_of(case_here(receipt) or abort(404)), f"ketetapan-{receipt}")


@blueprint.get("/petugas/permohonan/<int(max=2147483647):case_id>/ketetapan")
@officers(*HANDLES)
def notice(case_id: int) -> Response:
    """The notice that an officer prints."""
    case = visible(case_id)
    pdf = notice_of(case)
    audit.seen(actor=actor().audited, action="paper.seen", subject="assessment", case_id=case.id)
    return as_pdf(pdf, f"ketetapan-{case.receipt}")


def notice_of(case: Case) -> bytes:
    """The notice of the assessment that counts now, with what was paid. Raises 404 without one."""
    session, region = db.session(), current_instance().region
    made = assessment_of(session, case.id) or abort(404)
    return notice_pdf(
        Notice(
            Letterhead.of(region, agency_id(region)),
            document_of(made.kind),
            made.number,
            local_date(made.assessed_at, region.zone),
            case.applicant_name,
            case.title,
            case.receipt,
            made.amount,
            made.ground,
            made.formula,
            tuple(made.values.items()),
            tuple(
                (local_date(paid.paid_at, region.zone), paid.reference, paid.amount)
                for paid in payments_of(session, case.id)
            ),
            assessor_of(made),
            made.assessed_at,
        )
    )


def assessor_of(made: Assessment) -> Assessor:
    """Who set the charge, by name, office and NIP."""
    account = db.session.get(Account, made.assessed_by or 0)
    if account is None:
        return Assessor("")
    return Assessor(account.name, account.title or Assessor.office, account.nip)
