"""The queue: cases in the order in which they fall due, fifty at a time, however many there are.

Every list asks for one state and walks an index that begins with it, so a page costs the same
with a thousand cases and with a hundred thousand. Nothing is counted for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, literal, or_, select, tuple_, union_all
from typing_extensions import Unpack

from tlkit.site.permits.casework.turns import DOES, steps_of
from tlkit.site.permits.sight import SERVICE
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.cases.sight import seen_by
from tlkit.site.shared.cases.silence import by_silence
from tlkit.site.shared.cases.talk import unread_from_resident
from tlkit.site.shared.database import Moment, db
from tlkit.site.shared.instance import current_instance

PAGE = 50

Query: TypeAlias = Select[Unpack[tuple[Any, ...]]]
Scope = Literal["mine", "agency", "all"]
State = Literal["open", "returned", "paused", "closed"]
Time = Literal["", "late", "silent"]
"""All, those past their time, or those that count as granted because nobody decided in time."""

COLUMNS: tuple[Any, ...] = (
    Case.id,
    Case.receipt,
    Case.kind,
    Case.title,
    Case.applicant_name,
    Case.agency,
    Case.technical_agency,
    Case.district,
    Case.role,
    Case.state,
    Case.outcome,
    Case.opened_at,
    Case.complete_at,
    Case.due_at,
    Case.next_at,
    Case.deemed,
    Case.estimated,
    Case.assignee_id,
)


@dataclass(frozen=True)
class Place:
    """Where a page begins: after the case that was due then and has this id."""

    due: datetime
    case_id: int

    def __str__(self) -> str:
        return f"{self.due.isoformat()}_{self.case_id}"

    @classmethod
    def of(cls, words: str) -> Place | None:
        """From an address; None for what is no place."""
        due, _, case_id = words.partition("_")
        try:
            found = cls(datetime.fromisoformat(due), int(case_id))
        except ValueError:
            return None
        return found if found.due.tzinfo and 0 < found.case_id < 2**31 else None


@dataclass(frozen=True)
class Choice:
    """What an officer wants to see. An empty filter leaves everything; only open cases are late.

    `unread` keeps those whose applicant wrote something that no officer has read.
    """

    scope: Scope = "all"
    state: State = "open"
    kind: str = ""
    step: str = ""
    district: str = ""
    agency: str = ""
    time: Time = ""
    unread: bool = False
    after: Place | None = None

    @property
    def filters(self) -> Mapping[str, str]:
        """The filters that are set, by column."""
        named = {"kind": self.kind, "role": self.step, "district": self.district, "agency": self.agency}
        return {column: value for column, value in named.items() if value}


@dataclass(frozen=True)
class Listed:
    """One page of the queue; `after` is where the next one begins, `names` those of the assigned."""

    rows: Sequence[Row[Any]]
    after: Place | None
    names: Mapping[int, str]


def listed(officer: Officer, chosen: Choice, size: int = PAGE) -> Listed:
    """The cases of a page, first due first. Two queries, whatever is asked."""
    rows = db.session.execute(statement(officer, chosen, size + 1)).all()
    shown = rows[:size]
    after = Place(shown[-1].next_at, shown[-1].id) if len(rows) > size else None
    return Listed(shown, after, names_of({row.assignee_id for row in shown}))


def following(officer: Officer, after: Place | None) -> int | None:
    """The case of mine that comes after a place, or the first one when none does."""
    for place in (after, None) if after else (None,):
        chosen = Choice("mine", after=place)
        row = db.session.execute(statement(officer, chosen, 1)).first()
        if row is not None:
            return int(row.id)
    return None


def names_of(accounts: set[int | None]) -> dict[int, str]:
    """The names of accounts by id."""
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(accounts - {None})))
    return {row.id: row.name for row in rows}


def statement(officer: Officer, chosen: Choice, count: int) -> Query:
    """The query of a page: each part is cut short along its own index, then the parts are merged."""
    parts = [
        cut(chosen, conditions, count).subquery().select() for conditions in scopes(officer, chosen.scope)
    ]
    merged = union_all(*parts).subquery()
    unread = unread_from_resident(merged.c.id).label("unread")
    return select(merged, unread).order_by(*order(chosen, merged.c)).limit(count)


def cut(chosen: Choice, conditions: Sequence[ColumnElement[bool]], count: int) -> Query:
    """The first cases under some conditions."""
    found = select(*COLUMNS).where(Case.service == SERVICE, Case.state == chosen.state, *conditions)
    for column, value in chosen.filters.items():
        found = found.where(getattr(Case, column) == value)
    if chosen.time:
        found = found.where(TIMES[chosen.time](current_instance().clock()))
    if chosen.unread:
        found = found.where(unread_from_resident(Case.id))
    if chosen.after is not None:
        here = tuple_(Case.next_at, Case.id)
        there = tuple_(literal(chosen.after.due, Moment), literal(chosen.after.case_id))
        found = found.where(here < there if chosen.state == "closed" else here > there)
    return found.order_by(*order(chosen, Case)).limit(count)


TIMES: Mapping[Time, Callable[[datetime], ColumnElement[bool]]] = {
    "late": lambda now: Case.next_at < now,
    "silent": lambda now: by_silence(Case, now),
}


def order(chosen: Choice, columns: Any) -> tuple[Any, Any]:
    """First due first; of what is done, the last first."""
    if chosen.state == "closed":
        return columns.next_at.desc(), columns.id.desc()
    return columns.next_at, columns.id


def scopes(officer: Officer, scope: Scope) -> list[list[ColumnElement[bool]]]:
    """The parts of a scope, none of which holds a case of another."""
    own = officer.agency
    if scope == "mine":
        people = (officer.id, *officer.substitutes_for)
        return [[Case.assignee_id == person] for person in people] + [
            [Case.role == step, Case.assignee_id.is_(None), *within(officer, DOES[step])]
            for step in steps_of(officer)
        ]
    if own is not None:
        elsewhere = or_(Case.agency.is_(None), Case.agency != own)
        return [[Case.agency == own], [Case.technical_agency == own, elsewhere]]
    return [[]]


def within(officer: Officer, role: str) -> list[ColumnElement[bool]]:
    """Keeps an agency's officer to its own cases."""
    if officer.agency is not None and role == "technical":
        return [Case.technical_agency == officer.agency]
    return seen_by(officer)
