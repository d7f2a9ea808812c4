"""Permits that a national system decides: what came of them there, as a case that its applicant can follow.

Two steps: the counter notes the number that the system gave, and later its result. The site
decides nothing here, so nothing is promised and no certificate is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.site.permits.applying.drafts import KEPT as DAYS
from tlkit.site.permits.applying.drafts import token_hash
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.services import NewApplication, file_application
from tlkit.site.permits.casework.deeds import Deed, Mistake, mine_to_do
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.words import day
from tlkit.site.shared import cases
from tlkit.site.shared.cases import Actor, Case, OutOfOrder, Panel
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.database import db
from tlkit.site.shared.languages import current_language

KIND = "national"
STEPS = (
    ("counter", "Loket mencatat nomor permohonan dari sistem nasional."),
    ("handover", "Loket mencatat hasil dari sistem nasional."),
)
RESULTS: Mapping[str, Text] = {
    "waiting": Text("Still being handled there", "Masih diproses di sana"),
    "granted": Text("Granted there", "Terbit di sana"),
    "refused": Text("Refused there", "Ditolak di sana"),
}
KEPT = Text("The result is recorded; the applicant was told.", "Hasilnya tercatat; pemohon sudah dikabari.")
STILL = Text("Recorded. The case waits for its result.", "Tercatat. Berkas menunggu hasilnya.")
NO_RESULT = Text("Record the national system's result first.", "Catat dulu hasil dari sistem nasional.")
LATER = Text("This day is not here yet.", "Tanggal ini belum tiba.")


@dataclass(frozen=True)
class Told:
    """What a national system said: its name, the number it gave, the result and its day."""

    system: str
    number: str
    result: Literal["waiting", "granted", "refused"]
    on: date
    note: str

    def plain(self) -> dict[str, str]:
        """As it is kept."""
        return {
            "system": self.system,
            "number": self.number,
            "result": self.result,
            "on": self.on.isoformat(),
            "note": self.note,
        }


def file_told(
    session: Session,
    sheet: str,
    permit_digest: str,
    answers: Mapping[str, Any],
    told: Told,
    by: Actor,
    region: Region,
    now: datetime,
) -> Case:
    """Open the case of something that was applied for elsewhere, and record what is known of it.

    `sheet` names the opening of the form: sent twice, it raises IntegrityError at the latest when
    the transaction is committed, and `filed_from` finds what the first one filed.
    """
    new = NewApplication(permit_digest, "new", answers, {}, region.languages[0], steps=STEPS)
    case = file_application(session, new, by, region, now)
    session.add(
        Draft(
            token_hash=token_hash(sheet),
            permit_digest=permit_digest,
            type="new",
            step="",
            content={},
            expires_at=now + DAYS,
            receipt=case.receipt,
        )
    )
    write_down(session, case, told, by, now)
    if told.result == "waiting":
        cases.finish_step(session, case, by, case.revision, now)
    else:
        cases.close(session, case, by, case.revision, now, told.result, told.note)
    return case


def filed_from(session: Session, sheet: str) -> Case | None:
    """What was filed from one opening of the form."""
    query = select(Case).join(Draft, Draft.receipt == Case.receipt)
    return session.scalar(query.where(Draft.token_hash == token_hash(sheet)))


def write_down(session: Session, case: Case, told: Told, by: Actor, now: datetime) -> None:
    session.add(
        Work(
            case_id=case.id,
            position=case.position,
            kind=KIND,
            content=told.plain(),
            uploads=[],
            account_id=by.account_id,
            done_at=now,
        )
    )
    session.flush()


def told_of(session: Session, case_id: int) -> Mapping[str, str] | None:
    """What was last recorded of a case's national system; None for a case that is decided here."""
    query = select(Work).where(Work.case_id == case_id, Work.kind == KIND).order_by(Work.id.desc())
    last = session.scalars(query.limit(1)).first()
    return last.content if last else None


def demand(session: Session, case: Case) -> Text | None:
    """A case of a national system ends with its result, and not by being handed over."""
    return NO_RESULT if case.role == "handover" and told_of(session, case.id) else None


def panels(case: Case) -> Iterator[Panel]:
    """For the applicant and for officers: where it is decided, under which number, with which result."""
    told = told_of(db.session(), case.id)
    if told is not None:
        values = {
            "told": told,
            "result": RESULTS[told["result"]],
            "on": day(date.fromisoformat(told["on"]), current_language()),
        }
        yield Panel(Text("National system", "Sistem nasional"), "casework/national_panel.html", values, 10)


def record_result(session: Session, case: Case, deed: Deed) -> Text:
    """What the national system decided; the case ends with it."""
    mine_to_do(case, deed)
    former = told_of(session, case.id)
    if former is None or case.state != "open":
        raise OutOfOrder(Text("This case is decided here.", "Berkas ini tidak diproses di sistem nasional."))
    result = deed.form.get("hasil", "")
    if result not in RESULTS:
        raise Mistake("hasil", Text("Choose the result.", "Pilih hasilnya."))
    today = local_date(deed.now, deed.region.zone)
    on = day_of(deed.form.get("tanggal", ""))
    if on is None or on > today:
        raise Mistake("tanggal", LATER if on else Text("Choose the day.", "Pilih tanggalnya."))
    told = Told(former["system"], former["number"], result, on, deed.words("catatan", longest=500))  # type: ignore[arg-type]
    write_down(session, case, told, deed.by, deed.now)
    if result == "waiting":
        cases.assign(session, case, None, deed.by, deed.revision, deed.now)
        return STILL
    cases.close(session, case, deed.by, deed.revision, deed.now, result, told.note)  # type: ignore[arg-type]
    return KEPT


def day_of(typed: str) -> date | None:
    """A day as a browser sends it."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
