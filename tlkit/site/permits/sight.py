"""Which cases an officer may open. Every officers' page of a case asks here."""

from __future__ import annotations

from flask import abort

from tlkit.site.backoffice import current_officer
from tlkit.site.shared.addresses import LARGEST
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.sight import sees
from tlkit.site.shared.database import db

SERVICE = "permits"


def visible(case_id: int) -> Case:
    """A case of this service that the officer may see; 404 for any other."""
    case = db.session.get(Case, case_id) if case_id <= LARGEST else None
    if case is None or case.service != SERVICE:
        abort(404)
    if not sees(current_officer(), case.agency, case.technical_agency):
        abort(404)
    return case
