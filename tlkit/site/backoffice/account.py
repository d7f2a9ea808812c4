"""An officer's own account: where it is signed in, password, recovery codes."""

from __future__ import annotations

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from tlkit.site.backoffice.blueprint import blueprint
from tlkit.site.backoffice.gate import current_officer, officers
from tlkit.site.backoffice.signin import closed_for, go, origin_of
from tlkit.site.backoffice.words import sentence
from tlkit.site.shared.accounts import attempts, entering, passwords, services, sessions
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.accounts.models import Account, SignIn
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.typed import row_number

PAGE = "/petugas/akun"


def here() -> tuple[SignIn, Account]:
    """The present sign-in and account. Raises 403 when it has just ended."""
    found = sessions.current_sign_in()
    if found is None:
        abort(403)
    return found


@blueprint.get("/akun")
@officers()
def account() -> ResponseReturnValue:
    """Show the officer's own account."""
    return account_page({})


def account_page(errors: dict[str, str]) -> ResponseReturnValue:
    at, mine = here()
    shown = {
        "mine": mine,
        "here": at.id,
        "sign_ins": sessions.sign_ins(mine.id, current_instance().clock()),
        "codes_left": len(mine.recovery),
        "errors": errors,
    }
    return render_template("backoffice/account.html", **shown), 422 if errors else 200


@blueprint.post("/akun/akhiri")
@officers()
def end_sign_ins() -> ResponseReturnValue:
    """Sign out one device, or all but this one."""
    at, mine = here()
    named = request.form.get("id", "")
    number = row_number(named)
    if named and number is None:
        abort(404)
    only, but = (number, None) if number is not None else (None, at.id)
    services.sign_out(mine.id, only, but, f"officer:{mine.id}", current_instance().clock())
    flash(sentence("Signed out there.", "Sudah dikeluarkan dari sana."))
    return go(PAGE)


@blueprint.post("/akun/sandi")
@officers()
@limited("10 per minute", "own-password")
def change_password() -> ResponseReturnValue:
    """Take a new password from somebody who knows the present one."""
    at, mine = here()
    now = current_instance().clock()
    present, fresh = request.form.get("present", "")[:1024], request.form.get("password", "")
    wrong = passwords.refusal(fresh, mine.email, mine.name)
    origin = origin_of(mine.email)
    closed = closed_for(mine.email, origin)
    if closed is not None:
        return account_page({"present": closed})
    if not guard().right_password(mine, present):
        attempts.failed(mine.email, origin.address, now, origin.device)
        return account_page({"present": sentence("This is not your present password.",
                                                 "Ini bukan sandi Anda sekarang.")})  # fmt: skip
    if wrong is not None:
        return account_page({"password": in_reader_language(wrong)})
    services.set_password(mine.id, guard().hashed(fresh), f"officer:{mine.id}", now, but=at.id)
    flash(sentence("Your password is changed; other devices are signed out.",
                   "Sandi Anda sudah diganti; perangkat lain sudah dikeluarkan."))  # fmt: skip
    return go(PAGE)


@blueprint.post("/akun/kode-pemulihan")
@officers()
def renew_recovery() -> ResponseReturnValue:
    """Give fresh recovery codes, shown once."""
    codes = entering.new_recovery(current_officer().id, current_instance().clock())
    return render_template("backoffice/recovery.html", codes=codes, fresh=False)
