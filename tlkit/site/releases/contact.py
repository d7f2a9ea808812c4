"""When the office was last heard from, and whether that is too long ago."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.releases.models import Contact
from tlkit.site.shared.database import db


def heard(session: Session, now: datetime, fresh_until: datetime) -> None:
    """Note that the office's word was verified now, and until when it counts as fresh."""
    contact = session.get(Contact, 1)
    if contact is None:
        session.add(Contact(id=1, heard_at=now, fresh_until=fresh_until))
    else:
        contact.heard_at, contact.fresh_until = now, fresh_until


def last_contact() -> Contact | None:
    """What was noted last; None while the office was never heard from."""
    return db.session.get(Contact, 1)


def alarm(contact: Contact | None, now: datetime) -> Text | None:
    """What an operator should look at where a site asks the office by itself and hears nothing new."""
    if contact is None:
        return Text("The office was never reached.", "Kantor pusat belum pernah terhubung.")
    if now < contact.fresh_until:
        return None
    since = contact.heard_at.date()
    return Text(
        f"Nothing fresh from the office since {since}; what is in force stays.",
        f"Tidak ada kabar baru dari kantor pusat sejak {since}; katalog yang berlaku tetap dipakai.",
    )
