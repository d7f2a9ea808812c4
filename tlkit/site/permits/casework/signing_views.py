"""The signer's page: many letters, one passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits.casework.batch_signing import MOST, ToSign, refused, sign_cases, waiting_letters
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.queue import Choice, listed
from tlkit.site.permits.certificates.batch import Signed
from tlkit.site.permits.certificates.models import Kind
from tlkit.site.permits.certificates.signing import Bsre, SigningFailed
from tlkit.site.shared import audit
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.pages import in_reader_language


@blueprint.get("/tanda-tangan")
@officers("signer", "auditor")
def signatures() -> ResponseReturnValue:
    """The letters that wait for a signature."""
    return drawn(waiting())


@blueprint.post("/tanda-tangan")
@officers("signer")
def sign() -> ResponseReturnValue:
    """Sign what was chosen; says of each letter what came of it. The passphrase is kept nowhere."""
    letters = waiting()
    wanted = set(request.form.getlist("surat")[:MOST])
    chosen = [letter for letter in letters if letter.key in wanted]
    (service, _), errors = bsre(), mistakes(chosen)
    if errors or service is None:
        return drawn(letters, errors=errors, chosen=wanted), 422
    instance = current_instance()
    keys: list[tuple[int, Kind]] = [(letter.case.id, letter.kind) for letter in chosen]
    results = sign_cases(
        service,
        keys,
        digits(request.form["nik"]),
        request.form["sandi"],
        current_officer(),
        instance.region,
        instance.clock,
    )
    return drawn(waiting(), results=list(zip(chosen, results, strict=True)))


def mistakes(chosen: Sequence[ToSign]) -> dict[str, str]:
    """What is missing in the form."""
    found = {}
    if not chosen:
        found["surat"] = Text("Choose at least one letter.", "Pilih paling sedikit satu surat.")
    if len(digits(request.form.get("nik", ""))) != 16:
        found["nik"] = Text("A NIK has 16 digits.", "NIK terdiri dari 16 angka.")
    if not request.form.get("sandi"):
        found["sandi"] = Text("Type your passphrase.", "Ketik passphrase Anda.")
    return {name: in_reader_language(text) for name, text in found.items()}


def digits(typed: str) -> str:
    """The digits of what was typed."""
    return "".join(sign for sign in typed if sign in "0123456789")


def waiting() -> list[ToSign]:
    """The letters that wait for the present officer, those due first in front."""
    officer = current_officer()
    rows = listed(officer, Choice("all", step="signer"), MOST).rows
    return waiting_letters(db.session(), officer, [row.id for row in rows])


def drawn(
    letters: Sequence[ToSign],
    *,
    errors: dict[str, str] | None = None,
    chosen: set[str] | None = None,
    results: Sequence[tuple[ToSign, Signed]] = (),
) -> str:
    """The page. That its names were seen is recorded first."""
    audit.seen(actor=actor().audited, subject="signatures", action="case.listed-for-signing")
    service, trouble = bsre()
    officer, region = current_officer(), current_instance().region
    return render_template(
        "casework/signatures.html",
        officer=officer,
        letters=letters,
        refusals={letter.key: refused(db.session(), letter, officer, region) for letter in letters},
        errors=errors or {},
        chosen=chosen or set(),
        results=results,
        ready=service is not None and officer.holds("signer"),
        unset=service is None,
        trouble=trouble,
    )


def bsre() -> tuple[Bsre | None, SigningFailed | None]:
    """The signing service of this site, where it is set; and what is wrong where it is set wrongly."""
    try:
        return Bsre.of(current_app.config, current_instance().path), None
    except SigningFailed as wrong:
        return None, wrong
