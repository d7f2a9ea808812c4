"""What a case's page says, in plain words: state, clock, days that did not count, timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from tlkit.errors import Text
from tlkit.site.shared.cases import spoken
from tlkit.site.shared.cases.clock import Span
from tlkit.site.shared.cases.grounds import CAME, grounds_of
from tlkit.site.shared.cases.models import Case, CaseEvent
from tlkit.site.shared.cases.standing import Standing
from tlkit.site.shared.workdays import Calendar
from tlkit.site.shared.workdays.calendar import DAY
from tlkit.site.shared.written import days as run

OUTCOMES = {
    "granted": Text("Done", "Selesai"),
    "refused": Text("Not granted", "Tidak dikabulkan"),
    "withdrawn": Text("Withdrawn", "Ditarik kembali"),
}
STATES = {
    "open": Text("Being handled", "Sedang dikerjakan"),
    "returned": Text("Waiting for your correction", "Menunggu perbaikan Anda"),
    "paused": Text("The clock stands still", "Waktu berhenti sementara"),
}
EVENTS = {
    "case.opened": Text("We received your file", "Berkas kami terima"),
    "case.returned": Text("Given back to you for correction", "Dikembalikan kepada Anda untuk diperbaiki"),
    "case.corrected": Text("We received your correction", "Perbaikan Anda kami terima"),
    "case.resumed": Text("The clock goes on", "Waktu berjalan lagi"),
    "case.recounted": Text(
        "Free days have changed: the promised day was counted anew",
        "Hari libur berubah: batas waktu dihitung ulang",
    ),
    "step.finished": Text("Step finished", "Langkah selesai"),
}
SHAPES = {
    "case.opened": "permit", "case.returned": "back", "case.corrected": "form", "case.paused": "clock",
    "case.resumed": "clock", "case.recounted": "clock", "case.closed": "check", "step.finished": "check",
}  # fmt: skip
NOTED = ("case.returned", "case.closed")
"""Lines whose note is the applicant's to read; other notes are between officers."""


class Line(NamedTuple):
    """One line of the timeline. `action` is the Indonesian name of a step."""

    at: datetime
    icon: str
    text: Text
    action: str | None
    note: str | None


class Skipped(NamedTuple):
    """Days in a row that the promise did not count, and why."""

    when: str
    why: str


def state_of(case: Case) -> Text:
    """How a case stands, in two or three words."""
    if case.state == "closed":
        return OUTCOMES[case.outcome or "granted"]
    return STATES[case.state]


def lines_of(case: Case, events: Sequence[CaseEvent]) -> Iterator[Line]:
    """The timeline in words."""
    for event in events:
        note = event.note if event.kind in NOTED else None
        action = None
        text = EVENTS.get(event.kind, STATES["open"])
        if event.kind == "step.finished":
            action = str(case.steps[int(event.detail["position"])]["action"])
        elif event.kind == "case.paused":
            text = paused(case, str(event.detail["ground"]))
        elif event.kind == "case.resumed":
            text = CAME.get(str(event.detail.get("came")), text)
        elif event.kind == "case.closed":
            text = OUTCOMES[str(event.detail["outcome"])]
        yield Line(event.at, SHAPES.get(event.kind, "info"), text, action, note)


def paused(case: Case, ground: str) -> Text:
    why = ground_of(case, ground)
    return Text(f"The clock stands still: {why.en}", f"Waktu berhenti: {why.id}")


def ground_of(case: Case, ground: str) -> Text:
    """A ground in words; its own name where nobody knows it any more."""
    return grounds_of(case).get(ground, Text(ground, ground))


def skipped(case: Case, standing: Standing, calendar: Calendar, lang: str) -> list[Skipped]:
    """The days that did not count: runs of days with the same reason, in order."""
    reasons = [
        (entry.day, reason(case, standing.pauses, calendar, entry.day, entry.why, lang))
        for entry in standing.not_counted
    ]
    found = []
    for _, group in groupby(enumerate(reasons), key=lambda each: (each[1][1], each[1][0] - each[0] * DAY)):
        days = [day for _, (day, _) in group]
        found.append(Skipped(run(days[0], days[-1], lang), dict(reasons)[days[0]]))
    return found


def reason(case: Case, pauses: Sequence[Span], calendar: Calendar, day: date, why: str, lang: str) -> str:
    """Why one day did not count."""
    if why == "pause":
        for held in pauses:
            ends = calendar.counting_day(held.until) if held.until else day
            if calendar.today(held.since) < day <= ends:
                return ground_of(case, held.ground).in_(lang)
    if calendar.free(day) is None:
        return Text("weekend", "akhir pekan").in_(lang)
    return calendar.why_not(day, lang) or ""


def moment(at: datetime, lang: str) -> str:
    """`Senin, 6 April 2026, 10.05 WIB`."""
    return f"{spoken.day_of(at, lang)}, {spoken.time_of(at, lang)}"
