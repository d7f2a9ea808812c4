"""Which cases were opened on this phone: a signed cookie of receipts, no account.

Whoever has the cookie has shown receipt and contact once. It says nothing that is not on the
receipt itself, and can be taken off the phone.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, current_app, g, request
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select

from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.cases.registered import beside_cases
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.vault import vault

KEPT = 180 * 24 * 3600
"""Seconds that a phone remembers."""
MOST = 20
"""Cases that a phone remembers; the oldest one makes room."""


def whatsapp(contact: Mapping[str, str]) -> str:
    """Where a message to oneself is written: to whoever acts for the applicant, else to the applicant.

    Without a mobile number one chooses there whom to send it to.
    """
    number = contact.get("proxy_phone") or contact.get("phone") or ""
    return f"https://wa.me/{number.removeprefix('+')}" if number.startswith("+628") else "https://wa.me/"


def cookie() -> str:
    """The cookie's name: each region's own, where several share a host."""
    return f"tlkit-{current_instance().region.slug}-berkas"


def signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(vault().secret("cases"), salt="phone")


def receipts_here() -> list[str]:
    """The receipts opened on this phone, newest first; none where the cookie is not ours or too old."""
    if "cases_here" not in g:
        try:
            said = signer().loads(request.cookies.get(cookie(), ""), max_age=KEPT)
        except BadData:
            said = []
        g.cases_here = (
            [receipt for receipt in said if isinstance(receipt, str)] if isinstance(said, list) else []
        )
    return list(g.cases_here)


def case_here(receipt: str) -> Case | None:
    """The case of a receipt that was opened on this phone, or that another service opens; None otherwise."""
    if receipt not in receipts_here() and not any(each.opens(receipt) for each in beside_cases()):
        return None
    return db.session.scalar(select(Case).where(Case.receipt == receipt, Case.erased_at.is_(None)))


def cases_here() -> list[Case]:
    """The cases opened on this phone, newest first."""
    receipts = receipts_here()
    if not receipts:
        return []
    query = select(Case).where(Case.receipt.in_(receipts), Case.erased_at.is_(None))
    return sorted(db.session.scalars(query), key=lambda case: receipts.index(case.receipt))


def remember(answer: Response, receipt: str) -> Response:
    """Have this phone remember a receipt: its reader has shown that it is theirs."""
    return keep(answer, [receipt, *(other for other in receipts_here() if other != receipt)][:MOST])


def forget(answer: Response, receipt: str) -> Response:
    """Have this phone forget a receipt."""
    return keep(answer, [other for other in receipts_here() if other != receipt])


def keep(answer: Response, receipts: list[str]) -> Response:
    g.cases_here = receipts
    if not receipts:
        answer.delete_cookie(cookie())
        return answer
    secure = current_app.session_interface.get_cookie_secure(current_app)
    answer.set_cookie(
        cookie(), str(signer().dumps(receipts)), max_age=KEPT, secure=secure, httponly=True, samesite="Lax"
    )
    return answer
