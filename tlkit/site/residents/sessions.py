"""Where a resident is signed in: a cookie of its own, apart from the officers', and a row for each phone."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import NamedTuple, cast

from flask import Response, current_app, g, request
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from tlkit.site.residents.models import Resident, ResidentSignIn
from tlkit.site.shared.accounts.sessions import hash_of
from tlkit.site.shared.database import WRITE, db
from tlkit.site.shared.instance import current_instance

KEPT = timedelta(days=30)
"""How long a phone stays signed in."""

SEEN_EVERY = timedelta(hours=1)
"""How exact `seen_at` is: not every look at a page is a write."""


class Here(NamedTuple):
    """The sign-in of the present request."""

    sign_in: int
    resident: int


def cookie() -> str:
    """The cookie's name: each region's own, where several share a host."""
    return f"tlkit-{current_instance().region.slug}-akun"


def begin(session: Session, resident: int, device: str, now: datetime) -> str:
    """Add a sign-in; returns the token for its cookie."""
    token = token_urlsafe(32)
    session.add(
        ResidentSignIn(
            resident_id=resident, token=hash_of(token), device=device[:64], started_at=now, seen_at=now
        )
    )
    return token


def here() -> Here | None:
    """The live sign-in whose cookie came with the request. Looked up once for each request."""
    if "resident" not in g:
        token = request.cookies.get(cookie())
        g.resident = sign_in_of(token) if token else None
    return cast("Here | None", g.resident)


def sign_in_of(token: str) -> Here | None:
    now = current_instance().clock()
    row = db.session.scalar(select(ResidentSignIn).where(ResidentSignIn.token == hash_of(token), *alive(now)))
    if row is None:
        return None
    if now - row.seen_at > SEEN_EVERY:
        note_seen(row.id, now)
    return Here(row.id, row.resident_id)


def alive(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a sign-in that still counts."""
    return (ResidentSignIn.ended_at.is_(None), ResidentSignIn.started_at > now - KEPT)


def note_seen(sign_in: int, now: datetime) -> None:
    """Write down that a phone was here, in a transaction apart from the page's own."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(**{WRITE: True})
        with connection.begin():
            seen = update(ResidentSignIn).where(ResidentSignIn.id == sign_in)
            connection.execute(seen.values(seen_at=now))


def sign_ins(resident: int, now: datetime) -> list[ResidentSignIn]:
    """Where an account is signed in, the last used first."""
    query = select(ResidentSignIn).where(ResidentSignIn.resident_id == resident, *alive(now))
    return list(db.session.scalars(query.order_by(ResidentSignIn.seen_at.desc(), ResidentSignIn.id.desc())))


def end(
    session: Session, resident: int, now: datetime, *, only: int | None = None, but: int | None = None
) -> None:
    """End sign-ins of an account: all, `only` one, or all `but` one."""
    query = update(ResidentSignIn).where(
        ResidentSignIn.resident_id == resident, ResidentSignIn.ended_at.is_(None)
    )
    if only is not None:
        query = query.where(ResidentSignIn.id == only)
    if but is not None:
        query = query.where(ResidentSignIn.id != but)
    session.execute(query.values(ended_at=now).execution_options(synchronize_session=False))


def contact_here(here: Here) -> str:
    """The contact of the account that is signed in."""
    return db.session.get_one(Resident, here.resident).contact


def keep(answer: Response, token: str) -> Response:
    """Have this phone stay signed in."""
    secure = current_app.session_interface.get_cookie_secure(current_app)
    seconds = int(KEPT.total_seconds())
    answer.set_cookie(cookie(), token, max_age=seconds, secure=secure, httponly=True, samesite="Lax")
    return answer


def drop(answer: Response) -> Response:
    """Have this phone forget its sign-in."""
    answer.delete_cookie(cookie())
    return answer
