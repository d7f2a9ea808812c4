"""What permits keep of a case's person, for somebody who asked for a copy of their data."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.applying.pinned import documents_at
from tlkit.site.permits.applying.sections import REMIND
from tlkit.site.permits.applying.services import application_of, permit_of
from tlkit.site.permits.applying.shown import answers_shown, papers_shown
from tlkit.site.permits.casework.models import Work
from tlkit.site.permits.casework.words import WORK
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.fees.balance import assessment_of, payments_of
from tlkit.site.releases import live
from tlkit.site.shared.cases import Case, Part
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.written import day, rupiah

YES, NO = Text("Yes", "Ya"), Text("No", "Tidak")


def copy(session: Session, case: Case, lang: str) -> Iterator[Part]:
    """Answers, papers, declarations and consents, officers' notes, charges, letters."""
    application = application_of(session, case)
    yield Part(
        Text("What you filled in", "Isian Anda"),
        [
            (each.label, each.text)
            for each in answers_shown(permit_of(session, application), application, lang)
            if each.text
        ],
    )
    yield papers(session, application, lang)
    yield declared(application, lang)
    yield works(session, case, lang)
    yield charges(session, case, lang)
    yield letters(session, case, lang)


def papers(session: Session, application: Application, lang: str) -> Part:
    """Which papers were handed in."""
    permit = permit_of(session, application)
    shown = papers_shown(
        permit, application, documents_at(session, application.permit_digest, live().documents), lang
    )
    return Part(
        Text("Papers", "Berkas yang diserahkan"),
        [(each.name, str(len(each.uploads))) for each in shown if each.given],
    )


def declared(application: Application, lang: str) -> Part:
    """What was declared and agreed to, under which privacy notice."""
    lines = [
        (REMIND.label.in_(lang) if name == REMIND.id else name, (YES if given else NO).in_(lang))
        for name, given in application.consents.items()
    ]
    version = Text("Version of the privacy notice", "Versi pemberitahuan data pribadi").in_(lang)
    return Part(Text("Declarations and consent", "Pernyataan dan persetujuan"),
                [*lines, (version, application.notice_version)])  # fmt: skip


def works(session: Session, case: Case, lang: str) -> Part:
    """What officers wrote down at their steps."""
    noted = session.scalars(select(Work).where(Work.case_id == case.id).order_by(Work.id))
    return Part(
        Text("Officers' notes", "Catatan petugas"),
        [
            (WORK[each.kind].in_(lang), "\n".join(value for value in each.content.values() if is_text(value)))
            for each in noted
        ],
    )


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def charges(session: Session, case: Case, lang: str) -> Part:
    """What was to be paid, and what came in."""
    made = assessment_of(session, case.id)
    lines = [(made.number, rupiah(made.amount))] if made else []
    zone = current_instance().region.zone
    paid = [
        (day(local_date(each.paid_at, zone), lang), rupiah(each.amount))
        for each in payments_of(session, case.id)
    ]
    return Part(Text("Charges and payments", "Biaya dan pembayaran"), [*lines, *paid])


def letters(session: Session, case: Case, lang: str) -> Part:
    """What was issued."""
    made = session.scalars(select(Certificate).where(Certificate.case_id == case.id).order_by(Certificate.id))
    return Part(
        Text("Letters", "Surat"),
        [
            (
                " ".join(filter(None, [each.title, each.number])),
                "\n".join(filter(None, [each.holder, each.object, each.revoked_reason])),
            )
            for each in made
        ],
    )
