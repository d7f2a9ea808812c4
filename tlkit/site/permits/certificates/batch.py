"""Signs many letters with one passphrase. A letter that fails keeps its number and waits; the rest go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tlkit.errors import Text, TlkitError
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.letters import Signer
from tlkit.site.permits.certificates.models import Certificate, Kind
from tlkit.site.permits.certificates.render import letter_pdf
from tlkit.site.permits.certificates.services import give_number, issue
from tlkit.site.permits.certificates.signing import Bsre, SigningFailed
from tlkit.site.shared.cases import Actor, Case, Stale
from tlkit.site.shared.database import writing

NO_LETTER = Text("There is no draft to sign.", "Belum ada konsep surat yang dapat ditandatangani.")
NOT_TRIED = Text("Not sent: the letter before it was refused.", "Tidak dikirim: surat sebelumnya ditolak.")


@dataclass(frozen=True)
class Signed:
    """What came of one letter: signed where `error` is None."""

    case_id: int
    error: Text | None = None


def sign_batch(
    service: Bsre,
    letters: Sequence[tuple[int, Kind]],
    nik: str,
    passphrase: str,
    signer: Signer,
    by: Actor,
    clock: Callable[[], datetime],
) -> list[Signed]:
    """Have letters signed, each given by its case and kind, and say of each what came of it.

    Writes by itself, a short transaction before and after each request: nothing is locked while
    the service works. After a refusal before anything was signed, or where the service is away,
    the rest is not sent: each wrong passphrase counts there. One signed before counts as signed.
    """
    results: list[Signed] = []
    for case_id, kind in letters:
        try:
            sign_one(service, case_id, kind, nik, passphrase, signer, by, clock)
            results.append(Signed(case_id))
        except SigningFailed as error:
            signed = any(result.error is None for result in results)
            results.append(Signed(case_id, error.message))
            if error.reason in ("unreachable", "settings") or (error.reason == "refused" and not signed):
                break
        except TlkitError as error:
            results.append(Signed(case_id, error.message))
    rest = letters[len(results) :]
    return [*results, *(Signed(case_id, NOT_TRIED) for case_id, _ in rest)]


def sign_one(
    service: Bsre,
    case_id: int,
    kind: Kind,
    nik: str,
    passphrase: str,
    signer: Signer,
    by: Actor,
    clock: Callable[[], datetime],
) -> None:
    """Number, send, verify and keep one letter. Raises `TlkitError`."""
    now = clock()
    with writing() as session:
        made, case = letter(session, case_id, kind)
        if made.issued_at is not None:
            return
        give_number(session, made, "bsre", signer, by, now)
        sent = letter_pdf(made, case, "electronic", now)
        before = (made.revision, case.state, case.position)
    signed = service.sign(sent, nik, passphrase, clock())
    with writing() as session:
        made, case = letter(session, case_id, kind)
        if made.issued_at is None:
            if (made.revision, case.state, case.position) != before:
                raise Stale(case_id)
            issue(session, made, signed, by, clock(), verified=True)


def letter(session: Session, case_id: int, kind: Kind) -> tuple[Certificate, Case]:
    """The letter of a case, its row locked until the transaction ends. Raises `TlkitError` without one."""
    made = certificate_of(session, case_id, kind)
    case = session.get(Case, case_id)
    if made is None or case is None:
        raise TlkitError(NO_LETTER)
    session.refresh(case, with_for_update=True)
    session.refresh(made, with_for_update=True)
    return made, case
