"""Everything that the page of one case says to its applicant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared.cases import spoken
from tlkit.site.shared.cases.kinds import Ask, Panel
from tlkit.site.shared.cases.models import Case, CaseMessage
from tlkit.site.shared.cases.registered import beside_cases, kind_of
from tlkit.site.shared.cases.silence import granted_by_silence
from tlkit.site.shared.cases.standing import Standing, standing
from tlkit.site.shared.cases.talk import messages_of
from tlkit.site.shared.cases.telling import Line, Skipped, ground_of, lines_of, moment, skipped, state_of
from tlkit.site.shared.cases.timeline import events_of, open_return
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.workdays import Calendar


@dataclass(frozen=True)
class Correction:
    """What is to be corrected, in the names that the applicant knows, and where."""

    names: tuple[str, ...]
    note: str
    address: str | None


class Shown(NamedTuple):
    """A service's part of the page, rendered."""

    title: Text
    html: Markup


@dataclass(frozen=True)
class CasePage:
    """One case as its applicant sees it, in the reader's language."""

    state: str
    standing: Standing
    left: str | None
    due: str | None
    check_due: str | None
    silent: bool
    held: str | None
    skipped: list[Skipped]
    pauses: list[tuple[str, str | None, str]]
    lines: list[Line]
    messages: list[CaseMessage]
    correction: Correction | None
    asks: list[Ask]
    panels: list[Shown]
    beside: list[Shown]

    @staticmethod
    def moment(at: datetime) -> str:
        """A moment in words."""
        return moment(at, current_language())


def case_page(session: Session, case: Case, now: datetime) -> CasePage:
    """The page of a case now."""
    lang, calendar, kind = current_language(), Calendar.of(current_instance().region), kind_of(case)
    stands = standing(case, calendar, now, session)
    left = stands.days_left
    return CasePage(
        state=state_of(case).in_(lang),
        standing=stands,
        left=spoken.length(abs(left), stands.unit, lang) if left is not None else None,
        due=due_words(stands, lang),
        check_due=spoken.day_of(case.check_due_at, lang) if case.check_due_at else None,
        silent=granted_by_silence(case, now),
        held=ground_of(case, stands.held.ground).in_(lang) if stands.held else None,
        skipped=skipped(case, stands, calendar, lang),
        pauses=[
            (moment(span.since, lang), moment(span.until, lang) if span.until else None,
             ground_of(case, span.ground).in_(lang))
            for span in stands.pauses
        ],
        lines=list(lines_of(case, events_of(session, case, public=True)))[::-1],
        messages=messages_of(session, case),
        correction=correction_of(session, case),
        asks=list(kind.asks(case)),
        panels=shown(kind.panels(case), case),
        beside=shown((panel for each in beside_cases() for panel in each.panels(case)), case),
    )  # fmt: skip


def shown(panels: Iterable[Panel], case: Case) -> list[Shown]:
    """A service's panels, rendered in their order."""
    ordered = sorted(panels, key=lambda panel: panel.position)
    return [
        Shown(panel.title, Markup(render_template(panel.template, case=case, **panel.values)))
        for panel in ordered
    ]


def due_words(stands: Standing, lang: str) -> str | None:
    """The day by which it is due, and for a promise in hours the time too."""
    if stands.due is None:
        return None
    return moment(stands.due, lang) if stands.unit == "hours" else spoken.day_of(stands.due, lang)


def correction_of(session: Session, case: Case) -> Correction | None:
    """What the applicant is to correct now."""
    given = open_return(session, case) if case.state == "returned" else None
    if given is None:
        return None
    kind = kind_of(case)
    names = tuple(kind.named(case, given.fields, given.documents)) or (*given.fields, *given.documents)
    return Correction(names, given.note, kind.correction(case) if kind.correction else None)
