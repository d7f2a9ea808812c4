"""Opens a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.site.shared.cases.actors import RESIDENT, Actor
from tlkit.site.shared.cases.clock import Count, Promise
from tlkit.site.shared.cases.models import Case, CaseKey, CaseWord
from tlkit.site.shared.cases.receipts import new_receipt
from tlkit.site.shared.cases.record import notify, record
from tlkit.site.shared.cases.words import contact_of, words_of
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.vault import Kind, vault
from tlkit.site.shared.workdays import Calendar

NEVER = datetime(9999, 1, 1, tzinfo=timezone.utc)
"""When a case without a promise is due."""
CHECK = Promise(2)
"""How soon a file is checked."""


@dataclass(frozen=True)
class NewCase:
    """What a service opens a case with.

    `steps` are pairs of role and action, in their order. `contact` holds `phone`, `email` or both;
    a proxy's stand beside them as `proxy_phone` and `proxy_email`. `keys` are exact
    values, in their normal form, by which officers find the case; the contact's own are added.
    `waits` are grounds on which the clock may stop beside a return, `deemed` is the rule under which
    silence past the promise grants.
    """

    service: str
    kind: str
    title: str
    applicant_name: str
    contact: Mapping[str, str]
    steps: Sequence[tuple[str, str]]
    promise: Promise | None = None
    language: str = "id"
    agency: str | None = None
    technical_agency: str | None = None
    district: str | None = None
    village: str | None = None
    keys: Mapping[Kind, Sequence[str]] = field(default_factory=dict)
    waits: Sequence[str] = ()
    deemed: str | None = None
    by: Actor = RESIDENT


def open_case(session: Session, new: NewCase, now: datetime) -> Case:
    """A new case with a receipt of its own. Its clock runs at once unless its first step is the counter's.

    Raises `ValueError` for a case without steps.
    """
    if not new.steps:
        raise ValueError("a case needs a step")
    contact = normal(new.contact)
    case = Case(
        service=new.service, kind=new.kind, title=new.title, receipt=unused_receipt(session),
        language=new.language, applicant_name=new.applicant_name, contact=contact, agency=new.agency,
        technical_agency=new.technical_agency, district=new.district, village=new.village,
        steps=[{"role": role, "action": action} for role, action in new.steps], position=0,
        role=new.steps[0][0], state="open", opened_at=now, next_at=NEVER, estimated=False,
        promise_days=new.promise.days if new.promise else None,
        promise_unit=new.promise.unit if new.promise else None,
        waits=list(new.waits), deemed=new.deemed,
        changed_at=now, changed_by=new.by.name or new.by.kind, revision=1,
    )  # fmt: skip
    if case.role == "counter":
        await_check(case, now)
    else:
        start_clock(case, now)
    session.add(case)
    session.flush()
    write_search(session, case, new.keys)
    notify(session, case, "received", now)
    record(session, case, "case.opened", new.by, now, detail={"kind": case.kind})
    return case


def await_check(case: Case, now: datetime) -> None:
    """Time the check of the file itself: nobody's neglect may keep the clock from starting."""
    deadline = Count(Calendar.of(current_instance().region), CHECK, now).deadline(now)
    case.check_due_at = case.next_at = deadline.at


def start_clock(case: Case, now: datetime) -> None:
    """The file is complete: from now on the promise counts."""
    case.complete_at, case.check_due_at = now, None
    if case.promise_days is None:
        case.next_at = NEVER
        return
    promise = Promise(case.promise_days, case.promise_unit)  # type: ignore[arg-type]
    set_due(case, Count(Calendar.of(current_instance().region), promise, now), now)


def set_due(case: Case, count: Count, now: datetime) -> None:
    """Store when the promise ends, and which calendar says so."""
    deadline = count.deadline(now)
    case.due_at = case.next_at = deadline.at
    case.calendar, case.estimated = deadline.calendar, deadline.estimated


def normal(contact: Mapping[str, str]) -> dict[str, str]:
    """Phone and e-mail in their normal form; what is neither is kept as it was given."""
    found = {name: contact_of(value) for name, value in contact.items() if value}
    return {name: pair[1] if pair else contact[name] for name, pair in found.items()}


def unused_receipt(session: Session) -> str:
    """A receipt that no other case has."""
    while True:
        receipt = new_receipt()
        if session.scalar(select(Case.id).where(Case.receipt == receipt)) is None:
            return receipt


def write_search(session: Session, case: Case, keys: Mapping[Kind, Sequence[str]]) -> None:
    """By what the case is found: words of the name, and keyed hashes of exact values.

    A contact counts in its normal form: also who acts for the applicant opens the case with theirs.
    """
    session.add_all(CaseWord(word=word, case_id=case.id) for word in words_of(case.applicant_name))
    values: set[tuple[Kind, str]] = {
        (kind, in_normal_form(kind, value)) for kind, given in keys.items() for value in given if value
    }
    values |= {(kind, case.contact[kind]) for kind in ("phone", "email") if case.contact.get(kind)}
    hashed = {(kind, vault().index(kind, value)) for kind, value in values}
    session.add_all(CaseKey(kind=kind, key=key, case_id=case.id) for kind, key in sorted(hashed))


def in_normal_form(kind: Kind, value: str) -> str:
    """An exact value as those who look for it give it."""
    contact = contact_of(value) if kind in ("phone", "email") else None
    return contact[1] if contact else value
