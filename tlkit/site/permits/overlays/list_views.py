"""The page of a list: every button sends the whole list; only a plan goes on from here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.permits.overlays.offers import OFFERS
from tlkit.site.permits.overlays.planning import (
    ABOUT,
    EMPTY,
    about_before,
    about_of,
    outcome,
    reason_lacks,
    said,
    seen,
)
from tlkit.site.permits.overlays.rows import LISTS, Row, RowKind, listed
from tlkit.site.permits.overlays.rows.listed import NEW, Entry
from tlkit.site.permits.overlays.rows.steps import disorder
from tlkit.site.permits.overlays.shown import labels_of, row_words, shown
from tlkit.site.permits.overlays.views import page_of
from tlkit.site.releases import live
from tlkit.site.releases.desk import Unfit
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language

MEANWHILE = Text(
    "A colleague or the centre changed this list while you were working. What you typed is still here; "
    "what is new is marked. Look it through, then see the plan again.",
    "Daftar ini diubah rekan atau pusat saat Anda bekerja. Ketikan Anda masih ada; yang baru diberi tanda. "
    "Periksa, lalu lihat rencana lagi.",
)
EMPTY_LIST = Text("At least one row is needed.", "Paling sedikit satu baris.")
TOO_MANY = Text(f"At most {listed.MOST} rows.", f"Paling banyak {listed.MOST} baris.")


def open_list(permit_id: str, field: str, told: Mapping[str, Any]) -> str:
    """The list as it is in force."""
    rows = listed.opened(LISTS[field], base_of(told, field), value_in_force(told, field))
    return list_page(permit_id, field, told, rows, about_before(told, field))


def change_list(
    permit_id: str, field: str, told: Mapping[str, Any], typed: Mapping[str, str]
) -> ResponseReturnValue:
    """The list after a button; its plan; or, after its plan, applied."""
    kind, act = LISTS[field], typed.get("lakukan", "")
    try:
        rows = listed.completed(kind, base_of(told, field), listed.sent(kind, typed))
    except listed.Foreign:
        abort(400)
    if typed.get("dilihat") != seen(told, field):
        rows = listed.joined(kind, base_of(told, field), rows, value_in_force(told, field))
        wrong = {"daftar": in_reader_language(MEANWHILE)}
        return list_page(permit_id, field, told, rows, typed, wrong, meanwhile=True), 409
    if act and act != "tambah":
        return list_page(permit_id, field, told, listed.acted(rows, act), typed)
    rows, wrong_new = with_new(kind, rows, typed, act)
    if act or wrong_new:
        kept = typed if wrong_new else {name: typed.get(name, "") for name in ABOUT}
        page = list_page(permit_id, field, told, rows, kept, in_words(wrong_new))
        return page, 422 if wrong_new else 200
    return planned_list(permit_id, field, told, rows, typed)


def with_new(
    kind: RowKind, rows: list[Row], typed: Mapping[str, str], act: str
) -> tuple[list[Row], dict[str, Text]]:
    """The rows with what was typed to be added, also where its button was not pressed."""
    if act != "tambah" and not listed.begun(kind, typed):
        return rows, {}
    if len(rows) >= listed.MOST:
        return rows, {f"{NEW}-{kind.needed}": TOO_MANY}
    return listed.added(kind, rows, typed)


def planned_list(
    permit_id: str, field: str, told: Mapping[str, Any], rows: Sequence[Row], typed: Mapping[str, str]
) -> ResponseReturnValue:
    """The plan of a list without mistakes, or the list with them."""
    kind = LISTS[field]
    wrong = listed.mistakes(kind, rows)
    if field == "steps" and not wrong:
        wrong = disorder(rows)
    if not listed.value_of(kind, rows):
        wrong["daftar"] = EMPTY_LIST
    if reason_lacks(field, typed):
        wrong["reason"] = EMPTY
    if wrong:
        return list_page(permit_id, field, told, rows, typed, in_words(wrong)), 422
    about = {name: typed.get(name, "") for name in ABOUT}
    marks = {name: typed[name] for name in ("dilihat", "rencana") if name in typed}
    sent = {**listed.flat(rows), **about, **marks}
    patch = {"value": listed.value_of(kind, rows), **about_of(typed)}
    try:
        return outcome(permit_id, field, told, sent, patch)
    except (Unfit, CutOff) as failure:
        return list_page(permit_id, field, told, rows, typed, refusals(failure, rows)), 422


def refusals(failure: Unfit | CutOff, rows: Sequence[Row]) -> dict[str, str]:
    """What the catalogue refuses, by input; what belongs to no row stands above the list."""
    problems = failure.problems if isinstance(failure, Unfit) else []
    if not problems:
        return {"daftar": " ".join(said(failure))}
    kept = [at for at, row in enumerate(rows) if not row.gone]
    found: dict[str, str] = {}
    for path, text in problems:
        place = re.search(r"\.value\[(\d+)\]\.?(\w*)", path)
        about = path.rpartition(".")[2]
        where = about if about in ABOUT else "daftar"
        if place and int(place[1]) < len(kept):
            where = f"r{kept[int(place[1])]}-{place[2]}"
        found[where] = " ".join(filter(None, (found.get(where), in_reader_language(text))))
    return found


def list_page(
    permit_id: str,
    field: str,
    told: Mapping[str, Any],
    rows: Sequence[Row],
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    meanwhile: bool = False,
) -> str:
    """The page of a list, with what was typed."""
    kind, now, lang = LISTS[field], live(), current_language()
    page = page_of(permit_id, told)
    labels = labels_of(map(kind.entry, rows))
    present = value_in_force(told, field)
    present = base_of(told, field) if present is None else present
    return render_template(
        f"overlays/list_{field}.html",
        **page,
        row=next(row for row in page["rows"] if row.field == field),
        entries=[
            {"at": at, "row": each, "words": row_words(field, kind.entry(each), now, lang, labels),
             "changed": kind.changed(each), "wrong": any(id_.startswith(f"r{at}-") for id_ in errors or ())}
            for at, each in enumerate(rows)
        ],
        typed={**typed, **listed.flat(rows), "dilihat": seen(told, field)},
        new={part: typed.get(f"{NEW}-{part}", default if "jumlah" not in typed else "")
             for part, default in kind.empty.items()},
        errors=errors or {},
        meanwhile=shown(field, present, now, lang) if meanwhile else [],
        firm=kind.firm,
        **OFFERS[field](rows),
    )  # fmt: skip


def in_words(wrong: Mapping[str, Text]) -> dict[str, str]:
    """Mistakes in the reader's language."""
    return {place: in_reader_language(text) for place, text in wrong.items()}


def base_of(told: Mapping[str, Any], field: str) -> Sequence[Entry]:
    """The centre's rows; a permit of the region's own has none."""
    found: Sequence[Entry] = [] if told["own"] else told["base"].get(field) or []
    return found


def value_in_force(told: Mapping[str, Any], field: str) -> Sequence[Entry] | None:
    """The region's rows; None where it follows the centre."""
    first = told["base"].get(field) or [] if told["own"] else None
    found: Sequence[Entry] | None = told["patches"].get(field, {}).get("value", first)
    return found
