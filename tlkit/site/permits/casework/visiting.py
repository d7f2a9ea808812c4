"""The visit to the place and the technical agency's advice."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.casework.deeds import Deed, Mistake, finish, note, turn
from tlkit.site.permits.casework.models import Work
from tlkit.site.shared import cases
from tlkit.site.shared.cases import Case, OutOfOrder
from tlkit.site.shared.clock import HOURS
from tlkit.site.shared.uploads.services import file_away
from tlkit.site.shared.written import full_day

MOST_PHOTOS = 6
PHOTO_BYTES = 10_000_000
ARRANGED = Text(
    "The visit is arranged; the applicant was told.", "Kunjungan dijadwalkan; pemohon sudah dikabari."
)
VISITED = Text("The report of the visit is kept.", "Laporan kunjungan tersimpan.")
ADVISED = Text("The recommendation is kept.", "Rekomendasi tersimpan.")
ADVICE = {
    "yes": Text("Recommended", "Direkomendasikan"),
    "conditions": Text("Recommended with conditions", "Direkomendasikan dengan syarat"),
    "no": Text("Not recommended", "Tidak direkomendasikan"),
}
SAID = {
    "id": "Petugas akan meninjau lokasi pada {day}, pukul {hour}.",
    "en": "An officer will visit the place on {day} at {hour}.",
}
"""The message to the applicant, in the language of the case."""


def arrange(session: Session, case: Case, deed: Deed) -> Text:
    """Fix day and hour of the visit; a later one takes the place of the former."""
    turn(case, deed, "field-visit")
    at = moment_of(deed)
    cases.assign(session, case, deed.officer.id, deed.by, deed.revision, deed.now)
    extra = deed.words("catatan", longest=500)
    note(session, case, deed, "visit-date", {"at": at.isoformat(), "note": extra})
    lang = case.language if case.language in SAID else "id"
    words = SAID[lang].format(day=full_day(at, lang), hour=f"{at:%H.%M} {deed.region.zone}")
    cases.say_to(session, case, deed.by, f"{words}\n{extra}".strip(), deed.now)
    return ARRANGED


def moment_of(deed: Deed) -> datetime:
    """The moment in the form, by the region's clock. Raises `Mistake` for none and for one in the past."""
    zone = timezone(timedelta(hours=HOURS[deed.region.zone]))
    try:
        day, hour = deed.form.get("tanggal", ""), deed.form.get("jam", "") or "09:00"
        at = datetime.strptime(f"{day} {hour}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    except ValueError:
        raise Mistake("tanggal", Text("Choose the day of the visit.", "Pilih tanggal kunjungan.")) from None
    if at < deed.now:
        raise Mistake("tanggal", Text("This day is past.", "Tanggal ini sudah lewat."))
    return at


def visited(session: Session, case: Case, deed: Deed) -> Text:
    """The report of the visit, with photos taken there. Raises `OutOfOrder` before a visit was arranged."""
    turn(case, deed, "field-visit")
    if not arranged(session, case):
        raise OutOfOrder(Text("Arrange the visit first.", "Jadwalkan kunjungan dulu."))
    report = deed.words("laporan", Text("Write what you found.", "Tulis apa yang Anda temukan."))
    photos = [
        file_away(session, received, now=deed.now, owner=f"case:{case.id}").id for received in deed.received
    ]
    note(session, case, deed, "visit", {"report": report}, photos)
    finish(session, case, deed)
    return VISITED


def arranged(session: Session, case: Case) -> bool:
    """Whether a day was fixed for the open visit."""
    query = select(Work.id).where(
        Work.case_id == case.id, Work.kind == "visit-date", Work.position == case.position
    )
    return session.scalars(query).first() is not None


def advise(session: Session, case: Case, deed: Deed) -> Text:
    """The technical agency's recommendation, for or against."""
    turn(case, deed, "technical")
    advice = deed.form.get("rekomendasi", "")
    if advice not in ADVICE:
        raise Mistake("rekomendasi", Text("Choose one.", "Pilih salah satu."))
    missing = Text("Say why, or on which conditions.", "Tulis alasan atau syaratnya.")
    said = deed.words("catatan", None if advice == "yes" else missing)
    note(session, case, deed, "advice", {"advice": advice, "note": said})
    finish(session, case, deed)
    return ADVISED
