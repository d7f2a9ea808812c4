"""The counter's check, the verifier's, and the final review."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.casework.deeds import Deed, Mistake, finish, note, turn
from tlkit.site.shared.cases import Case

COMPLETE = Text("The file is complete. The clock runs.", "Berkas lengkap. Waktu pelayanan mulai dihitung.")
CHECKED = Text("The papers are checked.", "Berkas selesai diperiksa.")
INITIALLED = Text("You have initialled this case.", "Berkas sudah Anda paraf.")


def complete(session: Session, case: Case, deed: Deed) -> Text:
    """The counter says that the file is complete."""
    turn(case, deed, "counter")
    ticked(session, case, deed)
    return COMPLETE


def verify(session: Session, case: Case, deed: Deed) -> Text:
    """The verifier has compared every paper with what it must show."""
    turn(case, deed, "verifier")
    ticked(session, case, deed)
    return CHECKED


def ticked(session: Session, case: Case, deed: Deed) -> None:
    """Finish a check: each paper that must be there is ticked, or the note says why it need not be."""
    given = set(deed.form.getlist("lolos"))
    said = deed.words("catatan")
    open_ = [paper for paper in deed.papers if paper.required and paper.document_id not in given]
    if open_ and not said:
        first = open_[0].name
        raise Mistake(
            f"lolos-{open_[0].document_id}",
            Text(
                f"“{first}” is not ticked. Tick it, return the case, or note why it is not needed.",
                f"“{first}” belum dicentang. Centang, kembalikan, atau catat mengapa tidak perlu.",
            ),
        )
    known = [paper.document_id for paper in deed.papers if paper.document_id in given]
    note(session, case, deed, "check", {"passed": known, "note": said})
    finish(session, case, deed)


def review(session: Session, case: Case, deed: Deed) -> Text:
    """The reviewer puts their initials (paraf)."""
    turn(case, deed, "review")
    note(session, case, deed, "paraf", {"note": deed.words("catatan")})
    finish(session, case, deed)
    return INITIALLED
