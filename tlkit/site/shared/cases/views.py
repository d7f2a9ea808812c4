"""`/cek-status`: an applicant follows a case with its receipt and their phone number or e-mail."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tlkit.errors import Text
from tlkit.site.shared import audit
from tlkit.site.shared.cases import phone
from tlkit.site.shared.cases.actors import RESIDENT
from tlkit.site.shared.cases.failures import OutOfOrder, Stale
from tlkit.site.shared.cases.finding import by_receipt_and_contact
from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.cases.page import case_page
from tlkit.site.shared.cases.receipts import BadReceipt, parse
from tlkit.site.shared.cases.record import notify, record
from tlkit.site.shared.cases.talk import LONGEST_MESSAGE, read_messages, say_to, unread
from tlkit.site.shared.cases.telling import moment, state_of
from tlkit.site.shared.cases.words import contact_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import limited

UNKNOWN = Text(
    "We found no file with this receipt number and this phone number or e-mail. Check both.",
    "Tidak ada berkas dengan nomor resi dan nomor HP atau e-mail itu. Periksa keduanya.",
)
NO_CONTACT = Text(
    "Enter the phone number or e-mail that you gave us, for example 0812 3456 7890.",
    "Isi nomor HP atau e-mail yang Anda berikan kepada kami, misalnya 0812 3456 7890.",
)

GUESSES = 60
"""Tries a minute from one address, and twenty times as many an hour.

Whole districts of phones share one address of their carrier. There are half a trillion receipts (29⁸):
with 100,000 cases, 1,200 tries an hour find one of them in half a year, and it opens only with its own
phone number or e-mail.
"""

WHO = {"resident": Text("the applicant", "pemohon"), "system": Text("the site", "sistem")}

blueprint = Blueprint("cases", __name__, template_folder="templates")


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    """Nothing here is kept by a browser or a proxy."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/cek-status")
def find() -> str:
    """The form, and the cases of this phone."""
    return form(request.args.get("resi", "")[:20], "", {})


@blueprint.post("/cek-status")
@limited(f"{GUESSES} per minute", "cek-status")
@limited(f"{20 * GUESSES} per hour", "cek-status")
def open_() -> AnyResponse | tuple[str, int]:
    """Open a case. The answer is the same whether it is absent or somebody else's."""
    written, contact = request.form.get("resi", "")[:40], request.form.get("kontak", "")[:254]
    wrong: dict[str, Text] = {}
    receipt = ""
    try:
        receipt = parse(written)
    except BadReceipt as error:
        wrong["resi"] = Text(f"{error.text.en} {error.right.en}", f"{error.text.id} {error.right.id}")
    if contact_of(contact) is None:
        wrong["kontak"] = NO_CONTACT
    found = None if wrong else opened(receipt, contact)
    if found is not None:
        audit.seen(
            actor=RESIDENT.audited, subject=f"case:{found.id}", action="case.entered", case_id=found.id
        )
        return phone.remember(make_response(redirect(address("cases.case", receipt=receipt), 303)), receipt)
    return form(written, contact, wrong or {"": UNKNOWN}), 422


def opened(receipt: str, contact: str) -> Case | None:
    """The case to which these two belong together."""
    case = by_receipt_and_contact(db.session(), receipt, contact)
    return case if case is not None and case.erased_at is None else None


def form(receipt: str, contact: str, wrong: dict[str, Text]) -> str:
    """The form with what was written in it and what is wrong with that."""
    here = [(case, state_of(case)) for case in phone.cases_here()]
    return render_template("cases/find.html", receipt=receipt, contact=contact, wrong=wrong, here=here)


@blueprint.get("/cek-status/<receipt>")
def case(receipt: str) -> str | AnyResponse:
    """One case, on a phone that has opened it."""
    found = phone.case_here(receipt)
    if found is None:
        return redirect(address("cases.find") + (f"?resi={receipt}" if readable(receipt) else ""))
    page = shown(found, {})
    if unread(db.session(), found, RESIDENT):
        with writing() as session:
            read_messages(session, found, RESIDENT, current_instance().clock())
    return page


