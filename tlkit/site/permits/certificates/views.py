"""Pages of certificates: anybody's check by code, the applicant's papers, the officers' papers."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits import words
from tlkit.site.permits.certificates.checking import checked
from tlkit.site.permits.certificates.codes import parse_code
from tlkit.site.permits.certificates.finding import certificate_of
from tlkit.site.permits.certificates.letters import Form
from tlkit.site.permits.certificates.models import Certificate, Kind
from tlkit.site.permits.certificates.papers import receipt_of
from tlkit.site.permits.certificates.receipts import Size
from tlkit.site.permits.certificates.render import letter_pdf
from tlkit.site.permits.sight import visible
from tlkit.site.shared import audit, uploads
from tlkit.site.shared.cases import Case
from tlkit.site.shared.cases.phone import case_here
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import limited

HANDLES = (
    "administrator", "front-desk", "verifier", "technical", "reviewer", "signer", "treasurer", "auditor",
)  # fmt: skip
"""The officers who see papers of cases: all who see a case."""
NO_CODE = Text(
    "This is no code. It has 12 letters and digits and stands below the QR.",
    "Ini bukan kode surat. Kodenya 12 huruf dan angka, tertulis di dekat kode QR.",
)
KINDS: dict[str, Kind] = {"sertifikat": "certificate", "penolakan": "refusal"}

blueprint = Blueprint("certificates", __name__, template_folder="templates")


@blueprint.get("/verifikasi")
def check() -> str | Answer | tuple[str, int]:
    """The form for a code; with one, on to its page."""
    written = request.args.get("kode")
    if written is None:
        return render_template("certificates/check.html", written="", wrong=None)
    code = parse_code(written)
    if code is None:
        return render_template("certificates/check.html", written=written[:40], wrong=NO_CODE), 422
    return redirect(f"{request.script_root}/verifikasi/{code}")


@blueprint.get("/verifikasi/<code>")
@limited("60 per minute", "verifikasi")
def verify(code: str) -> Answer | tuple[str, int] | Response:
    """What a code stands for; the same answer for an unknown one and for one that is not signed."""
    parsed = parse_code(code)
    if parsed is not None and parsed != code:
        return redirect(f"{request.script_root}/verifikasi/{parsed}")
    found = checked(db.session(), parsed, current_instance().today()) if parsed else None
    page = render_template("certificates/certificate.html", found=found, code=code[:40], words=words)
    answer = make_response(page, 200 if found else 404)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/cek-status/<receipt>/tanda-terima")
def own_receipt(receipt: str) -> Response:
    """The applicant's receipt."""
    case = case_here(receipt) or abort(404)
    return as_pdf(receipt_of(db.session(), case, size(), current_language()), f"tanda-terima-{receipt}")


@blueprint.get("/cek-status/<receipt>/surat/<name>")
def own_letter(receipt: str, name: str) -> Response:
    """The applicant's certificate or refusal, once it is signed."""
    case = case_here(receipt) or abort(404)
    made = certificate_of(db.session(), case.id, KINDS.get(name) or abort(404))
    return stored(made) if made and made.issued_at else abort(404)


@blueprint.get("/petugas/permohonan/<int(max=2147483647):case_id>/tanda-terima")
@officers(*HANDLES)
def receipt(case_id: int) -> Response:
    """The counter's slip, on A4 or on the roll."""
    case = visible(case_id)
    seen(case, "receipt")
    made = receipt_of(db.session(), case, size(), case.language, current_officer().name)
    return as_pdf(made, f"tanda-terima-{case.receipt}")


@blueprint.get("/petugas/permohonan/<int(max=2147483647):case_id>/surat/<name>")
@officers(*HANDLES)
def letter(case_id: int, name: str) -> Response:
    """A letter as it stands: a draft, one to be signed by hand, or what was signed."""
    case = visible(case_id)
    made = certificate_of(db.session(), case.id, KINDS.get(name) or abort(404)) or abort(404)
    seen(case, name)
    if made.issued_at is not None:
        return stored(made)
    form: Form = "wet" if made.number and made.way == "wet" else "draft"
    pdf = letter_pdf(made, case, form, current_instance().clock())
    return as_pdf(pdf, f"{name}-{case.receipt}")


def seen(case: Case, what: str) -> None:
    """The audit's row about a paper that an officer looked at."""
    audit.seen(actor=actor().audited, action="paper.seen", subject=what, case_id=case.id)


def stored(made: Certificate) -> Response:
    """What was signed."""
    file = db.session.get(uploads.Upload, made.file_id or 0) or abort(404)
    return uploads.respond(file)


def size() -> Size:
    """The paper that was asked for."""
    return "80mm" if request.args.get("kertas") == "80mm" else "a4"


def as_pdf(pdf: bytes, name: str) -> Response:
    """A PDF to look at, kept nowhere."""
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
