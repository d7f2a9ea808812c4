"""Who else could do the open step of a case."""

from __future__ import annotations

from typing import cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import StepRole
from tlkit.site.permits.casework.turns import DOES
from tlkit.site.shared.accounts.models import Account, AccountRole
from tlkit.site.shared.cases import Case


def colleagues(session: Session, case: Case) -> list[tuple[int, str]]:
    """The officers whose the open step is and who see the case, by name."""
    if case.role is None:
        return []
    role = DOES[cast(StepRole, case.role)]
    theirs = [case.technical_agency] if role == "technical" else [case.agency, case.technical_agency]
    query = (
        select(Account.id, Account.name)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(
            Account.active.is_(True),
            AccountRole.name == role,
            or_(Account.agency.is_(None), Account.agency.in_([each for each in theirs if each])),
        )
    )
    return [(row.id, row.name) for row in session.execute(query.order_by(Account.name, Account.id))]
