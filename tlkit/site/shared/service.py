"""What a service (home, permits, places …) tells the application about itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Blueprint
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.processing import Processing

if TYPE_CHECKING:
    from tlkit.site.shared.cases.kinds import Beside, CaseKind

Page = tuple[str, Mapping[str, Any]]
"""An endpoint and the values of its address: `("permits.permit", {"permit_id": "sip-bidan"})`."""


Hold = Callable[[Session, Collection[str]], Iterable[str]]
"""Given permits that would vanish: those that somebody of the service still needs."""


@dataclass(frozen=True)
class Tile:
    """A large touch target on the home page."""

    endpoint: str
    icon: str
    title: Text
    verb: Text


@dataclass(frozen=True)
class NavItem:
    """An entry of the bar; `position` orders the bar, left to right."""

    endpoint: str
    icon: str
    label: Text
    position: int


@dataclass(frozen=True)
class Desk:
    """An entry of the officers' menu, shown to those who hold one of `roles`."""

    endpoint: str
    icon: str
    label: Text
    position: int
    roles: frozenset[str]


@dataclass(frozen=True)
class Waiting:
    """Something on the officers' start page that waits for them: how many, and where to go for it.

    `urgent` where it is late; `query` is what stands after the `?` of its address.
    """

    endpoint: str
    icon: str
    label: Text
    count: int
    urgent: bool = False
    query: Mapping[str, str] = field(default_factory=dict)


def nothing_waits(_officer: Officer) -> Iterable[Waiting]:
    """A service that has no work for officers."""
    return ()


def nothing_kept(_session: Session, _contact: Mapping[str, str], _now: datetime) -> None:
    """A service that keeps nothing of a person apart from cases."""


def no_pages() -> Iterable[Page]:
    """A service without published pages."""
    return ()


@dataclass(frozen=True)
class Service:
    """One service: its blueprint, its places in the frame, and its published pages.

    `name` is the key of `services` in the region file, which can switch it off.
    `published` is called inside an application context and yields the pages that
    are the same for everybody; the job process renders them in every language.
    `waiting` says what waits for an officer, in a fixed number of queries.
    `desks` are its places in the officers' menu, `jobs` what the job process does for it,
    `cases` how it handles its cases, where it has any, `beside_cases` what it adds to everybody's,
    `holds` who still needs a permit, `processing` what personal data it keeps, for the register.
    `forget_contact` deletes what it keeps of a person apart from cases, found by their contacts.
    `audited` are its rows of the audit in words, by action.
    `besides_the_bar` are pages that few need: they are named on `/cek-status` and on the help page.
    """

    name: str
    blueprint: Blueprint
    tiles: tuple[Tile, ...] = ()
    nav: tuple[NavItem, ...] = ()
    published: Callable[[], Iterable[Page]] = field(default=no_pages)
    desks: tuple[Desk, ...] = ()
    jobs: tuple[Job, ...] = ()
    cases: CaseKind | None = None
    waiting: Callable[[Officer], Iterable[Waiting]] = field(default=nothing_waits)
    holds: tuple[Hold, ...] = ()
    processing: tuple[Processing, ...] = ()
    beside_cases: Beside | None = None
    besides_the_bar: tuple[NavItem, ...] = ()
    audited: Mapping[str, Text] = field(default_factory=dict)
    forget_contact: Callable[[Session, Mapping[str, str], datetime], object] = field(default=nothing_kept)
