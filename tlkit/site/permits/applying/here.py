"""The drafts that were opened on this phone: links in the browser's signed cookie, no answer."""

from __future__ import annotations

from hashlib import sha256

from flask import session

HERE = "drafts"
"""The name of the links in the cookie."""

WIPED = "drafts_wiped"
"""The name of the marks of links that were taken off this phone."""

MOST_HERE = 6
MOST_WIPED = 12


def here() -> dict[str, str]:
    """The drafts that were opened on this phone: permit by token."""
    held = session.get(HERE)
    return dict(held) if isinstance(held, dict) else {}


def remember(token: str, permit_id: str) -> None:
    """Keep a link on this phone; the oldest goes where there are too many."""
    held = {**here(), token: permit_id}
    session[HERE] = dict(list(held.items())[-MOST_HERE:])
    welcome(token)


def forget_here(token: str) -> None:
    """Offer a link no more."""
    session[HERE] = {key: value for key, value in here().items() if key != token}


def wipe(token: str) -> None:
    """Take a link off this phone: its pages open by the link itself only, not from the history."""
    forget_here(token)
    session[WIPED] = [*(each for each in wiped() if each != mark(token)), mark(token)][-MOST_WIPED:]


def welcome(token: str) -> None:
    """Let the pages of a link that was opened again be seen."""
    if mark(token) in wiped():
        session[WIPED] = [each for each in wiped() if each != mark(token)]


def is_wiped(token: str) -> bool:
    """Whether a link was taken off this phone."""
    return mark(token) in wiped()


def wiped() -> list[str]:
    held = session.get(WIPED)
    return list(held) if isinstance(held, list) else []


def mark(token: str) -> str:
    return sha256(token.encode()).hexdigest()[:16]
