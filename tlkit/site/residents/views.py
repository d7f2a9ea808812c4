"""`/akun`: the cases that an account collects, those of this phone that it may, and the account itself."""

from __future__ import annotations

from collections.abc import Iterator

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tlkit.site.residents import collection, services, sessions
from tlkit.site.residents.blueprint import ACCOUNT, SIGN_IN, TITLE, at_home, blueprint, go
from tlkit.site.residents.sessions import Here
from tlkit.site.shared import written
from tlkit.site.shared.cases import Case, Panel, phone
from tlkit.site.shared.cases.telling import moment, state_of
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language


@blueprint.get(ACCOUNT)
@at_home
def account(at: Here) -> str:
    """The account. Nothing comes into it by itself: phones are shared."""
    mine = collection.cases_of(at.resident)
    known = {case.id for case in mine}
    return render_template(
        "residents/account.html",
        contact=written.phone(sessions.contact_here(at)),
        mine=[collection.listed(case) for case in mine],
        offered=[(case, state_of(case)) for case in phone.cases_here() if case.id not in known],
        sign_ins=sessions.sign_ins(at.resident, current_instance().clock()),
        at=at,
        when=lambda moment_: moment(moment_, current_language()),
    )


@blueprint.post("/akun/berkas/<receipt>/simpan")
@at_home
def put_in(at: Here, receipt: str) -> ResponseReturnValue:
    """Put a case that was opened on this phone into the account."""
    case = phone.case_here(receipt) or abort(404)
    collection.put_in(at.resident, case.id, current_instance().clock())
    return back_to(receipt)


@blueprint.post("/akun/berkas/<receipt>/lepas")
@at_home
def let_go(at: Here, receipt: str) -> ResponseReturnValue:
    """Take a case out of the account."""
    collection.let_go(at.resident, receipt, current_instance().clock())
    return back_to(receipt)


@blueprint.post("/akun/keluarkan")
@at_home
def end_sign_ins(at: Here) -> ResponseReturnValue:
    """Sign out one other phone, or all others."""
    number = request.form.get("id", type=int)
    only, but = (number, None) if number is not None else (None, at.sign_in)
    services.sign_out(at.resident, only, but, current_instance().clock())
    return go(ACCOUNT)


@blueprint.post("/akun/hapus")
@at_home
def delete_account(at: Here) -> ResponseReturnValue:
    """Delete the account and its list. The cases stay."""
    services.delete_account(at.resident, current_instance().clock())
    return sessions.drop(go(f"{SIGN_IN}?kabar=dihapus"))


def back_to(receipt: str) -> ResponseReturnValue:
    """The page that the button stood on, as far as this phone may still see it."""
    from_case = "dari-berkas" in request.form and phone.case_here(receipt) is not None
    return go(f"/cek-status/{receipt}#akun" if from_case else ACCOUNT)


def panels(case: Case) -> Iterator[Panel]:
    """Whether a case is in the account, on the case's own page."""
    at = sessions.here()
    inside = at is not None and collection.collects(at.resident, case.receipt)
    yield Panel(TITLE, "residents/panel.html", {"signed_in": at is not None, "inside": inside})


def opens(receipt: str) -> bool:
    """Whether the reader is signed in to an account that collects this case."""
    at = sessions.here()
    return at is not None and collection.collects(at.resident, receipt)
