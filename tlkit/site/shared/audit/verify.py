"""Goes through the chain and says whether every row is as it was written."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, NamedTuple

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

Fault = Literal["altered", "removed", "inserted", "end", "other"]
"""`end`: the row that says where the chain ends was changed or is not there; `other`: the chain is
whole, but not the one that a mark was made of."""

MARK = re.compile(r"([1-9][0-9]{0,17})-([0-9a-f]{16})")


class Mark(NamedTuple):
    """How long a chain was, and the beginning of its last digest: to be kept outside of the database.

    An older end of the chain, kept and put back, is sealed as well as the present one; only
    somebody who remembers a later one can tell.
    """

    rows: int
    begins: str

    @classmethod
    def of(cls, text: str) -> Mark:
        """From `184223-5f0c9a2e41d07b3c`. Raises `ValueError`."""
        found = MARK.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.rows}-{self.begins}"


@dataclass(frozen=True)
class Verdict:
    """What was found: `rows` whole rows from the first one on, and the first fault, if any, at row `at`.

    `mark` is that of a whole chain which is not empty.
    """

    rows: int
    fault: Fault | None = None
    at: int | None = None
    mark: str | None = field(default=None, compare=False)

    @property
    def whole(self) -> bool:
        """Whether nothing was altered, removed or inserted."""
        return self.fault is None

    def as_json(self) -> dict[str, Any]:
        return {"whole": self.whole, **asdict(self)}


def verify(session: Session, noted: Mark | None = None) -> Verdict:
    """Check every row that was there when it began; a few thousand are in memory at a time.

    With a mark that was `noted` earlier, the chain must also be the one that it was made of.
    """
    key = vault().secret("audit")
    newest = select(func.max(AuditEvent.id)).scalar_subquery()
    head = session.execute(select(AuditHead.count, AuditHead.digest, AuditHead.seal, newest)).first()
    if head is None or not hmac.compare_digest(seal_of(key, head[0], head[1]), head[2]):
        return Verdict(0, "end")
    count, last, _, highest = head
    found = walk(session, key, count, last)
    if found.whole and (highest or 0) > count:
        return Verdict(count, "inserted", count + 1)
    if found.whole and noted is not None and mark_at(session, noted.rows) != noted:
        return Verdict(count, "other", noted.rows)
    return replace(found, mark=str(Mark(count, last[:16]))) if found.whole and count else found


def mark_at(session: Session, row: int) -> Mark | None:
    """The mark that the chain had when this row was its last."""
    digest = session.scalar(select(AuditEvent.digest).where(AuditEvent.id == row))
    return Mark(row, digest[:16]) if digest else None


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
