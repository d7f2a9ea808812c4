"""What is to be paid, set and set anew. The one place that writes assessments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from tlkit.catalogue.model import FeeKind
from tlkit.errors import Text
from tlkit.site.permits.certificates.numbers import next_serial, number_of
from tlkit.site.permits.fees.balance import assessment_of
from tlkit.site.permits.fees.formula import LARGEST_AMOUNT, evaluate
from tlkit.site.permits.fees.models import Assessment
from tlkit.site.shared import audit
from tlkit.site.shared.cases import Actor, Case, OutOfOrder
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance

DOCUMENTS: Mapping[str, str] = {"tax": "SKPD", "retribusi": "SKRD"}
"""What the assessment notice of a kind is called: surat ketetapan pajak, or retribusi, daerah."""


def document_of(kind: str) -> str:
    """SKRD or SKPD; other kinds have a plain notice."""
    return DOCUMENTS.get(kind, "Surat Ketetapan Biaya")


def assess(
    session: Session,
    case: Case,
    by: Actor,
    now: datetime,
    *,
    kind: FeeKind,
    ground: str,
    formula: str | None = None,
    values: Mapping[str, float] | None = None,
    amount: int | None = None,
) -> Assessment:
    """Set what is to be paid: by a formula and its numbers, or an amount with its ground.

    An assessment that stands already is replaced; what was paid on it still counts. Raises
    `BadFormula`, `OutOfOrder`.
    """
    if case.state == "closed":
        raise OutOfOrder(Text("This case is closed.", "Berkas ini sudah ditutup."))
    total = evaluate(formula, values or {}) if formula else amount
    if total is None or not 0 <= total <= LARGEST_AMOUNT or not ground.strip():
        raise OutOfOrder(
            Text("An assessment needs an amount and its ground.", "Penetapan perlu jumlah dan dasarnya.")
        )
    session.refresh(case, with_for_update=True)
    former = assessment_of(session, case.id)
    if former is not None:
        former.replaced_at = now
    region = current_instance().region
    today = local_date(now, region.zone)
    serial = next_serial(session, "assessment", today.year)
    made = Assessment(
        case_id=case.id,
        kind=kind,
        number=number_of(region, "assessment", serial, DOCUMENTS.get(kind, "BIAYA"), today),
        amount=total,
        formula=formula,
        values=dict(values or {}),
        ground=ground.strip()[:500],
        assessed_by=by.account_id,
        assessed_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        actor=by.audited,
        action="fee.assessed",
        subject=f"assessment:{made.id}",
        case_id=case.id,
        detail={"amount": str(total)},
        now=now,
    )
    return made
