"""Goes through the chain and says whether every row is as it was written."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tlkit.site.shared.audit.digests import Entry, digest_of, seal_of
from tlkit.site.shared.audit.models import AuditEvent, AuditHead
from tlkit.site.shared.vault import vault

BATCH = 2000
ROW = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor,
    AuditEvent.action,
    AuditEvent.subject,
    AuditEvent.case_id,
    AuditEvent.detail,
    AuditEvent.digest,
)

Fault = Literal["altered", "removed", "inserted", "end"]
"""`end`: the row that says where the chain ends was changed or is not there."""


@dataclass(frozen=True)
class Verdict:
    """What was found: `rows` whole rows from the first one on, and the first fault, if any, at row `at`."""

    rows: int
    fault: Fault | None = None
    at: int | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was altered, removed or inserted."""
        return self.fault is None

    def as_json(self) -> dict[str, Any]:
        return {"whole": self.whole, **asdict(self)}


def verify(session: Session) -> Verdict:
    """Check every row that was there when it began; a few thousand are in memory at a time."""
    key = vault().secret("audit")
    newest = select(func.max(AuditEvent.id)).scalar_subquery()
    head = session.execute(select(AuditHead.count, AuditHead.digest, AuditHead.seal, newest)).first()
    if head is None or not hmac.compare_digest(seal_of(key, head[0], head[1]), head[2]):
        return Verdict(0, "end")
    count, last, _, highest = head
    found = walk(session, key, count, last)
    if found.whole and (highest or 0) > count:
        return Verdict(count, "inserted", count + 1)
    return found


def walk(session: Session, key: bytes, count: int, last: str) -> Verdict:
    """Follow the chain to its end, or to its first fault."""
    checked, former = 0, ""
    for entry, digest in rows_to(session, count):
        if entry.id != checked + 1:
            fault: Fault = "inserted" if entry.id <= checked else "removed"
            return Verdict(checked, fault, min(entry.id, checked + 1))
        if not hmac.compare_digest(digest_of(key, entry, former), digest):
            return Verdict(checked, "altered", entry.id)
        checked, former = entry.id, digest
    if checked < count:
        return Verdict(checked, "removed", checked + 1)
    return Verdict(checked) if former == last else Verdict(checked, "end")


def rows_to(session: Session, last: int) -> Iterator[tuple[Entry, str]]:
    """The rows up to a number, in order, with their digests."""
    after: int | None = None
    while True:
        query = select(*ROW).where(AuditEvent.id <= last).order_by(AuditEvent.id).limit(BATCH)
        found = session.execute(query if after is None else query.where(AuditEvent.id > after)).all()
        for row in found:
            yield Entry(*row[:-1]), row[-1]
        if len(found) < BATCH:
            return
        after = found[-1][0]
