"""The audit's page: who did and saw what, the latest first, for those who watch over the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from tlkit.errors import TlkitError
from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.gate import actor, current_officer, officers
from tlkit.site.backoffice.trail_words import ACTORS, words
from tlkit.site.shared import audit
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.accounts.services import officers_listed
from tlkit.site.shared.addresses import LARGEST
from tlkit.site.shared.audit import AuditEvent
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.receipts import parse
from tlkit.site.shared.cases.sight import seen_by
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.workdays import Calendar

PAGE = 100


@dataclass(frozen=True)
class Asked:
    """Which rows: of one case, one officer, one action, no later than a day, before a row. Empty for all."""

    receipt: str = ""
    officer: int | None = None
    action: str = ""
    until: date | None = None
    before: int | None = None

    @classmethod
    def of(cls, form: MultiDict[str, str]) -> Asked:
        """From an address; what cannot be read, or is no row or day, counts as not asked."""
        try:
            until = date.fromisoformat(form.get("sampai", ""))
        except ValueError:
            until = None
        before = form.get("sebelum", type=int)
        return cls(
            form.get("resi", "").strip()[:40],
            form.get("petugas", type=int),
            form.get("apa", ""),
            until if until and until < date.max else None,
            before if before and 0 < before <= LARGEST else None,
        )


@blueprint.get("/jejak")
@officers("administrator", "auditor")
def trail() -> ResponseReturnValue:
    """Show the rows that were asked for. That they were read is written down first."""
    officer, asked = current_officer(), Asked.of(request.args)
    audit.seen(actor=actor().audited, subject="audit", action="audit.seen")
    wrong, case = None, None
    if asked.receipt:
        try:
            case = case_of(officer, parse(asked.receipt))
        except TlkitError as error:
            wrong = in_reader_language(error.message)
    found = [] if asked.receipt and case is None else rows(officer, asked, case)
    shown = found[:PAGE]
    people, said = officers_listed(), words()
    return render_template(
        "backoffice/trail.html",
        asked=asked,
        wrong=wrong,
        rows=shown,
        older=shown[-1].id if len(found) > PAGE else None,
        receipts=receipts_of(shown),
        names={each.id: each.name for each in people},
        people=people,
        words=said,
        offered=sorted(said, key=lambda action: in_reader_language(said[action])),
        actors=ACTORS,
    )


def case_of(officer: Officer, receipt: str) -> int | None:
    """The number of a case that the officer may see."""
    return db.session.scalar(select(Case.id).where(Case.receipt == receipt, *seen_by(officer)))


def rows(officer: Officer, asked: Asked, case: int | None) -> list[AuditEvent]:
    """One page and one row more; of an agency's own people, what is about its cases."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(PAGE + 1)
    if case is not None:
        query = query.where(AuditEvent.case_id == case)
    if asked.officer is not None:
        query = query.where(AuditEvent.actor == f"officer:{asked.officer}")
    if asked.action:
        query = query.where(AuditEvent.action == asked.action)
    if asked.until is not None:
        after = Calendar.of(current_instance().region).at(asked.until + timedelta(days=1), time())
        query = query.where(AuditEvent.at < after)
    if asked.before is not None:
        query = query.where(AuditEvent.id < asked.before)
    if ours := seen_by(officer):
        query = query.where(AuditEvent.case_id.in_(select(Case.id).where(*ours)))
    return list(db.session.scalars(query))


def receipts_of(shown: Iterable[AuditEvent]) -> Mapping[int, str]:
    """The receipts of the cases that rows are about."""
    numbers = {row.case_id for row in shown} - {None}
    found = db.session.execute(select(Case.id, Case.receipt).where(Case.id.in_(numbers)))
    return {row.id: row.receipt for row in found}
