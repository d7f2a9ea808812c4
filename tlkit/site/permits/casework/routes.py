"""The officers' pages of applications, gathered: blueprint, places in the menu, what waits."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from tlkit.errors import Text
from tlkit.site.permits.casework import (
    case_views,
    counter_lost_views,
    counter_views,
    national_views,
    queue_views,
    signing_views,
)
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.queue import Choice, statement
from tlkit.site.permits.casework.turns import WORKING
from tlkit.site.permits.casework.words import TIMES, UNREAD
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import by_silence
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.service import Desk, Waiting

__all__ = [
    "DESKS",
    "blueprint",
    "case_views",
    "counter_lost_views",
    "counter_views",
    "national_views",
    "queue_views",
    "signing_views",
    "waiting",
]

MOST = 500
"""Cases that the start page counts; beyond, more would tell nobody anything."""

DESKS = (
    Desk("permits.casework.queue", "form", Text("Applications", "Permohonan"), 10, frozenset(WORKING)),
    Desk("permits.casework.desk", "counter", Text("Counter", "Loket"), 15, frozenset({"front-desk"})),
    Desk(
        "permits.casework.signatures",
        "permit",
        Text("Signatures", "Tanda tangan"),
        30,
        frozenset({"signer", "auditor"}),
    ),
)


def waiting(officer: Officer) -> Iterator[Waiting]:
    """How many cases are mine to do, how many of them late, with a new message, or granted. One query."""
    if not officer.holds(*WORKING):
        return
    mine, now = statement(officer, Choice("mine"), MOST).subquery(), current_instance().clock()
    late = func.count().filter(mine.c.next_at < now)
    told = func.count().filter(mine.c.unread)
    silent = func.count().filter(by_silence(mine.c, now))
    counts = select(func.count(), late, silent, told).select_from(mine)
    count, overdue, granted, messages = db.session.execute(counts).one()
    yield Waiting(
        "permits.casework.queue", "form", Text("Applications to do", "Permohonan untuk Anda"), count
    )
    queue = "permits.casework.queue"
    yield Waiting(queue, "clock", TIMES["late"], overdue, urgent=True, query={"waktu": "late"})
    if messages:
        yield Waiting(queue, "chat", UNREAD, messages, query={"pesan": "baru"})
    if granted:
        yield Waiting(queue, "alert", TIMES["silent"], granted, urgent=True, query={"waktu": "silent"})
