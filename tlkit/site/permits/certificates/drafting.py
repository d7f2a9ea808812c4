"""Certificates and refusals as drafts: made from the case, made anew until they have a number.

What the applicant corrects reaches them until they are signed.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.certificates.codes import new_code
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.models import Certificate, Kind
from tlkit.site.permits.certificates.numbers import days_of
from tlkit.site.permits.certificates.record import flush, written
from tlkit.site.permits.certificates.validity import valid_until
from tlkit.site.permits.certificates.wording import Wording, wording_of
from tlkit.site.releases import live
from tlkit.site.shared import audit
from tlkit.site.shared.cases import SYSTEM, Actor, Case, OutOfOrder
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance

OBJECTION_DAYS, APPEAL_DAYS = 21, 10
"""Working days to object and to appeal, unless the region sets `objection_days`, `appeal_days`."""


def draft(
    session: Session, case: Case, by: Actor, now: datetime, *, until: date | None = None
) -> Certificate:
    """The certificate of a case as a draft; made anew from the application while it has no number.

    `until` is the last day, where the officer sets it. Raises `BadValidity`, `OutOfOrder`.
    """
    said = wording_of(session, case, live().regulations)
    today = local_date(now, current_instance().region.zone)
    made = blank(session, case, "certificate")
    made.valid_until = valid_until(said.permit.output, today, until)
    made.details = {
        "validity": said.permit.output.validity if said.permit.output and not made.valid_until else None,
        "until": until.isoformat() if until else None,
        "years": said.permit.output.years if said.permit.output else None,
    }
    say(made, said)
    return drafted(session, made, by, now)


def say(made: Certificate, said: Wording) -> None:
    """Let a certificate say what the application says."""
    made.title, made.holder, made.object = said.title, said.holder, said.object
    made.details = {
        **made.details,
        "holder_kind": said.holder_kind,
        "facts": [list(fact) for fact in said.facts],
        "basis": list(said.basis),
    }


def follow(session: Session, case: Case, now: datetime) -> None:
    """After a correction, let the letters that are not signed yet say what is true now.

    Number, days and ground stay. A letter that was printed before is to be printed again.
    """
    made, refusal = certificate_of(session, case.id), certificate_of(session, case.id, "refusal")
    for letter in (made, refusal):
        if letter is None or letter.issued_at is not None:
            continue
        letter.way, letter.holder = None, case.applicant_name
        if letter is made:
            say(letter, wording_of(session, case, live().regulations))
        drafted(session, letter, SYSTEM, now)


def draft_refusal(
    session: Session, case: Case, by: Actor, now: datetime, *, ground: str, article: str
) -> Certificate:
    """The letter that refuses a case, its ground and the article it rests on. Raises `OutOfOrder`."""
    if not ground.strip() or not article.strip():
        raise OutOfOrder(
            Text(
                "A refusal needs its ground and the article that it rests on.",
                "Penolakan perlu alasan dan pasal dasarnya.",
            )
        )
    region = current_instance().region
    made = blank(session, case, "refusal")
    made.title, made.holder, made.object = "Surat Penolakan", case.applicant_name, case.title
    made.valid_until = None
    made.details = {
        "holder_kind": "person",
        "ground": ground.strip(),
        "article": article.strip(),
        "objection_days": days_of(region, "objection_days", OBJECTION_DAYS),
        "appeal_days": days_of(region, "appeal_days", APPEAL_DAYS),
    }
    return drafted(session, made, by, now)


def blank(session: Session, case: Case, kind: Kind) -> Certificate:
    """The row to fill: a new one, or the draft that is there. Raises `OutOfOrder` once it has a number."""
    found = certificate_of(session, case.id, kind)
    if found is None:
        return Certificate(
            case_id=case.id, kind=kind, permit_id=case.kind, code=new_code(), signature_verified=False
        )
    if found.number is not None:
        raise OutOfOrder(
            Text(
                f"This letter has the number {found.number} already; it no longer changes.",
                f"Surat ini sudah bernomor {found.number}; isinya tidak dapat diubah lagi.",
            )
        )
    return found


def drafted(session: Session, made: Certificate, by: Actor, now: datetime) -> Certificate:
    session.add(made)
    flush(session, made)
    written(session, made, by, f"{made.kind}.drafted", now)
    return made


def drop(session: Session, unsigned: Certificate, by: Actor, now: datetime) -> None:
    """Let go of a letter that nobody signed. Its number, if it had one, is never given again.

    Raises `OutOfOrder` for one that is signed, `Stale` when somebody else was faster.
    """
    if unsigned.issued_at is not None:
        raise OutOfOrder(Text("This letter is signed already.", "Surat ini sudah ditandatangani."))
    audit.record(
        session,
        actor=by.audited,
        action=f"{unsigned.kind}.dropped",
        subject=f"certificate:{unsigned.id}",
        case_id=unsigned.case_id,
        detail={"number": unsigned.number or ""},
        now=now,
    )
    session.delete(unsigned)
    flush(session, unsigned)
