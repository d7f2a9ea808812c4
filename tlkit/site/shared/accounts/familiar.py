"""Devices on which an officer has signed in before: a signed cookie, so that a stranger locks nobody out.

Failures from such a device count for it alone, and those of everybody else do not count for it.
The cookie lets nobody in, and names nobody: it holds keyed hashes.
"""

from __future__ import annotations

from secrets import token_urlsafe

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from tlkit.site.shared.accounts.attempts import key_of
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.vault import vault

KEPT = 180 * 24 * 3600
"""Seconds that a device stays familiar after a sign-in."""
MOST = 10
"""Officers that one device is familiar to, for a counter that many share; the oldest makes room."""


def cookie() -> str:
    """The cookie's name: each region's own, where several share a host."""
    return f"tlkit-{current_instance().region.slug}-perangkat"


def signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(vault().secret("attempts"), salt="device")


def known_here() -> dict[str, str]:
    """Whose this device is: mark of an officer → the device's own secret for them, the latest first."""
    try:
        said = signer().loads(request.cookies.get(cookie(), ""), max_age=KEPT)
    except BadData:
        return {}
    return dict(said)


def mark_of(email: str) -> str:
    return key_of("familiar", email)[:16]


def device_of(email: str) -> str | None:
    """The secret of this device where the officer has signed in on it before; None elsewhere."""
    return known_here().get(mark_of(email))


def remember(email: str) -> None:
    """Let this device be familiar from now on: its reader has proven who they are."""
    known, mark = known_here(), mark_of(email)
    mine = known.pop(mark, None) or token_urlsafe(12)
    kept = [(mark, mine), *known.items()][:MOST]

    @after_this_request
    def keep(answer: Response) -> Response:
        secure = current_app.session_interface.get_cookie_secure(current_app)
        value = str(signer().dumps(kept))
        answer.set_cookie(cookie(), value, max_age=KEPT, secure=secure, httponly=True, samesite="Lax")
        return answer
