"""Requests about personal data: taken in, counted by the hour, answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tlkit.errors import ConflictError, Text
from tlkit.site.shared import audit, notices
from tlkit.site.shared.cases import Actor, new_receipt
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.privacy.destruction import propose_for_request
from tlkit.site.shared.privacy.models import PrivacyRequest, RequestKind

TERM = timedelta(hours=72)
"""Three times 24 hours (UU 27/2022 on access, correction, restriction and withdrawal)."""

AT_ONCE = timedelta(minutes=10)
"""Within this time the same words of the same person are one request, whose button was pressed twice."""

KINDS: dict[RequestKind, Text] = {
    "access": Text("A copy of my data", "Salinan data saya"),
    "correction": Text("A correction of my data", "Perbaikan data saya"),
    "erasure": Text("Erasure of my data", "Penghapusan data saya"),
    "restriction": Text("A limit to the use of my data", "Pembatasan pemakaian data saya"),
    "withdrawal": Text("Withdrawal of my consent", "Penarikan persetujuan saya"),
}


class Answered(ConflictError):
    """Another officer answered this request first."""

    def __init__(self) -> None:
        super().__init__(
            Text("This request was answered already.", "Permintaan ini sudah dijawab."),
            Text("Open it again to read the answer.", "Buka lagi untuk membaca jawabannya."),
        )


@dataclass(frozen=True)
class NewRequest:
    """What a resident wrote; `contact` as `{"phone": …}` or `{"email": …}` in normal form."""

    kind: RequestKind
    name: str
    contact: Mapping[str, str]
    words: str
    about: str | None
    language: str


def open_request(new: NewRequest, now: datetime) -> str:
    """Take a request in and tell its sender; returns the receipt number, the same when it is sent twice."""
    with writing() as session:
        sent = just_sent(session, new, now)
        if sent is not None:
            return sent.receipt
        row = PrivacyRequest(
            receipt=new_receipt(), kind=new.kind, name=new.name, contact=dict(new.contact),
            about=new.about, words=new.words, language=new.language, state="open",
            opened_at=now, due_at=now + TERM,
        )  # fmt: skip
        session.add(row)
        session.flush()
        tell(session, row, "privacy-received", now)
        audit.record(
            session, actor="resident", action="privacy.requested", subject=f"privacy:{row.id}",
            detail={"kind": new.kind}, now=now,
        )  # fmt: skip
        return row.receipt


def just_sent(session: Session, new: NewRequest, now: datetime) -> PrivacyRequest | None:
    """The same request, sent a moment ago and not yet answered; of several at once, each sees the last."""
    audit.hold(session)
    rows = select(PrivacyRequest).where(
        PrivacyRequest.kind == new.kind,
        PrivacyRequest.state == "open",
        PrivacyRequest.opened_at > now - AT_ONCE,
    )
    said = (new.name, dict(new.contact), new.words, new.about)
    found = session.scalars(rows.order_by(PrivacyRequest.id))
    return next((row for row in found if (row.name, row.contact, row.words, row.about) == said), None)


def answer(
    request_id: int,
    *,
    granted: bool,
    words: str,
    by: Actor,
    now: datetime,
    erase: bool,
    forget_contact: bool = False,
) -> None:
    """Answer a request and tell its sender; `erase` also proposes the destruction of what it is about.

    `forget_contact` deletes what services keep under the sender's contact apart from cases.
    Raises `Answered` when another officer was faster.
    """
    with writing() as session:
        row = session.get_one(PrivacyRequest, request_id, with_for_update=True)
        if row.state != "open":
            raise Answered
        row.state = "granted" if granted else "refused"
        row.answer, row.answered_at, row.answered_by = words, now, by.account_id
        if granted and erase and row.about:
            propose_for_request(session, row.about, now)
        tell(session, row, "privacy-answer", now)
        if granted and forget_contact:
            for service in current_instance().services:
                service.forget_contact(session, row.contact, now)
        audit.record(
            session, actor=by.audited, action="privacy.answered", subject=f"privacy:{row.id}",
            detail={"kind": row.kind, "state": row.state}, now=now,
        )  # fmt: skip


def tell(session: Session, row: PrivacyRequest, template: str, now: datetime) -> None:
    values = {
        "receipt": row.receipt,
        "request": KINDS[row.kind].in_(row.language),
        "answer": row.answer or "",
    }
    notices.send(
        session, recipient=row.contact, template=template, values=values, language=row.language, now=now
    )


def request_by(receipt: str, contact: tuple[str, str]) -> PrivacyRequest | None:
    """The request that these two belong to.

    Some request is read and unsealed whether or not the receipt is there: the time tells nobody which.
    """
    query = select(PrivacyRequest).order_by((PrivacyRequest.receipt == receipt).desc(), PrivacyRequest.id)
    row = db.session.scalar(query.limit(1))
    kind, value = contact
    theirs = row is not None and row.contact.get(kind) == value
    return row if row is not None and theirs and row.receipt == receipt else None


def open_requests(limit: int = 200) -> list[PrivacyRequest]:
    """Those that wait, the most urgent first."""
    query = select(PrivacyRequest).where(PrivacyRequest.state == "open")
    return list(db.session.scalars(query.order_by(PrivacyRequest.due_at).limit(limit)))


def answered_requests(limit: int = 50) -> list[PrivacyRequest]:
    """Those that were answered last."""
    query = select(PrivacyRequest).where(PrivacyRequest.state != "open")
    return list(db.session.scalars(query.order_by(PrivacyRequest.answered_at.desc()).limit(limit)))


def waiting(now: datetime) -> tuple[int, bool]:
    """How many requests wait, and whether one is late."""
    query = select(func.count(), func.min(PrivacyRequest.due_at)).where(PrivacyRequest.state == "open")
    count, first = db.session.execute(query).one()
    return count, first is not None and first < now
