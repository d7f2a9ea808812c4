"""The letters themselves: a certificate, and a refusal. Drawn from values alone, in Indonesian, as law is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tlkit.site.permits.words import day
from tlkit.site.shared.papers import Letterhead, Paper, Signature, draw_head, draw_signature, make_room

DRAFT = "KONSEP"
NO_NUMBER = "........................................"
SIGNED = (
    "Dokumen ini ditandatangani secara elektronik dengan sertifikat elektronik. "
    "Tanda tangannya dapat diperiksa pada berkas PDF ini."
)
"""Stands only on a file that is sent for a signature and kept only once that was verified."""

LAST_WORDS = 24.0
"""Millimetres of text that stand above a signature on its page at least, and the space between."""

Form = Literal["draft", "wet", "electronic"]


@dataclass(frozen=True)
class Signer:
    """Who signs: name, office, NIP where there is one, and `Plt.` or `Plh.` for an acting one."""

    name: str
    title: str | None = None
    nip: str | None = None
    acting: str | None = None


@dataclass(frozen=True)
class Letter:
    """What both kinds of letter have: their head, number, day, signer, and where to check them.

    `form` is what the file is for: a draft has the word across it and no signer's space filled.
    """

    head: Letterhead
    title: str
    number: str | None
    issued_on: date
    form: Form
    signer: Signer | None
    check_at: str
    made: datetime


@dataclass(frozen=True)
class Grant:
    """What a certificate grants: to whom, for what, on which law, until when; or that it is taken back."""

    holder: str
    facts: tuple[tuple[str, str], ...]
    basis: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    validity: str | None = None
    """In words, where no day is fixed."""
    revokes: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why an application is refused, and what the applicant can do about it."""

    applicant: str
    permit: str
    receipt: str
    applied_on: date
    ground: str
    article: str
    objection_days: int
    objection_until: date
    appeal_days: int


def certificate_pdf(letter: Letter, grant: Grant) -> bytes:
    """A certificate."""
    paper = begun(letter)
    if grant.basis:
        paper.text("Dasar hukum:")
        paper.items(grant.basis)
        paper.space(2)
    paper.text(
        f"{letter.head.government}{' melalui ' + letter.head.agency if letter.head.agency else ''} "
        + ("mencabut izin yang dipegang oleh:" if grant.revokes else "memberikan izin kepada:")
    )
    paper.space(2)
    paper.facts((("Nama", grant.holder), *grant.facts))
    paper.space(2)
    end = signature(letter)
    make_room(paper, end, LAST_WORDS)
    paper.facts((("Berlaku", validity(grant)),))
    paper.space(6)
    draw_signature(paper, end)
    return paper.pdf()


def validity(grant: Grant) -> str:
    """From when until when."""
    since = day(grant.valid_from, "id")
    if grant.valid_until is not None:
        return f"{since} sampai dengan {day(grant.valid_until, 'id')}"
    return f"sejak {since}" + (f"; {grant.validity}" if grant.validity else "")


def refusal_pdf(letter: Letter, refusal: Refusal) -> bytes:
    """A letter that refuses, with its ground and the ways of objection."""
    paper = begun(letter)
    paper.text(f"Kepada Yth. {refusal.applicant}")
    paper.space(3)
    paper.text(
        f"Permohonan {refusal.permit} dengan nomor resi {refusal.receipt} yang kami terima pada "
        f"{day(refusal.applied_on, 'id')} tidak dapat kami kabulkan."
    )
    paper.space(2)
    paper.heading("Alasan")
    paper.text(refusal.ground)
    paper.space(2)
    paper.heading("Dasar hukum")
    paper.text(refusal.article)
    paper.space(2)
    paper.heading("Bila Anda tidak setuju")
    paper.items(objections(refusal, letter.head))
    end = signature(letter)
    make_room(paper, end, LAST_WORDS)
    paper.text("Anda boleh mengajukan permohonan baru setelah alasan penolakan diperbaiki.")
    paper.space(6)
    draw_signature(paper, end)
    return paper.pdf()


def objections(refusal: Refusal, head: Letterhead) -> tuple[str, str]:
    """The two ways to object, with their days."""
    return (
        f"Keberatan: ajukan secara tertulis kepada {head.agency or head.government} paling lambat "
        f"{day(refusal.objection_until, 'id')} ({refusal.objection_days} hari kerja sejak surat ini).",
        f"Banding: bila Anda tidak puas dengan keputusan itu, ajukan kepada atasan pejabatnya paling "
        f"lambat {refusal.appeal_days} hari kerja sejak Anda menerima keputusan tersebut.",
    )


def begun(letter: Letter) -> Paper:
    """A paper with head, title and number."""
    paper = Paper(letter.title, letter.made)
    known = f"{letter.title} nomor {letter.number}" if letter.number else f"{letter.title}, konsep"
    if letter.form == "draft":
        paper.begin(across=DRAFT, foot=known)
    else:
        paper.begin(foot=f"{known}\n{letter.check_at}")
    draw_head(paper, letter.head)
    paper.title(letter.title.upper())
    paper.text(f"Nomor: {letter.number or NO_NUMBER}", align="C")
    paper.space(5)
    return paper


def signature(letter: Letter) -> Signature:
    """Where and when, who signs, and the code that leads to the check."""
    signer = letter.signer
    office = ((f"{signer.acting} " if signer.acting else "") + (signer.title or "")) if signer else ""
    lines = [f"Ditetapkan di {letter.head.place}", f"pada tanggal {day(letter.issued_on, 'id')}"]
    said = f"{SIGNED}\n" if letter.form == "electronic" else ""
    page, _, code = letter.check_at.partition("://")[2].rpartition("/")
    return Signature(
        [*lines, *([f"{office.strip()},"] if office.strip() else [])],
        signer.name if signer else NO_NUMBER,
        (f"NIP {signer.nip}",) if signer and signer.nip else (),
        gap=10 if letter.form == "electronic" else 24,
        code="" if letter.form == "draft" else letter.check_at,
        caption=f"{said}Periksa keasliannya dengan memindai kode ini, atau buka\n{page}\ndan ketik {code}",
    )
