"""The queue's pages."""

from __future__ import annotations

from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits.casework import words
from tlkit.site.permits.casework.blueprint import blueprint
from tlkit.site.permits.casework.finding import found, wanted
from tlkit.site.permits.casework.queue import Choice, Listed, Place, Scope, State, Time, following, listed
from tlkit.site.permits.casework.turns import WORKING, steps_of
from tlkit.site.permits.words import ROLES
from tlkit.site.releases import live
from tlkit.site.shared import audit
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases import BadReceipt, granted_by_silence
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language

LONGEST = 100
"""Characters of a search."""


@blueprint.get("/permohonan")
@officers(*WORKING)
def queue() -> ResponseReturnValue:
    """The cases of a scope and state, first due first."""
    officer = current_officer()
    chosen = choice_of(officer)
    shown = listed(officer, chosen)
    if shown.rows:
        audit.seen(actor=actor().audited, subject="cases", action="case.listed", detail=named(shown))
    return page(officer, chosen, shown)


@blueprint.post("/permohonan/cari")
@officers(*WORKING, reads=True)
def search() -> ResponseReturnValue:
    """Cases by receipt, NIK or name. Sent as a form, so that no address and no log holds what was typed."""
    officer, typed = current_officer(), request.form.get("cari", "").strip()[:LONGEST]
    try:
        asked = wanted(typed)
    except BadReceipt as wrong:
        return page(officer, Choice(), Listed((), None, {}), typed=typed, problem=wrong.text), 422
    if asked is None:
        little = Text(
            "Type a receipt number, all 16 digits of a NIK, or at least three letters of a name.",
            "Ketik nomor resi, NIK lengkap 16 angka, atau paling sedikit tiga huruf nama.",
        )
        return page(officer, Choice(), Listed((), None, {}), typed=typed, problem=little), 422
    result = found(officer, asked)
    detail = {"by": asked.means, **named(result)}
    audit.seen(actor=actor().audited, subject="cases", action="case.searched", detail=detail)
    if asked.means == "receipt" and len(result.rows) == 1:
        return redirect(url_for("permits.casework.case", case_id=result.rows[0].id), 303)
    return page(officer, Choice(), result, typed=typed)


@blueprint.get("/permohonan/berikutnya")
@officers(*WORKING)
def next_case() -> ResponseReturnValue:
    """The case of mine that comes after another one."""
    case_id = following(current_officer(), Place.of(request.args.get("setelah", "")))
    if case_id is None:
        flash(in_reader_language(Text("Nothing waits for you.", "Tidak ada berkas yang menunggu Anda.")))
        return redirect(url_for("permits.casework.queue"), 303)
    return redirect(url_for("permits.casework.case", case_id=case_id), 303)


def named(shown: Listed) -> dict[str, str]:
    """Whose names a list shows, as the audit says it: the numbers of their cases."""
    return {"cases": " ".join(str(row.id) for row in shown.rows)}


def choice_of(officer: Officer) -> Choice:
    """What the address asks for; what makes no sense counts as not asked."""
    asked = request.args
    usual = "mine" if steps_of(officer) else "all"
    scope = asked.get("lihat", usual)
    state = asked.get("keadaan", "open")
    time = asked.get("waktu", "")
    return Choice(
        cast(Scope, scope if scope in words.SCOPES else usual),
        cast(State, state if state in words.STATES else "open"),
        asked.get("izin", "")[:80],
        asked.get("langkah", "")[:16],
        asked.get("kecamatan", "")[:8],
        asked.get("instansi", "")[:64],
        cast(Time, time if time in words.TIMES and state == "open" else ""),
        asked.get("pesan") == "baru",
        Place.of(asked.get("setelah", "")),
    )


def page(
    officer: Officer, chosen: Choice, shown: Listed, *, typed: str | None = None, problem: Text | None = None
) -> str:
    """The page of a list or of a search."""
    region, lang, now = current_instance().region, current_language(), current_instance().clock()
    permits = sorted(((id_, entry.permit.name.in_(lang)) for id_, entry in live().permits.items()), key=last)
    return render_template(
        "casework/queue.html",
        officer=officer,
        chosen=chosen,
        shown=shown,
        typed=typed,
        problem=problem,
        words=words,
        steps=ROLES,
        timed=[(key, name.in_(lang)) for key, name in words.TIMES.items()],
        permits=permits,
        permit_names=dict(permits),
        districts={district.code: district.name for district in region.districts},
        agencies={agency.id: agency.short for agency in region.agencies},
        now=now,
        silent={row.id for row in shown.rows if granted_by_silence(row, now)},
        scopes=[scope for scope in words.SCOPES if scope != "agency" or officer.agency],
        query=query_of(chosen),
    )


def last(pair: tuple[str, str]) -> str:
    return pair[1]


def query_of(chosen: Choice) -> dict[str, Any]:
    """The choice as an address has it, without its page."""
    named = {
        "lihat": chosen.scope,
        "keadaan": chosen.state,
        "izin": chosen.kind,
        "langkah": chosen.step,
        "kecamatan": chosen.district,
        "instansi": chosen.agency,
        "waktu": chosen.time,
        "pesan": "baru" if chosen.unread else "",
    }
    return {name: value for name, value in named.items() if value}
