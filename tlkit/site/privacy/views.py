"""`/privasi/…`: a resident asks about their data and follows the answer; what is kept and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tlkit.errors import Text
from tlkit.site.privacy.blueprint import blueprint
from tlkit.site.shared.cases import parse
from tlkit.site.shared.cases.receipts import BadReceipt
from tlkit.site.shared.cases.words import contact_of
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import limited
from tlkit.site.shared.privacy import kept, notice, register
from tlkit.site.shared.privacy.models import KeptNotice, PrivacyRequest, RequestKind
from tlkit.site.shared.privacy.requests import KINDS, NewRequest, open_request, request_by
from tlkit.site.shared.prose import clean
from tlkit.site.shared.service import Page

MINE = "privacy"
"""Key of the session: the requests opened on this phone."""

LONGEST = {"name": 200, "contact": 254, "about": 40, "words": 4000}
NOTICE = ("permohonan", "permits")

WRONG = {
    "kind": Text("Choose what you ask for.", "Pilih apa yang Anda minta."),
    "name": Text("Write your name.", "Tulis nama Anda."),
    "contact": Text(
        "Write a phone number or e-mail, for example 0812 3456 7890.",
        "Tulis nomor HP atau e-mail, misalnya 0812 3456 7890.",
    ),
    "words": Text("Say which data it is about.", "Tulis data mana yang dimaksud."),
    "about": Text(
        "This receipt number is not right. Copy it again, or leave it empty.",
        "Nomor resi ini tidak benar. Salin lagi, atau kosongkan.",
    ),
}
UNKNOWN = Text(
    "We found no request with this number and this phone number or e-mail. Check both.",
    "Tidak ada permintaan dengan nomor dan nomor HP atau e-mail itu. Periksa keduanya.",
)


@blueprint.get("/privasi/permintaan")
def ask() -> str:
    """The form, and the look-up of an earlier request."""
    return form({}, {})


@blueprint.post("/privasi/permintaan")
@limited("10 per hour", "privacy-request")
def send() -> ResponseReturnValue:
    """Take a request in."""
    written = {name: request.form.get(name, "").strip()[:most] for name, most in LONGEST.items()}
    written["kind"] = request.form.get("kind", "")
    wrong = mistakes(written)
    if wrong:
        return form(written, wrong), 422
    contact = contact_of(written["contact"])
    new = NewRequest(
        kind=cast(RequestKind, written["kind"]),
        name=written["name"],
        contact=dict([contact]) if contact else {},
        words=written["words"],
        about=parse(written["about"]) if written["about"] else None,
        language=current_language(),
    )
    return opened(open_request(new, current_instance().clock()))


@blueprint.post("/privasi/permintaan/kabar")
@limited("20 per minute", "privacy-status")
def look_up() -> ResponseReturnValue:
    """Open an earlier request. The answer is the same whether it is absent or somebody else's."""
    contact = contact_of(request.form.get("contact", "")[:254])
    try:
        receipt = parse(request.form.get("receipt", "")[:40])
    except BadReceipt:
        receipt = ""
    if contact is None or not receipt or request_by(receipt, contact) is None:
        return form({}, {"receipt": UNKNOWN}), 422
    return opened(receipt)


@blueprint.get("/privasi/permintaan/<receipt>")
def one(receipt: str) -> ResponseReturnValue:
    """How a request of this phone stands."""
    if receipt not in session.get(MINE, ()):
        return redirect(url_for("privacy.ask"))
    row = db.session.scalar(select(PrivacyRequest).where(PrivacyRequest.receipt == receipt))
    if row is None:
        abort(404)
    return render_template("privacy/one.html", asked=row, kinds=KINDS)


@blueprint.get("/privasi/register")
def register_() -> str:
    """What personal data the site keeps, why, for how long, and who sees it."""
    return render_template("privacy/register.html", entries=[(entry, kept(entry)) for entry in register()])


@blueprint.get("/privasi/pemberitahuan")
def notice_() -> str:
    """The notice that applicants are shown now."""
    found = notice(*NOTICE)
    text = clean(found.text.in_(current_language()))
    return render_template("privacy/notice.html", text=text, version=found.version, since=None)


@blueprint.get("/privasi/pemberitahuan/<version>")
def notice_of(version: str) -> str:
    """The notice as it read in an earlier version."""
    row = db.session.get(KeptNotice, version)
    if row is None:
        abort(404)
    text = clean(Text(row.text_en, row.text_id).in_(current_language()))
    return render_template("privacy/notice.html", text=text, version=version, since=row.first_shown_at)


def mistakes(written: dict[str, str]) -> dict[str, Text]:
    """What has to be mended, by field."""
    wrong = {name: WRONG[name] for name in ("name", "words") if not written[name]}
    if written["kind"] not in KINDS:
        wrong["kind"] = WRONG["kind"]
    if contact_of(written["contact"]) is None:
        wrong["contact"] = WRONG["contact"]
    if written["about"]:
        try:
            parse(written["about"])
        except BadReceipt:
            wrong["about"] = WRONG["about"]
    return {name: wrong[name] for name in WRONG if name in wrong}


def form(written: dict[str, str], wrong: dict[str, Text]) -> str:
    return render_template("privacy/ask.html", form=written, wrong=wrong, kinds=KINDS)


def opened(receipt: str) -> ResponseReturnValue:
    """Show a request on this phone from now on."""
    session[MINE] = [receipt, *(known for known in session.get(MINE, ()) if known != receipt)][:5]
    return redirect(url_for("privacy.one", receipt=receipt), 303)


def published() -> Iterator[Page]:
    """What is the same for everybody."""
    yield "privacy.register_", {}
    yield "privacy.notice_", {}
