"""The drafts that were opened on this phone: links in the browser's signed cookie, no answer."""

from __future__ import annotations

from flask import session

HERE = "drafts"
"""The name of the links in the cookie."""

MOST_HERE = 6


def here() -> dict[str, str]:
    """The drafts that were opened on this phone: permit by token."""
    held = session.get(HERE)
    return dict(held) if isinstance(held, dict) else {}


def remember(token: str, permit_id: str) -> None:
    """Keep a link on this phone; the oldest goes where there are too many."""
    held = {**here(), token: permit_id}
    session[HERE] = dict(list(held.items())[-MOST_HERE:])


def forget_here(token: str) -> None:
    """Take a link off this phone."""
    session[HERE] = {key: value for key, value in here().items() if key != token}
