"""What may be done at any step: return, pause, resume, hand on, write, end."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.form import asked
from tlkit.site.permits.applying.sections import sections
from tlkit.site.permits.casework.colleagues import colleagues
from tlkit.site.permits.casework.deeds import Deed, Mistake, finish, mine_to_do, note, turn, undecided
from tlkit.site.shared import cases
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.cases import Case
from tlkit.site.shared.typed import row_number

RETURNED = Text("Returned; the applicant was told.", "Berkas dikembalikan; pemohon sudah dikabari.")
PAUSED = Text("The clock stands still.", "Waktu pelayanan dihentikan sementara.")
RESUMED = Text("The clock runs again.", "Waktu pelayanan berjalan lagi.")
TAKEN = Text("This case is yours.", "Berkas ini menjadi tugas Anda.")
LEFT = Text("The case waits for whoever is free.", "Berkas menunggu petugas yang lowong.")
SENT = Text("The message was sent.", "Pesan terkirim.")
HANDED = Text("Handed over. The case is closed.", "Sudah diserahkan. Berkas ditutup.")
WITHDRAWN = Text("The application is withdrawn.", "Permohonan dicatat sebagai ditarik.")


def give_back(session: Session, case: Case, deed: Deed) -> Text:
    """Give the case back to the applicant with what to correct."""
    turn(case, deed)
    undecided(session, case)
    documents = [each for each in deed.form.getlist("dokumen") if each in known_papers(deed)]
    fields = [each for each in deed.form.getlist("isian") if each in known_fields(deed)]
    if not documents and not fields:
        raise Mistake(
            "perbaiki",
            Text("Mark what must be corrected.", "Tandai dulu apa yang harus diperbaiki."),
        )
    wrong = Text("Say what the applicant must do.", "Tulis apa yang harus dilakukan pemohon.")
    said = deed.words("alasan", wrong)
    cases.give_back(session, case, deed.by, deed.revision, deed.now, fields, documents, said)
    return RETURNED


def known_papers(deed: Deed) -> set[str]:
    return {paper.document_id for paper in deed.papers}


def known_fields(deed: Deed) -> set[str]:
    """The questions that this application was asked."""
    answers = deed.application.answers
    return {
        question.id
        for page in sections(deed.permit, deed.application.type, answers)
        for question in page.questions
        if page.kind == "questions" and asked(question, answers)
    }


def pause(session: Session, case: Case, deed: Deed) -> Text:
    """Stop the clock on a ground."""
    turn(case, deed)
    undecided(session, case)
    cases.pause(session, case, deed.by, deed.revision, deed.now, deed.form.get("dasar", ""))
    return PAUSED


def resume(session: Session, case: Case, deed: Deed) -> Text:
    """Let the clock go on."""
    mine_to_do(case, deed)
    cases.resume(session, case, deed.by, deed.revision, deed.now)
    return RESUMED


def take(session: Session, case: Case, deed: Deed) -> Text:
    """Make the case the officer's own, also from another's hands."""
    mine_to_do(case, deed)
    cases.assign(session, case, deed.officer.id, deed.by, deed.revision, deed.now)
    return TAKEN


def leave(session: Session, case: Case, deed: Deed) -> Text:
    """Give the case to nobody in particular."""
    mine_to_do(case, deed)
    cases.assign(session, case, None, deed.by, deed.revision, deed.now)
    return LEFT


def hand_on(session: Session, case: Case, deed: Deed) -> Text:
    """Give the case to another officer whose step it is, or by an administrator."""
    if not deed.officer.holds("administrator"):
        mine_to_do(case, deed)
    chosen = row_number(deed.form.get("petugas", ""))
    account = session.get(Account, chosen) if chosen is not None else None
    if account is None or account.id not in dict(colleagues(session, case)):
        raise Mistake("petugas", Text("Choose an officer whose step this is.", "Pilih petugas langkah ini."))
    cases.assign(session, case, account.id, deed.by, deed.revision, deed.now)
    return Text(f"Given to {account.name}.", f"Diserahkan kepada {account.name}.")


def write(session: Session, case: Case, deed: Deed) -> Text:
    """A message to the applicant."""
    words = deed.words("pesan", Text("Write your message first.", "Tulis dulu pesan Anda."), longest=2000)
    cases.say_to(session, case, deed.by, words, deed.now)
    return SENT


def hand_over(session: Session, case: Case, deed: Deed) -> Text:
    """The certificate is in the applicant's hands: to whom it was given, and how they proved who they are."""
    turn(case, deed, "handover")
    to = deed.words("penerima", Text("Write who received it.", "Tulis nama penerima."), longest=200)
    note(session, case, deed, "handover", {"to": to, "note": deed.words("catatan", longest=500)})
    finish(session, case, deed)
    return HANDED


def withdraw(session: Session, case: Case, deed: Deed) -> Text:
    """End the case at the applicant's own wish."""
    mine_to_do(case, deed)
    undecided(session, case)
    wrong = Text("Say how the applicant asked for it.", "Tulis bagaimana pemohon memintanya.")
    said = deed.words("alasan", wrong)
    cases.close(session, case, deed.by, deed.revision, deed.now, "withdrawn", said)
    return WITHDRAWN
