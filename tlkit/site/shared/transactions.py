"""What is to be done outside of the database when a transaction has ended one way or the other."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

COMMITTED = "tlkit.once_committed"
UNDONE = "tlkit.unless_committed"


def once_committed(session: Session, act: Callable[[], object]) -> None:
    """Act when the present transaction is committed; forget it when it is undone."""
    session.info.setdefault(COMMITTED, []).append(act)


def unless_committed(session: Session, act: Callable[[], object]) -> None:
    """Act when the present transaction is undone; forget it when it is committed."""
    session.info.setdefault(UNDONE, []).append(act)


@event.listens_for(Session, "after_commit")
def committed(session: Session) -> None:
    session.info.pop(UNDONE, None)
    for act in session.info.pop(COMMITTED, ()):
        act()


@event.listens_for(Session, "after_rollback")
def undone(session: Session) -> None:
    session.info.pop(COMMITTED, None)
    for act in session.info.pop(UNDONE, ()):
        act()
