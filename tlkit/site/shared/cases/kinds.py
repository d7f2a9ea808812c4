"""What a service tells about its cases: its demands at a step, and its part of a case's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from tlkit.errors import Text

if TYPE_CHECKING:
    from tlkit.site.shared.cases.models import Case


@dataclass(frozen=True)
class Panel:
    """A part of a case's page: a template, rendered with `values` beside `case`, under a heading.

    `position` orders the panels from top to bottom.
    """

    title: Text
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    position: int = 50


@dataclass(frozen=True)
class Ask:
    """Something that the applicant is asked to do now, and the address where they do it."""

    text: Text
    label: Text
    address: str


@dataclass(frozen=True)
class Part:
    """A part of what is kept about a case's person: a heading, and lines of a name and what stands there."""

    title: Text
    lines: Sequence[tuple[str, str]]


def nothing(*_: object) -> Iterable[Any]:
    """No panel, no ask."""
    return ()


def no_demand(session: Session, case: Case) -> Text | None:
    """A service that demands nothing of a step."""
    return None


def no_wait(session: Session, case: Case) -> str | None:
    """A service whose steps wait for nothing by themselves."""
    return None


@dataclass(frozen=True)
class CaseKind:
    """How one service handles its cases.

    `panels` and `asks` go to the applicant's page, `officer_panels` to the officer's. `named`
    gives fields and documents that were given back the names that the applicant knows
    (fields, documents → names). `correction` is the address where they are corrected.
    `demand` says why the open step cannot be finished yet, None when it can. `grounds` are
    grounds of a pause that its officers may always use. `waits` names the ground on which the clock
    stands still by itself at the open step, None where it runs; it counts for a case that was opened
    with that ground. `rests` names the ground on which a case that stays open rests at the open step:
    its officers have decided, and the applicant comes for the result when they like. `copy` gives
    what the service keeps of the person besides files, in a language, for somebody who asked for a
    copy of their data. `erase` takes answers, papers and whatever else the service keeps of the
    person out of its tables, in the caller's transaction, and says whether nothing of them is left;
    while something has to stay it is run again every day. Without it no case of the service can be
    destroyed.
    """

    service: str
    panels: Callable[[Case], Iterable[Panel]] = nothing
    asks: Callable[[Case], Iterable[Ask]] = nothing
    officer_panels: Callable[[Case], Iterable[Panel]] = nothing
    named: Callable[[Case, Sequence[str], Sequence[str]], Iterable[str]] = nothing
    correction: Callable[[Case], str] | None = None
    demand: Callable[[Session, Case], Text | None] = no_demand
    grounds: Mapping[str, Text] = field(default_factory=dict)
    waits: Callable[[Session, Case], str | None] = no_wait
    rests: Callable[[Session, Case], str | None] = no_wait
    copy: Callable[[Session, Case, str], Iterable[Part]] = nothing
    erase: Callable[[Session, Case, datetime], bool] | None = None


def opens_nothing(receipt: str) -> bool:
    """A service that opens no case."""
    return False


@dataclass(frozen=True)
class Beside:
    """What a service adds to every case, whichever service the case is before.

    `panels` stand on the applicant's page. `opens` says whether the present reader may open the
    case of a receipt although this phone has not shown receipt and contact. `copy` gives what the
    service keeps of the case's person, in a language, `forget` takes out what it keeps of a case
    whose person is erased, in the caller's transaction.
    """

    panels: Callable[[Case], Iterable[Panel]] = nothing
    opens: Callable[[str], bool] = opens_nothing
    copy: Callable[[Session, Case, str], Iterable[Part]] = nothing
    forget: Callable[[Session, Case], object] = nothing
