"""`/akun/lupa` and `/akun/sandi/…`: a forgotten password."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.residents import recovery
from tlkit.site.residents.blueprint import blueprint
from tlkit.site.residents.contacts import contact_in
from tlkit.site.residents.entering import NO_CONTACT, let_in, mistakes, sent
from tlkit.site.shared import notices
from tlkit.site.shared.accounts import attempts
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.limits import client_address, limited

NOT_BY = {
    "phone": Text(
        "This site cannot send to phone numbers. Write the e-mail, if your account has one.",
        "Situs ini tidak dapat mengirim ke nomor HP. Tulis e-mail, bila akun Anda memakai e-mail.",
    ),
    "email": Text(
        "This site cannot send e-mail. Write the phone number, if your account has one.",
        "Situs ini tidak dapat mengirim e-mail. Tulis nomor HP, bila akun Anda memakai nomor HP.",
    ),
}
OFTEN = Text(
    "Too many attempts. Try again in 15 minutes.", "Terlalu banyak percobaan. Coba lagi 15 menit lagi."
)


@blueprint.get("/akun/lupa")
def forgotten() -> str:
    """What can be done without the password."""
    return page("", {})


@blueprint.post("/akun/lupa")
@limited("30 per hour", "resident-forgotten")
def send_link() -> ResponseReturnValue:
    """Send a link. The answer is the same whether or not the contact has an account."""
    written, now = sent(), current_instance().clock()
    contact = contact_in(written)
    if contact is None:
        return page(written, {"kontak": NO_CONTACT}), 422
    if not notices.reaches(contact.kind):
        return page(written, {"kontak": NOT_BY[contact.kind]}), 422
    if attempts.locked_until(recovery.tries(contact), client_address(), now) is not None:
        return page(written, {"kontak": OFTEN}), 429
    recovery.send_link(contact, current_language(), now)
    return page("", {}, sent=True)


@blueprint.route("/akun/sandi/<token>", methods=["GET", "POST"])
@limited("30 per minute", "resident-link")
def new_password(token: str) -> ResponseReturnValue:
    """Let who has the link begin anew under a password of their own."""
    now = current_instance().clock()
    contact = recovery.contact_of_link(token, now)
    if contact is None:
        return render_template("residents/link_gone.html"), 410
    wrong: dict[str, Text] = {}
    if request.method == "POST":
        password = request.form.get("sandi", "")
        wrong = mistakes(contact, password)
        account = recovery.begin_anew(token, password, now) if not wrong else None
        if account is not None:
            return let_in(account, contact)
    shown = render_template("residents/new_password.html", contact=contact.value, wrong=wrong)
    return shown, 422 if wrong else 200


def page(written: str, wrong: dict[str, Text], *, sent: bool = False) -> str:
    """The page, with a form where some message can be sent at all."""
    ways = [kind for kind in ("phone", "email") if notices.reaches(kind)]
    return render_template("residents/forgotten.html", contact=written, wrong=wrong, ways=ways, sent=sent)
