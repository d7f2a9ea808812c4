"""Signing many letters with one passphrase: which wait for it, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text, TlkitError
from tlkit.region.model import Region
from tlkit.site.permits.casework.signing import UNKNOWN, go_on, signable, signer_of
from tlkit.site.permits.certificates.batch import Signed, sign_batch
from tlkit.site.permits.certificates.drafting import draft
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.models import Certificate, Kind
from tlkit.site.permits.certificates.signing import Bsre
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import Actor, Case, OutOfOrder
from tlkit.site.shared.cases.sight import seen_by
from tlkit.site.shared.clock import Clock
from tlkit.site.shared.database import writing

MOST = 50
"""Letters of one batch."""


@dataclass(frozen=True)
class ToSign:
    """A letter that waits for its signature."""

    case: Case
    kind: Kind
    made: Certificate | None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.case.id}"


def waiting_letters(session: Session, officer: Officer, numbers: Sequence[int]) -> list[ToSign]:
    """The certificates of these cases, and the first refusals that wait; a case has one letter at a time."""
    made = select(Certificate).where(Certificate.case_id.in_(numbers), Certificate.kind == "certificate")
    certificates = {each.case_id: each for each in session.scalars(made)}
    found = session.scalars(select(Case).where(Case.id.in_(numbers)).order_by(Case.next_at, Case.id))
    refusals = (
        select(Case, Certificate)
        .join(Case, Case.id == Certificate.case_id)
        .where(Certificate.kind == "refusal", Certificate.issued_at.is_(None), Case.state != "closed")
        .where(*seen_by(officer))
        .order_by(Certificate.id)
        .limit(MOST)
    )
    refusing = {row.Case: row.Certificate for row in session.execute(refusals)}
    return [
        *(ToSign(case, "certificate", certificates.get(case.id)) for case in found if case not in refusing),
        *(ToSign(case, "refusal", refusal) for case, refusal in refusing.items()),
    ]


def refused(session: Session, letter: ToSign, officer: Officer, region: Region) -> Text | None:
    """Why a signer may not sign a letter now; None where nothing is in the way, and for who only reads."""
    if not officer.holds("signer"):
        return None
    try:
        signable(session, letter.case, letter.kind, letter.made, officer, region)
    except OutOfOrder as wrong:
        return wrong.message
    return None


def sign_cases(
    service: Bsre,
    letters: Sequence[tuple[int, Kind]],
    nik: str,
    passphrase: str,
    officer: Officer,
    region: Region,
    clock: Clock,
) -> list[Signed]:
    """Sign letters with one passphrase, and take each signed case on; says of each what came of it."""
    by = Actor("officer", officer.id, officer.name)
    refused: dict[tuple[int, Kind], Text] = {}
    for letter in letters:
        try:
            with writing() as session:
                prepare(session, *letter, officer, region, by, clock())
        except TlkitError as wrong:
            refused[letter] = wrong.message
    ready = [letter for letter in letters if letter not in refused]
    signer = signer_of(officer)
    signed = dict(zip(ready, sign_batch(service, ready, nik, passphrase, signer, by, clock), strict=True))
    for letter, result in signed.items():
        if result.error is None:
            try:
                with writing() as session:
                    go_on(session, *letter, officer, region, by, None, clock())
            except TlkitError as wrong:
                signed[letter] = Signed(letter[0], wrong.message)
    return [signed.get(letter) or Signed(letter[0], refused[letter]) for letter in letters]


def prepare(
    session: Session, case_id: int, kind: Kind, officer: Officer, region: Region, by: Actor, now: datetime
) -> None:
    """Make sure that a letter may be signed now, and that a certificate has its draft."""
    case = session.get(Case, case_id)
    if case is None or case.service != "permits":
        raise OutOfOrder(UNKNOWN)
    made = certificate_of(session, case_id, kind)
    signable(session, case, kind, made, officer, region)
    if made is None:
        draft(session, case, by, now)
