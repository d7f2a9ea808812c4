"""Which cases an officer sees: the permit office all, an agency's own people theirs."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases.models import Case


def sees(officer: Officer, agency: str | None, technical_agency: str | None) -> bool:
    """Whether a case of these agencies may be opened."""
    return officer.agency is None or officer.agency in (agency, technical_agency)


def seen_by(officer: Officer) -> list[ColumnElement[bool]]:
    """The same as a condition on `Case`; none for who sees all."""
    if officer.agency is None:
        return []
    return [or_(Case.agency == officer.agency, Case.technical_agency == officer.agency)]
