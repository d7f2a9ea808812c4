"""Whether something may be done to a case now."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.shared.cases.failures import OutOfOrder
from tlkit.site.shared.cases.models import Case

CLOSED = Text("This case is closed.", "Berkas ini sudah ditutup.")
NOT_OPEN = {
    "returned": Text("This case is with the applicant.", "Berkas ini sedang diperbaiki pemohon."),
    "paused": Text("The clock of this case stands still.", "Waktu berkas ini sedang dihentikan."),
    "closed": CLOSED,
}


def require(case: Case, state: str) -> None:
    """Raise `OutOfOrder` unless the case is in a state."""
    if case.state == state:
        return
    open_ = Text("This case is being handled.", "Berkas ini sedang dikerjakan.")
    raise OutOfOrder(NOT_OPEN.get(case.state, open_))
