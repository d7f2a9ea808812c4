"""Writes notices into the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import NamedTuple

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.notices.models import Outgoing
from tlkit.site.shared.notices.texts import text_of

CHANNELS = {"email": "email", "phone": "whatsapp"}
"""Which channel reaches which contact."""
SETTINGS = {"email": "SMTP_URL", "whatsapp": "WHATSAPP_URL"}
"""Which setting names a channel's provider."""


def reaches(contact: str) -> bool:
    """Whether the settings name a provider for a kind of contact: `email` or `phone`."""
    return bool(current_app.config.get(SETTINGS[CHANNELS[contact]]))


def forget(session: Session, case_id: int) -> None:
    """Drop what has not been sent of a case: its person is not to be found here any more."""
    rows = update(Outgoing).where(Outgoing.case_id == case_id, Outgoing.state.in_(("waiting", "sending")))
    emptied = {"recipient": None, "subject": None, "body": None, "claimed_until": None}
    session.execute(rows.values(state="skipped", outcome="erased", **emptied))


class Fate(NamedTuple):
    """What became of one notice: `at` is when it was, or when it was written where nothing has yet."""

    template: str
    channel: str
    state: str
    written_at: datetime
    at: datetime


def fates(session: Session, case_id: int) -> list[Fate]:
    """What became of every notice about a case, oldest first. Opens nothing that is sealed."""
    columns = (Outgoing.template, Outgoing.channel, Outgoing.state, Outgoing.created_at, Outgoing.done_at)
    rows = session.execute(select(*columns).where(Outgoing.case_id == case_id).order_by(Outgoing.id))
    return [Fate(*row[:4], row.done_at or row.created_at) for row in rows]


def send(
    session: Session,
    *,
    case_id: int | None = None,
    recipient: Mapping[str, str],
    template: str,
    values: Mapping[str, str],
    language: str,
    now: datetime,
) -> list[Outgoing]:
    """Have somebody told, by every channel that their contacts allow, once this transaction is kept.

    Raises `LookupError` for a template that neither the region nor the kit has.
    """
    region = current_instance().region
    home = region.site.domain or region.slug
    told = {"site": region.site.name, "government": region.government, "address": f"https://{home}", **values}
    written = text_of(current_instance().path, template, language).filled(told)
    rows = [
        Outgoing(
            case_id=case_id, template=template, channel=channel, language=language,
            recipient=recipient[contact], subject=written.subject, body=written.body,
            message_id=f"<{token_hex(16)}@{home}>", state="waiting", attempts=0,
            created_at=now, next_at=now,
        )
        for contact, channel in CHANNELS.items()
        if recipient.get(contact)
    ]  # fmt: skip
    session.add_all(rows)
    return rows
