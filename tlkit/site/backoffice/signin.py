"""Signing in and out: password, one-time code, the first password, the first code."""

from __future__ import annotations

from datetime import timedelta

import segno
from flask import flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_security import login_user, logout_user

from tlkit.errors import Text
from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.gate import officers, signed_in
from tlkit.site.backoffice.words import moment, sentence
from tlkit.site.shared.accounts import attempts, entering, familiar, invitations, passwords, services
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.sessions import COOKIE, current_sign_in
from tlkit.site.shared.database import db
from tlkit.site.shared.devices import device
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import client_address, limited
from tlkit.site.shared.pages import in_reader_language

HALF = "half"
"""The session's entry of who has given the password and not yet the code."""

PATIENCE = timedelta(minutes=10)
"""How long the code is waited for."""

SECRET = "secret"
START = "/petugas"

NO_MATCH = Text(
    "E-mail and password do not match. After five failures signing in is closed for 15 minutes.",
    "E-mail dan sandi tidak cocok. Setelah lima kali gagal, masuk ditutup 15 menit.",
)
NOT_RIGHT = Text(
    "This code is not right, or has been used. Wait for the next one.",
    "Kode ini tidak tepat atau sudah dipakai. Tunggu kode berikutnya.",
)
NOT_NOW = Text(
    "This code is not right. Type the six digits that the app shows now.",
    "Kode ini tidak tepat. Ketik enam angka yang sedang tampil di aplikasi.",
)


@blueprint.get("/masuk")
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password."""
    if signed_in() is not None:
        return go(START)
    return render_template("backoffice/sign_in.html", errors={}, email="")


@blueprint.post("/masuk")
@limited("120 per minute", "sign-in")
def check_password() -> ResponseReturnValue:
    """Take e-mail and password; the code comes next."""
    email, password = request.form.get("email", "")[:254], request.form.get("password", "")[:1024]
    now = current_instance().clock()
    origin = origin_of(services.normal_email(email))
    closed = closed_for(services.normal_email(email), origin)
    if closed is not None:
        return refused(email, closed, 429)
    account = entering.first_step(email, password, origin, now)
    if account is None:
        return refused(email, in_reader_language(NO_MATCH), 422)
    wanted = session.get("next")
    session.clear()
    session[HALF] = [account.fs_uniquifier, now.timestamp()]
    if wanted:
        session["next"] = wanted
    return go(START + ("/masuk/kode" if account.totp else "/masuk/kode-baru"))


def refused(email: str, words: str, status: int) -> ResponseReturnValue:
    return render_template("backoffice/sign_in.html", errors={"email": words}, email=email), status


def origin_of(email: str) -> entering.Origin:
    """Where the present attempt under a name comes from."""
    return entering.Origin(client_address(), familiar.device_of(email))


def closed_for(email: str, origin: entering.Origin) -> str | None:
    """That too much was tried, and what to do; None where it was not."""
    closed = attempts.locked_until(email, origin.address, current_instance().clock(), origin.device)
    if closed is None:
        return None
    until = moment(closed)
    if origin.device is not None:
        return sentence(
            f"Too many attempts. Try again after {until}.",
            f"Terlalu banyak percobaan. Coba lagi setelah {until}.",
        )
    return sentence(
        f"Too many attempts. Try again after {until}, or on a device that you have signed in on before.",
        f"Terlalu banyak percobaan. Coba lagi setelah {until}, atau dari perangkat yang pernah Anda pakai.",
    )


@blueprint.route("/masuk/kode", methods=["GET", "POST"])
@limited("120 per minute", "sign-in-code")
def code() -> ResponseReturnValue:
    """Ask for the one-time code, and let in who has it."""
    account = half_signed_in()
    if account is None or not account.totp:
        return go(START + "/masuk")
    errors = {}
    if request.method == "POST":
        now, origin = current_instance().clock(), origin_of(account.email)
        closed = closed_for(account.email, origin)
        if closed is not None:
            errors = {"code": closed}
        elif entering.second_step(account, request.form.get("code", "")[:64], origin, now):
            return let_in(account)
        else:
            errors = {"code": in_reader_language(NOT_RIGHT)}
    return render_template("backoffice/code.html", errors=errors), 422 if errors else 200


@blueprint.route("/masuk/kode-baru", methods=["GET", "POST"])
@limited("120 per minute", "sign-in-code")
def begin_codes() -> ResponseReturnValue:
    """Tie the account to an app for one-time codes, before the first officers' page."""
    account = half_signed_in()
    if account is None or account.totp:
        return go(START + "/masuk")
    if SECRET not in session:
        session[SECRET] = guard().codes.generate_totp_secret()
    secret, errors = session[SECRET], {}
    if request.method == "POST":
        now = current_instance().clock()
        origin = origin_of(account.email)
        codes = entering.begin_codes(account, secret, request.form.get("code", "")[:64], origin, now)
        if codes is not None:
            sign_in_here(account)
            return render_template("backoffice/recovery.html", codes=codes, fresh=True)
        errors = {"code": in_reader_language(NOT_NOW)}
    picture = segno.make(guard().codes.get_totp_uri(account.email, secret), error="m")
    shown = {
        "picture": picture.svg_data_uri(scale=5, border=2, light="#fff", dark="#000"),
        "key": guard().codes.get_totp_pretty_key(secret),
        "errors": errors,
    }
    return render_template("backoffice/begin_codes.html", **shown), 422 if errors else 200


