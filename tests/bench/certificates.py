"""Certificates made: from a case to the signed letter in its sealed file, with its rows and the audit's.

The first figure is absolute, per second of one core: draft, number, PDF, verification and storing, all
that the site does for one letter; the signature itself is the signing service's work and its time is not
counted. The second holds the PDF alone against fpdf2 drawing the same number of lines without a letterhead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask
from fpdf import FPDF

from tests.bench.figure import Figure, in_turn
from tests.site.folders import close, make_instance
from tests.site.officers import make_officer
from tests.site.permits.filed import case_of, file
from tests.site.permits.signing_service import Authority
from tlkit.region import load
from tlkit.site import create_app
from tlkit.site.permits.certificates.drafting import draft
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.letters import Grant, Letter, Signer, certificate_pdf
from tlkit.site.permits.certificates.render import letter_pdf
from tlkit.site.permits.certificates.services import give_number, issue
from tlkit.site.permits.certificates.signing import roots_of, verify
from tlkit.site.permits.certificates.signing.verify import Roots
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.cases import Actor
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.papers import Letterhead

LETTERS = 10
ROUNDS = 5
SIGNER = Signer("Dra. Siti Contoh", "Kepala Dinas", "197001012000012001")
LAW = tuple(f"Undang-Undang Nomor {number} Tahun 2023 tentang Kesehatan" for number in range(1, 6))
FACTS = tuple((f"Isian {number}", "Jalan Contoh Raya 12, Kelurahan Mekar Contoh") for number in range(8))


def figures() -> Iterator[Figure]:
    """Whole certificates per second and core; the PDF beside the bare library."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        instance = make_instance(folder)
        app = create_app(instance)
        prepare_app(app)
        try:
            rate = median(per_second(app, folder) for _ in range(ROUNDS))
        finally:
            close(app)
        yield Figure("certificates", rate, None, "a second per core", bar=5, worse="lower")
        letter = letter_of(Letterhead.of(load(instance / "region.yaml"), "dpmptsp"))
        ours, bare = in_turn(lambda: spent(lambda: certificate_pdf(letter, GRANT)), lambda: spent(plain), 9)
    yield Figure("a certificate's PDF", ours, bare, "ms CPU", bar=6.0, worse="higher")


def per_second(app: Flask, folder: Path) -> float:
    """Letters per second of CPU, without what the signing service itself spends."""
    now = datetime.now(timezone.utc)
    authority = Authority.new(now)
    (folder / "akar.pem").write_bytes(authority.root)
    roots = roots_of(folder / "akar.pem")
    cases = [file(app) for _ in range(LETTERS)]
    number = make_officer(app, "signer", email=f"{now.timestamp()}@kantor.example")
    by = Actor("officer", number, SIGNER.name)
    with app.app_context():
        return LETTERS / sum(one(case_id, by, authority, roots) for case_id in cases)


def one(case_id: int, by: Actor, authority: Authority, roots: Roots) -> float:
    """Seconds of CPU that the site spends on one letter."""
    now = current_instance().clock()
    start = process_time()
    with writing() as session:
        made = draft(session, case_of(case_id), by, now)
    with writing() as session:
        made = certificate_of(session, case_id) or made
        give_number(session, made, "bsre", SIGNER, by, now)
        sent = letter_pdf(made, case_of(case_id), "electronic", now)
    paused = process_time()
    signed = authority.sign(sent)
    resumed = process_time()
    verify(signed, sent, roots, now)
    with writing() as session:
        made = certificate_of(session, case_id) or made
        issue(session, made, signed, by, now, verified=True)
    return process_time() - start - (resumed - paused)


GRANT = Grant("Siti Aminah", FACTS, LAW, date(2026, 11, 24), date(2031, 11, 24))


def letter_of(head: Letterhead) -> Letter:
    made = datetime(2026, 11, 24, tzinfo=timezone.utc)
    address = "https://layanan.contoh.example/verifikasi/K7MP-3XQ9-TR4W"
    return Letter(head, "Surat Izin", "001/X/2026", made.date(), "electronic", SIGNER, address, made)


def plain() -> bytes:
    """As many lines by the library alone."""
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=10)
    for line in (*LAW, *(f"{name}: {value}" for name, value in FACTS), *"abcdefghij"):
        page.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    out = BytesIO()
    page.output(out)
    return out.getvalue()


def spent(work: object) -> float:
    """Milliseconds of CPU of one of ten runs."""
    assert callable(work)
    start = process_time()
    for _ in range(10):
        work()
    return (process_time() - start) * 100
