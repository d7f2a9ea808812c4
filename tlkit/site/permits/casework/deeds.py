"""What one officer does to one case: who, with which form, having seen which revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from tlkit.catalogue.model import Permit
from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.region.model import Region
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.shown import ShownPaper
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.casework.turns import does
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.shared import cases
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import Actor, Case, OutOfOrder
from tlkit.site.shared.cases.record import change
from tlkit.site.shared.uploads.services import Received

LONGEST_NOTE = 4_000


class Mistake(TlkitError):
    """A form that must be mended; `field` is the input."""

    exit_code = ExitCode.INPUT

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Deed:
    """Everything an action reads. `received` are files that were taken in before the transaction."""

    officer: Officer
    form: MultiDict[str, str]
    revision: int
    now: datetime
    region: Region
    application: Application
    permit: Permit
    papers: Sequence[ShownPaper]
    received: Sequence[Received] = ()

    @property
    def by(self) -> Actor:
        return Actor("officer", self.officer.id, self.officer.name)

    def words(self, name: str, wrong: Text | None = None, longest: int = LONGEST_NOTE) -> str:
        """What was written in an input. Raises `Mistake` for too much, and with `wrong` for nothing."""
        text = self.form.get(name, "").strip().replace("\r\n", "\n")
        if not text and wrong is not None:
            raise Mistake(name, wrong)
        if len(text) > longest:
            raise Mistake(
                name, Text(f"Write at most {longest} characters.", f"Tulis paling banyak {longest} huruf.")
            )
        return text


Action = Callable[[Session, Case, Deed], Text]
"""Does it and says what was done. Raises `Mistake`, `OutOfOrder` and `Stale`; nothing is kept then."""


def turn(case: Case, deed: Deed, *steps: str, still: bool = False) -> None:
    """Raise `OutOfOrder` unless the open step is one of these (any, without names) and the officer's.

    `still` allows it too while the clock stands still.
    """
    states = ("open", "paused") if still else ("open",)
    if case.state not in states or (steps and case.role not in steps):
        raise OutOfOrder(
            Text(
                "This is not what comes next in this case.", "Bukan ini langkah berikutnya untuk berkas ini."
            )
        )
    if not does(deed.officer, case.role, case.technical_agency):
        raise OutOfOrder(Text("This step is another officer's.", "Langkah ini tugas petugas lain."))
    if case.assignee_id not in (None, deed.officer.id, *deed.officer.substitutes_for):
        raise OutOfOrder(
            Text(
                "Another officer is working on this case. Take it over first.",
                "Berkas ini sedang dikerjakan petugas lain. Ambil alih dulu.",
            )
        )


def mine_to_do(case: Case, deed: Deed) -> None:
    """Raise `OutOfOrder` unless the open step is the officer's, whatever the case waits for."""
    if not does(deed.officer, case.role, case.technical_agency):
        raise OutOfOrder(Text("This step is another officer's.", "Langkah ini tugas petugas lain."))


def unchanged(case: Case, deed: Deed) -> None:
    """Begin a change that moves no step. Raises `Stale` where the officer has not seen the last one."""
    change(case, deed.by, deed.revision, deed.now)


def undecided(session: Session, case: Case) -> None:
    """Raise `OutOfOrder` once the certificate is signed: what it grants is no longer to be changed here."""
    made = certificate_of(session, case.id)
    if made is not None and made.issued_at is not None:
        raise OutOfOrder(
            Text(
                "The permit of this case is signed already; a signer can revoke it.",
                "Surat izin berkas ini sudah ditandatangani; penanda tangan dapat mencabutnya.",
            )
        )


def finish(session: Session, case: Case, deed: Deed) -> None:
    """Finish the open step."""
    cases.finish_step(session, case, deed.by, deed.revision, deed.now)


def note(
    session: Session, case: Case, deed: Deed, kind: str, content: dict[str, Any], uploads: Sequence[int] = ()
) -> None:
    """Write down what came of the open step."""
    session.add(
        Work(
            case_id=case.id,
            position=case.position,
            kind=kind,
            content=content,
            uploads=list(uploads),
            account_id=deed.officer.id,
            done_at=deed.now,
        )
    )