@blueprint.post("/keluar")
@officers()
def sign_out() -> ResponseReturnValue:
    """End the sign-in of this device."""
    found = current_sign_in()
    if found is not None:
        at, account = found
        by = f"officer:{account.id}"
        services.sign_out(account.id, at.id, None, by, current_instance().clock())
    logout_user()
    session.clear()
    return go(START + "/masuk")


@blueprint.route("/undangan/<token>", methods=["GET", "POST"])
@limited("30 per minute", "invitation")
def invitation(token: str) -> ResponseReturnValue:
    """Let an invited officer set the first password."""
    now = current_instance().clock()
    account = invitations.invited(token, now)
    if account is None:
        return link_gone()
    errors = {}
    if request.method == "POST":
        password = request.form.get("password", "")
        wrong = passwords.refusal(password, account.email, account.name)
        if wrong is None:
            email = account.email
            if not services.take_up(token, guard().hashed(password), now):
                return link_gone()
            familiar.remember(email)
            flash(sentence("Your password is set. Sign in with it.", "Sandi Anda tersimpan. Silakan masuk."))
            return go(START + "/masuk")
        errors = {"password": in_reader_language(wrong)}
    return render_template(
        "backoffice/invitation.html", account=account, errors=errors
    ), 422 if errors else 200


def link_gone() -> ResponseReturnValue:
    """The link is used, too old or made up."""
    return render_template("backoffice/invitation_gone.html"), 410


def half_signed_in() -> Account | None:
    """The active account whose password was given just now, or None."""
    half = session.get(HALF)
    if not half or current_instance().clock().timestamp() - half[1] > PATIENCE.total_seconds():
        return None
    return db.session.query(Account).filter_by(fs_uniquifier=half[0], active=True).first()


def let_in(account: Account) -> ResponseReturnValue:
    """Sign in on this device, and show the page that was asked for."""
    wanted = session.get("next")
    sign_in_here(account)
    return go(wanted if isinstance(wanted, str) and wanted.startswith(START) else START)


def sign_in_here(account: Account) -> None:
    """Begin a new session of this account on this device."""
    now = current_instance().clock()
    token = entering.enter(account, device(request.user_agent.string), origin_of(account.email), now)
    familiar.remember(account.email)
    session.clear()
    login_user(account, remember=False)
    session[COOKIE] = token


def go(path: str) -> ResponseReturnValue:
    """Lead on to a page in the same language."""
    return redirect(request.script_root + path, 303)