@blueprint.post("/cek-status/<receipt>/pesan")
@limited("300 per hour", "cek-status-pesan")
def message(receipt: str) -> AnyResponse | tuple[str, int]:
    """A message to the officers."""
    found = mine(receipt)
    text = request.form.get("pesan", "").replace("\r\n", "\n")
    try:
        with writing() as session:
            say_to(session, found, RESIDENT, text, current_instance().clock())
    except OutOfOrder as error:
        return shown(mine(receipt), {"pesan": error.message}, text[: 2 * LONGEST_MESSAGE]), 422
    return redirect(address("cases.case", receipt=receipt) + "#pesan", 303)


@blueprint.post("/cek-status/<receipt>/kirim-resi")
@limited("120 per hour", "cek-status-resi")
def send_receipt(receipt: str) -> AnyResponse:
    """The receipt number to the applicant's own WhatsApp."""
    found = mine(receipt)
    now = current_instance().clock()
    with writing() as session:
        notify(session, found, "receipt", now, to={"phone": found.contact.get("phone", "")})
        record(session, found, "receipt.sent", RESIDENT, now, public=False)
    return redirect(address("cases.case", receipt=receipt) + "?terkirim=1#resi", 303)


@blueprint.post("/cek-status/<receipt>/hapus")
def forget(receipt: str) -> AnyResponse:
    """Take a case off this phone; the case itself stays."""
    return phone.forget(make_response(redirect(address("cases.find"), 303)), receipt)


@blueprint.get("/lacak")
def track() -> AnyResponse:
    """Where people look for it too."""
    return redirect(address("cases.find"), 301)


@blueprint.app_errorhandler(Stale)
def stale(error: Stale) -> tuple[str, int]:
    """Somebody was faster: say who and when, keep nothing."""
    changed = db.session.get(Case, error.case_id)
    return render_template(
        "cases/stale.html",
        case=changed,
        who=changed and who_is(changed.changed_by),
        when=changed and moment(changed.changed_at, current_language()),
        back=came_from(),
    ), 409


@blueprint.app_errorhandler(OutOfOrder)
def out_of_order(error: OutOfOrder) -> tuple[str, int]:
    """What was asked for is not what comes next: say why."""
    return render_template("cases/stale.html", case=None, error=error, back=came_from()), 409


def who_is(changed_by: str) -> str:
    """Who changed a case last, as a page names them."""
    return WHO[changed_by].in_(current_language()) if changed_by in WHO else changed_by


def came_from() -> str | None:
    """The page of this site that sent the form."""
    try:
        path = urlsplit(request.referrer or "").path
    except ValueError:  # no address
        path = ""
    return f"/{path.lstrip('/')}" if path else None


def mine(receipt: str) -> Case:
    """The case of a receipt that was opened on this phone. Raises 404."""
    return phone.case_here(receipt) or abort(404)


def shown(found: Case, wrong: dict[str, Text], written: str = "") -> str:
    """The page of a case."""
    page = case_page(db.session(), found, current_instance().clock())
    gateway = bool(current_app.config.get("WHATSAPP_URL"))
    return render_template(
        "cases/case.html",
        page=page,
        case=found,
        wrong=wrong,
        written=written,
        gateway=gateway,
        whatsapp=phone.whatsapp(found.contact),
        longest=LONGEST_MESSAGE,
        sent="terkirim" in request.args,
        on_this_phone=found.receipt in phone.receipts_here(),
    )


def readable(receipt: str) -> bool:
    """Whether a text is a receipt number in its one form."""
    try:
        return parse(receipt) == receipt
    except BadReceipt:
        return False


def address(endpoint: str, **values: Any) -> str:
    """An address in the reader's language."""
    built: str = current_app.jinja_env.globals["page_url"](endpoint, **values)  # type: ignore[operator]
    return built
