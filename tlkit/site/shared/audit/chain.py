"""Adds rows to the chain, one writer at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Session

from tlkit.site.shared.audit.digests import Entry, digest_of, seal_of
from tlkit.site.shared.audit.models import AuditEvent, AuditHead
from tlkit.site.shared.database import WRITE, db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.vault import vault

SLUG = re.compile(r"[a-z][a-z-]*(\.[a-z][a-z-]*)+")
PERSONAL = re.compile(r"@|(?<![0-9A-Za-z])[0-9]{15,}(?![0-9A-Za-z])")
"""What an address of e-mail or a number of identity looks like."""

NOTHING: Mapping[str, str | int] = {}


class Head(NamedTuple):
    """Where the chain ends."""

    rows: int
    digest: str


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    case_id: int | None = None,
    detail: Mapping[str, str | int] = NOTHING,
    now: datetime,
) -> None:
    """Add a row in the caller's transaction: it is there if and only if the change is.

    Other writers wait from here to the end of the transaction, so call it late. Raises
    `ValueError` for an action that is no slug and for what looks like personal data.
    """
    add(session.connection(), actor, action, subject, case_id, detail, now)


def hold(session: Session) -> None:
    """Have other writers wait from now on, as `record` does; for who must see what they wrote before."""
    locked_head(session.connection())


def seen(
    *,
    actor: str,
    subject: str,
    action: str,
    case_id: int | None = None,
    detail: Mapping[str, str | int] = NOTHING,
) -> None:
    """Add a row about a page that shows personal data, in a short transaction of its own.

    Call it before the page is rendered: where it raises, nothing is shown. What the
    caller's session has read stays as it is.
    """
    now = current_instance().clock()
    with db.engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        add(connection, actor, action, subject, case_id, detail, now)


def add(
    connection: Connection,
    actor: str,
    action: str,
    subject: str,
    case_id: int | None,
    detail: Mapping[str, str | int],
    now: datetime,
) -> None:
    check(actor, action, subject, detail)
    key = vault().secret("audit")
    head = locked_head(connection)
    entry = Entry(head.rows + 1, now, actor, action, subject, case_id, dict(detail))
    digest = digest_of(key, entry, head.digest)
    connection.execute(insert(AuditEvent).values(**entry._asdict(), digest=digest))
    seal = seal_of(key, entry.id, digest)
    connection.execute(update(AuditHead).values(count=entry.id, digest=digest, seal=seal))


def check(actor: str, action: str, subject: str, detail: Mapping[str, str | int]) -> None:
    """Refuse what no row may hold: a mistake of the caller's, found by its first test."""
    if not SLUG.fullmatch(action):
        raise ValueError(f"no action: {action!r}")
    if any(PERSONAL.search(str(value)) for value in (actor, subject, *detail.values())):
        raise ValueError(f"personal data in an audit row of {action}")


def locked_head(connection: Connection) -> Head:
    """The end of the chain, kept from other writers until the transaction ends."""
    found = connection.execute(select(AuditHead.count, AuditHead.digest).with_for_update()).first()
    if found is None:
        raise LookupError("the audit has no head: the site was not prepared")
    return Head(*found)


def begin_chain(connection: Connection) -> None:
    """Give a new database its empty chain; one that has a chain keeps it."""
    if connection.execute(select(AuditHead.id)).first() is None:
        seal = seal_of(vault().secret("audit"), 0, "")
        connection.execute(insert(AuditHead).values(id=1, count=0, digest="", seal=seal))
