"""Messages between applicant and officers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, select, update
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared.cases.actors import Actor
from tlkit.site.shared.cases.failures import OutOfOrder
from tlkit.site.shared.cases.models import Case, CaseMessage
from tlkit.site.shared.cases.record import notify, record

LONGEST_MESSAGE = 2000
"""Characters of one message."""
AT_ONCE = timedelta(minutes=1)
"""Within this time the same words of the same person are one message, whose button was pressed twice."""


def say_to(session: Session, case: Case, author: Actor, text: str, now: datetime) -> CaseMessage:
    """Leave a message for the other side; the applicant is told that there is one, not what it says.

    Sent twice, it is there once. Raises `OutOfOrder` for a message that says nothing or too much.
    """
    text = text.strip()
    if not text:
        raise OutOfOrder(Text("Write your message first.", "Tulis dulu pesan Anda."))
    if len(text) > LONGEST_MESSAGE:
        raise OutOfOrder(
            Text(
                f"A message has at most {LONGEST_MESSAGE} characters.",
                f"Pesan paling panjang {LONGEST_MESSAGE} huruf.",
            )
        )
    sent = just_sent(session, case, author, text, now)
    if sent is not None:
        return sent
    message = CaseMessage(
        case_id=case.id, author=author.kind, account_id=author.account_id, author_name=author.name,
        text=text, sent_at=now,
    )  # fmt: skip
    session.add(message)
    if author.kind != "resident":
        notify(session, case, "message", now)
    record(session, case, "message.sent", author, now, public=False)
    return message


def just_sent(session: Session, case: Case, author: Actor, text: str, now: datetime) -> CaseMessage | None:
    """The same message, sent a moment ago. The case stays locked, so that two at once see each other."""
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    query = select(CaseMessage).where(
        CaseMessage.case_id == case.id,
        CaseMessage.author == author.kind,
        CaseMessage.account_id == author.account_id,
        CaseMessage.sent_at > now - AT_ONCE,
    )
    last = session.scalar(query.order_by(CaseMessage.id.desc()).limit(1))
    return last if last is not None and last.text == text else None


def messages_of(session: Session, case: Case) -> list[CaseMessage]:
    """All messages of a case, oldest first."""
    query = select(CaseMessage).where(CaseMessage.case_id == case.id)
    return list(session.scalars(query.order_by(CaseMessage.sent_at, CaseMessage.id)))


def unread(session: Session, case: Case, reader: Actor) -> int:
    """How many of the other side's messages are new."""
    return session.scalar(select(func.count()).select_from(CaseMessage).where(*new_to(reader, case))) or 0


def new_to(reader: Actor, case: Case) -> tuple[ColumnElement[bool], ...]:
    """The other side's messages that nobody on this side has read."""
    resident = reader.kind == "resident"
    theirs = CaseMessage.author != "resident" if resident else CaseMessage.author == "resident"
    return CaseMessage.case_id == case.id, CaseMessage.seen_at.is_(None), theirs


def unread_from_resident(case_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """The condition of a query that the applicant of a case wrote something that no officer has read."""
    return exists().where(
        CaseMessage.case_id == case_id,
        CaseMessage.author == "resident",
        CaseMessage.seen_at.is_(None),
    )


def read_messages(session: Session, case: Case, reader: Actor, now: datetime) -> int:
    """Mark the other side's messages as read. Returns how many were new."""
    query = update(CaseMessage).where(*new_to(reader, case))
    return session.connection().execute(query.values(seen_at=now)).rowcount
