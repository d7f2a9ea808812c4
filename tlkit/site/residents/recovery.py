"""A forgotten password: a link to the contact itself, for half an hour and once.

Nobody proved the contact when the account was made. Who gets the link therefore takes over the
contact and not the list: all accounts with it go, and one with an empty list comes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete, select

from tlkit.site.residents.contacts import Contact, kept_contact
from tlkit.site.residents.models import Resident
from tlkit.site.residents.services import accounts_of, add
from tlkit.site.shared import notices
from tlkit.site.shared.accounts import attempts
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.addresses import home_address
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.vault import vault

VALID_FOR = timedelta(minutes=30)
"""How long a link can be used."""


def tries(contact: Contact) -> str:
    """Under what the asking for links is counted."""
    return f"{contact.name} reset"


def send_link(contact: Contact, language: str, now: datetime) -> None:
    """Send a link to a contact that has accounts. It is a write, and counted, whether or not it has."""
    known = [account.id for account in accounts_of(contact)]
    with writing() as session:
        attempts.count_failure(session, "account", attempts.key_of("account", tries(contact)), now)
        if not known:
            return
        values = {
            "link": f"{home_address()}{prefix(language)}/akun/sandi/{token_for(known, now)}",
            "minutes": str(int(VALID_FOR.total_seconds() // 60)),
        }
        to = {str(contact.kind): contact.value}
        notices.send(
            session, recipient=to, template="account-reset", values=values, language=language, now=now
        )


def prefix(language: str) -> str:
    """What stands before the addresses of a language."""
    return "" if language == current_instance().region.languages[0] else f"/{language}"


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(vault().secret("residents"), salt="reset")


def token_for(accounts: list[int], now: datetime) -> str:
    """The token of a link: which accounts go, and until when. They go with its use, so it works once."""
    return str(signer().dumps([int((now + VALID_FOR).timestamp()), *accounts]))


def contact_of_link(token: str, now: datetime) -> Contact | None:
    """The contact that a link was sent to; None when it is used, too old or made up."""
    try:
        until, *accounts = signer().loads(token)
    except BadData:
        return None
    if now.timestamp() >= until:
        return None
    found = db.session.scalars(select(Resident.contact).where(Resident.id.in_(accounts))).first()
    return kept_contact(found) if found is not None else None


def begin_anew(token: str, password: str, now: datetime) -> int | None:
    """The account that replaces all those with the link's contact; None when the link no longer works."""
    hashed = guard().hashed(password)
    with writing() as session:
        contact = contact_of_link(token, now)
        if contact is None:
            return None
        session.execute(delete(Resident).where(Resident.contact_key == contact.key))
        return add(session, contact, hashed, "resident.reset", now)
