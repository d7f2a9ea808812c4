"""Signing by hand, a letter at a time; and who may sign at all, in whatever way.

Who verified a case does not sign it, unless the region says so; then the audit says it too.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import StepRole
from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.site.permits.applying.renewing import former_of
from tlkit.site.permits.applying.services import application_of
from tlkit.site.permits.casework.deeds import Deed, Mistake, mine_to_do, note, turn, unchanged, undecided
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.certificates.drafting import draft, draft_refusal, drop
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.letters import Signer
from tlkit.site.permits.certificates.models import Certificate, Kind
from tlkit.site.permits.certificates.reminders import remind_no_more
from tlkit.site.permits.certificates.services import attach_scan, give_number, revoke
from tlkit.site.permits.certificates.wording import revokes
from tlkit.site.shared import audit, cases
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.accounts.signing import Signing, may_sign
from tlkit.site.shared.cases import Actor, Case, OutOfOrder, who_did
from tlkit.site.shared.cases.sight import sees
from tlkit.site.shared.uploads.services import file_away

DRAFTED = Text("The draft is ready to be read.", "Konsep surat siap dibaca.")
NUMBERED = Text(
    "Numbered. Print it, sign it, then scan it.", "Sudah bernomor. Cetak, tanda tangani, lalu pindai."
)
SIGNED = Text("The signed letter is kept.", "Surat yang ditandatangani tersimpan.")
REFUSAL = Text("The refusal waits for its signature.", "Surat penolakan menunggu tanda tangan.")
PROPOSAL = "refusal"
"""The kind of `Work` that keeps a proposed refusal and who proposed it."""
UNKNOWN = Text("There is no such case.", "Berkas ini tidak ada.")
NOT_PROPOSED = Text("No refusal was proposed.", "Belum ada usul penolakan.")
PROPOSED = Text(
    "A refusal is proposed for this case. Withdraw the proposal first.",
    "Berkas ini diusulkan untuk ditolak. Batalkan dulu usul itu.",
)
WITHDRAWN = Text("The proposal is withdrawn.", "Usul penolakan dibatalkan.")
SAME_PERSON = Text(
    "You verified this case, so somebody else signs it.",
    "Anda yang memeriksa berkas ini, jadi orang lain yang menandatanganinya.",
)


def signable(
    session: Session, case: Case, kind: Kind, made: Certificate | None, officer: Officer, region: Region
) -> None:
    """Raise `OutOfOrder` unless the officer may sign this letter now."""
    if not sees(officer, case.agency, case.technical_agency):
        raise OutOfOrder(UNKNOWN)
    if not officer.holds("signer"):
        raise OutOfOrder(Text("Only a signer signs.", "Hanya penanda tangan yang menandatangani."))
    if case.state == "closed" or (kind == "certificate" and (case.state, case.role) != ("open", "signer")):
        raise OutOfOrder(
            Text("This case is not to be signed now.", "Berkas ini belum saatnya ditandatangani.")
        )
    if kind == "refusal" and made is None:
        raise OutOfOrder(NOT_PROPOSED)
    one_decision(session, case, kind)
    if four_eyes(session, case, kind, officer, region) is Signing.REFUSED:
        raise OutOfOrder(SAME_PERSON)


def one_decision(session: Session, case: Case, kind: Kind) -> None:
    """Raise `OutOfOrder` where a case is decided the other way, or about to be."""
    if kind == "refusal":
        undecided(session, case)
    elif certificate_of(session, case.id, "refusal") is not None:
        raise OutOfOrder(PROPOSED)


def four_eyes(session: Session, case: Case, kind: Kind, officer: Officer, region: Region) -> Signing:
    """What holds for this signer of this letter. Who proposed a refusal counts as who verified."""
    did = who_did(session, case)
    verified = {each for step in verifying(case) for each in did.get(step, ())}
    if kind == "refusal":
        verified |= proposers(session, case)
    return may_sign(verified, officer.id, region)


def verifying(case: Case) -> tuple[StepRole, ...]:
    """The steps that verify a case; without one of that name, those that look at papers and place."""
    named = any(step["role"] == "verifier" for step in case.steps)
    return ("verifier",) if named else ("counter", "field-visit", "technical")


def proposers(session: Session, case: Case) -> set[int]:
    """Who proposed to refuse the case at a step before its signature."""
    proposed = session.scalars(select(Work).where(Work.case_id == case.id, Work.kind == PROPOSAL))
    return {
        work.account_id
        for work in proposed
        if work.account_id is not None and case.steps[work.position]["role"] != "signer"
    }


def go_on(
    session: Session,
    case_id: int,
    kind: Kind,
    officer: Officer,
    region: Region,
    by: Actor,
    revision: int | None,
    now: datetime,
) -> None:
    """After the signature: the step is done, or the case refused. Done already counts as done."""
    case = session.get_one(Case, case_id)
    recorded = four_eyes(session, case, kind, officer, region) is Signing.RECORDED
    if kind == "refusal" and case.state != "closed":
        made = certificate_of(session, case_id, kind)
        ground = str(made.details.get("ground", "")) if made else ""
        cases.close(session, case, by, revision, now, "refused", ground)
    elif kind == "certificate" and case.role == "signer":
        cases.finish_step(session, case, by, revision, now)
        succeed(session, case, by, now)
    if recorded:
        audit.record(
            session, actor=by.audited, action="case.verified-and-signed-by-one",
            subject=f"case:{case_id}", case_id=case_id, now=now,
        )  # fmt: skip


def succeed(session: Session, case: Case, by: Actor, now: datetime) -> None:
    """What a signed letter means for the certificate whose number its form names.

    What renews, changes or copies it takes its place: nobody is reminded of it. What takes it back ends it.
    """
    application = application_of(session, case)
    if application.type == "new":
        return
    former, made = former_of(session, application), certificate_of(session, case.id)
    if former is None or former.revoked_at is not None or made is None:
        return
    if revokes(application):
        revoke(session, former, f"{made.title}, nomor {made.number}", by, now)
    else:
        remind_no_more(session, former)


def signer_of(officer: Officer) -> Signer:
    """The officer as a letter names them."""
    return Signer(officer.name, officer.title, officer.nip, officer.acting)


def make_draft(session: Session, case: Case, deed: Deed) -> Text:
    """The certificate as a draft, to be read before it is signed."""
    turn(case, deed, "signer", "review")
    until = None
    if typed := deed.form.get("sampai", ""):
        try:
            until = datetime.strptime(typed, "%Y-%m-%d").date()
        except ValueError:
            raise Mistake("sampai", Text("Choose a day.", "Pilih tanggal.")) from None
    unchanged(case, deed)
    draft(session, case, deed.by, deed.now, until=until)
    return DRAFTED


def print_to_sign(session: Session, case: Case, deed: Deed) -> Text:
    """Number a letter that is to be signed by hand."""
    kind = kind_of(deed)
    made = certificate_of(session, case.id, kind)
    signable(session, case, kind, made, deed.officer, deed.region)
    unchanged(case, deed)
    if made is None:
        made = draft(session, case, deed.by, deed.now)
    give_number(session, made, "wet", signer_of(deed.officer), deed.by, deed.now)
    return NUMBERED


def keep_scan(session: Session, case: Case, deed: Deed) -> Text:
    """The scan of a letter that was signed and stamped; the case goes on."""
    kind = kind_of(deed)
    made = certificate_of(session, case.id, kind)
    signable(session, case, kind, made, deed.officer, deed.region)
    if made is None or not deed.received:
        raise Mistake("pindaian", Text("Choose the scan.", "Pilih berkas pindaiannya."))
    scan = file_away(session, deed.received[0], now=deed.now, owner=f"case:{case.id}")
    attach_scan(session, made, scan, deed.by, deed.now)
    go_on(session, case.id, kind, deed.officer, deed.region, deed.by, deed.revision, deed.now)
    return SIGNED


def kind_of(deed: Deed) -> Kind:
    return "refusal" if deed.form.get("surat") == "penolakan" else "certificate"


def refuse(session: Session, case: Case, deed: Deed) -> Text:
    """Propose to refuse: the letter waits for its signature, and the case stays open until then."""
    mine_to_do(case, deed)
    ground = deed.words("alasan", Text("Write the ground.", "Tulis alasan penolakan."), longest=2000)
    article = deed.words("pasal", Text("Write the article.", "Tulis pasal dasarnya."), longest=300)
    one_decision(session, case, "refusal")
    unchanged(case, deed)
    draft_refusal(session, case, deed.by, deed.now, ground=ground, article=article)
    note(session, case, deed, PROPOSAL, {"note": f"{ground}\n{article}"})
    return REFUSAL


def withdraw_refusal(session: Session, case: Case, deed: Deed) -> Text:
    """Take a proposed refusal back before it is signed: whoever could propose one, or a signer."""
    if not deed.officer.holds("signer"):
        mine_to_do(case, deed)
    made = certificate_of(session, case.id, "refusal")
    if made is None:
        raise OutOfOrder(NOT_PROPOSED)
    unchanged(case, deed)
    drop(session, made, deed.by, deed.now)
    return WITHDRAWN
