"""`/akun/masuk`, `/akun/daftar`, `/akun/keluar`: into an account, a new one, and out again."""

from __future__ import annotations

from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.residents import services, sessions
from tlkit.site.residents.blueprint import ACCOUNT, SIGN_IN, at_home, blueprint, go
from tlkit.site.residents.contacts import Contact, contact_in
from tlkit.site.residents.services import Full
from tlkit.site.shared.accounts import attempts, passwords
from tlkit.site.shared.cases import spoken
from tlkit.site.shared.devices import device
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import client_address, limited

NO_CONTACT = Text(
    "Write a phone number or e-mail, for example 0812 3456 7890.",
    "Tulis nomor HP atau e-mail, misalnya 0812 3456 7890.",
)
NO_PASSWORD = Text("Write your password.", "Tulis sandi Anda.")
NO_MATCH = Text(
    "This number or e-mail and this password do not match. After five failures signing in is closed "
    "for 15 minutes.",
    "Nomor HP atau e-mail dan sandi tidak cocok. Setelah lima kali gagal, masuk ditutup 15 menit.",
)
NEWS = {
    "keluar": Text("You are signed out on this phone.", "Anda sudah keluar dari HP ini."),
    "dihapus": Text(
        "Your account is deleted. Your files are still there: open them with the receipt number.",
        "Akun Anda sudah dihapus. Berkas Anda tetap ada: buka dengan nomor resi.",
    ),
}


@blueprint.get(SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Ask for contact and password."""
    return go(ACCOUNT) if sessions.here() else form("sign_in", "", {})


@blueprint.post(SIGN_IN)
@limited("120 per minute", "resident-sign-in")
def check_password() -> ResponseReturnValue:
    """Let in who has the password. The answer is the same for an account that does not exist."""
    written, password, now = sent(), request.form.get("sandi", "")[:1024], current_instance().clock()
    contact = contact_in(written)
    wrong = {} if contact else {"kontak": NO_CONTACT}
    if not password:
        wrong["sandi"] = NO_PASSWORD
    if contact is None or wrong:
        return form("sign_in", written, wrong), 422
    closed = closed_until(contact, now)
    if closed is not None:
        return form("sign_in", written, {"kontak": closed}), 429
    found = services.sign_in(contact, password, client_address(), now)
    if found is None:
        return form("sign_in", written, {"kontak": NO_MATCH}), 422
    return let_in(found, contact)


@blueprint.get("/akun/daftar")
def register() -> ResponseReturnValue:
    """Ask for a contact and a new password."""
    return go(ACCOUNT) if sessions.here() else form("register", "", {})


@blueprint.post("/akun/daftar")
@limited("30 per minute", "resident-register")
def make_account() -> ResponseReturnValue:
    """Make an account. The answer is the same whether or not the contact has another one."""
    written, password, now = sent(), request.form.get("sandi", ""), current_instance().clock()
    contact = contact_in(written)
    wrong = mistakes(contact, password)
    if contact is None or wrong:
        return form("register", written, wrong), 422
    closed = closed_until(contact, now)
    if closed is not None:
        return form("register", written, {"kontak": closed}), 429
    try:
        return let_in(services.register(contact, password, now))
    except Full:
        return form("register", written, {"kontak": services.FULL}), 422


@blueprint.post("/akun/keluar")
@at_home
def sign_out(at: sessions.Here) -> ResponseReturnValue:
    """End the sign-in of this phone."""
    services.sign_out(at.resident, at.sign_in, None, current_instance().clock())
    return sessions.drop(go(f"{SIGN_IN}?kabar=keluar"))


def sent() -> str:
    """The contact as it was written."""
    return request.form.get("kontak", "")[:254]


def mistakes(contact: Contact | None, password: str) -> dict[str, Text]:
    """What has to be mended, by field."""
    wrong = {} if contact else {"kontak": NO_CONTACT}
    value = contact.value if contact else ""
    # The number itself is no password, however it is written.
    refused = passwords.refusal(value if contact and contact_in(password) == contact else password, value, "")
    return {**wrong, "sandi": refused} if refused else wrong


def closed_until(contact: Contact, now: datetime) -> Text | None:
    """That too much was tried, and until when; None where it was not."""
    until = attempts.locked_until(contact.name, services.network(client_address()), now)
    if until is None:
        return None
    return Text(
        f"Too many attempts. Try again after {spoken.time_of(until, 'en')}.",
        f"Terlalu banyak percobaan. Coba lagi setelah {spoken.time_of(until, 'id')}.",
    )


def let_in(account: int, forgive: Contact | None = None) -> ResponseReturnValue:
    """Sign in on this phone, and show the account."""
    now = current_instance().clock()
    token = services.enter(account, device(request.user_agent.string), now, forgive)
    return sessions.keep(go(ACCOUNT), token)


def form(name: str, contact: str, wrong: dict[str, Text]) -> str:
    """A form with what was written in it and what is wrong with that."""
    news = NEWS.get(request.args.get("kabar", ""))
    return render_template(f"residents/{name}.html", contact=contact, wrong=wrong, news=news)
