"""Lists edited row by row: whose a row is, what a button does, what is wrong, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pytest

import tlkit.reference
from tlkit.catalogue.mapping import permit_to_data
from tlkit.errors import Text
from tlkit.site.permits.overlays.rows import LISTS, Row, listed
from tlkit.site.permits.overlays.rows.naming import free_key
from tlkit.site.permits.overlays.rows.papers import BOTH, NO_TYPE, TWICE, WHICH
from tlkit.site.permits.overlays.rows.questions import NEEDLESS, NO_LABEL, NO_OPTIONS, NOT_ASKED
from tlkit.site.permits.overlays.rows.questions import NO_TYPE as NO_KIND
from tlkit.site.permits.overlays.rows.steps import NO_ACTION, NO_ROLE, disorder

KTP, KK, NPWP = {"document": "ktp"}, {"document": "kk", "note": "Asli"}, {"document": "npwp"}
DOMISILI = {"document": "daerah-domisili", "applies_to": ["new", "renewal"], "name": "Surat domisili"}
PAPERS, FORM, STEPS = LISTS["requirements"], LISTS["form"], LISTS["steps"]
ASKED = {
    "id": "tempat",
    "label": "Tempat",
    "type": "choice",
    "source": "design",
    "options": ["Rumah", "Klinik"],
}
LOKET = {"role": "counter", "action": "Loket memeriksa."}
HEAD = {"role": "signer", "action": "Kepala menandatangani."}


def shown(rows: Sequence[Row]) -> list[tuple[str, bool, bool]]:
    """Each row by its name: whether it is the centre's, and whether it is left out."""
    names = [str(row.entry.get("document") or row.entry.get("id") or row.entry.get("role")) for row in rows]
    return [(name, row.centre is not None, row.gone) for name, row in zip(names, rows, strict=True)]


def sent_back(field: str, rows: Sequence[Row], **typed: str) -> list[Row]:
    """The rows as the next request reads them, after some inputs were typed over."""
    return listed.sent(LISTS[field], {**listed.flat(rows), **typed})


@pytest.mark.parametrize("field", LISTS)
def test_what_nobody_changed_is_read_as_it_was_written(field: str) -> None:
    """Every list of the reference goes through a page and back, also as if the region had written it all."""
    kind = LISTS[field]
    for permit in tlkit.reference.load().permits.values():
        base = permit_to_data(permit).get(field, [])
        for theirs in cast(list[list[Any]], [base, []]):
            rows = listed.completed(kind, theirs, sent_back(field, listed.opened(kind, theirs, base)))
            assert listed.value_of(kind, rows) == base, permit.id
            assert listed.mistakes(kind, rows) == {}, permit.id


def test_the_region_s_rows_stand_apart_from_the_centre_s() -> None:
    rows = listed.opened(PAPERS, [KTP, KK], [KTP, {**KK, "condition": "Bila menikah"}, DOMISILI])
    assert shown(rows) == [("ktp", True, False), ("kk", True, False), ("daerah-domisili", False, False)]
    assert [PAPERS.changed(row) for row in rows] == [False, True, False]


def test_what_the_region_leaves_out_stays_to_be_seen_in_its_place() -> None:
    rows = listed.opened(PAPERS, [NPWP, KTP, KK], [KTP, DOMISILI])
    assert shown(rows) == [
        ("npwp", True, True), ("ktp", True, False), ("kk", True, True), ("daerah-domisili", False, False),
    ]  # fmt: skip
    assert listed.value_of(PAPERS, rows) == [KTP, DOMISILI]
    assert listed.value_of(PAPERS, listed.acted(rows, "minta-0")) == [NPWP, KTP, DOMISILI]


def test_a_row_that_was_taken_out_can_be_had_back() -> None:
    rows = listed.opened(PAPERS, [KTP], [KTP, DOMISILI])
    without = sent_back("requirements", listed.acted(rows, "lepas-1"))
    assert listed.value_of(PAPERS, without) == [KTP]
    assert listed.value_of(PAPERS, listed.acted(without, "minta-1")) == [KTP, DOMISILI]


@pytest.mark.parametrize(
    "what", ["", "lepas", "lepas-9", "naik-0", "turun-1", "lepas-٣", "hapus-0", "naik--1"]
)
def test_a_button_that_means_nothing_does_nothing(what: str) -> None:
    rows = listed.opened(STEPS, [], [LOKET, HEAD])
    assert listed.acted(rows, what) == rows


def test_steps_go_up_and_down_and_keep_what_is_typed() -> None:
    rows = sent_back("steps", listed.opened(STEPS, [LOKET, HEAD], None), **{"r0-action": "Loket menerima."})
    moved = listed.acted(rows, "turun-0")
    assert listed.value_of(STEPS, moved) == [HEAD, {**LOKET, "action": "Loket menerima."}]
    assert listed.acted(moved, "naik-1") == rows


def test_a_paper_of_the_region_s_own_is_named_and_added() -> None:
    rows = listed.opened(PAPERS, [KTP], None)
    typed = {"baru-name": "Surat Domisili", "baru-t-new": "ya", "baru-t-renewal": "ya", "baru-note": "Asli"}
    more, wrong = listed.added(PAPERS, rows, typed)
    assert wrong == {}
    paper = {"document": "daerah-surat-domisili", "applies_to": ["new", "renewal"]}
    assert listed.value_of(PAPERS, more) == [KTP, {**paper, "name": "Surat Domisili", "note": "Asli"}]
    again, _ = listed.added(PAPERS, more, {**typed, "baru-condition": "Bila pindah"})
    assert again[-1].entry["document"] == "daerah-surat-domisili-2"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"baru-t-new": "ya"}, {"baru-document": WHICH}),
        ({"baru-document": "kk", "baru-name": "Kartu", "baru-t-new": "ya"}, {"baru-name": BOTH}),
        ({"baru-document": "kk"}, {"baru-t-new": NO_TYPE}),
        ({"baru-document": "ktp", "baru-t-new": "ya"}, {"baru-document": TWICE}),
    ],
)
def test_a_paper_that_cannot_be_added_says_why(typed: dict[str, str], wrong: dict[str, Text]) -> None:
    rows = listed.opened(PAPERS, [KTP], None)
    assert listed.added(PAPERS, rows, typed) == (rows, wrong)


def test_a_question_may_wait_for_an_answer_above_it() -> None:
    rows = listed.opened(FORM, [ASKED], None)
    typed = {"baru-label": "Nama klinik", "baru-type": "text", "baru-show_if": '["tempat", "Klinik"]'}
    more, wrong = listed.added(FORM, rows, typed)
    assert wrong == {}
    assert listed.value_of(FORM, more)[1] == {
        "id": "daerah-nama-klinik", "label": "Nama klinik", "type": "text", "source": "design",
        "required": False, "show_if": ["tempat", "Klinik"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"type": "text"}, {"label": NO_LABEL}),
        ({"label": "A", "type": "group"}, {"type": NO_KIND}),
        ({"label": "A", "type": "choice", "options": "Satu saja"}, {"options": NO_OPTIONS}),
        ({"label": "A", "type": "date", "options": "Satu\nDua"}, {"options": NEEDLESS}),
        ({"label": "A", "type": "text", "show_if": '["tempat", "Kantor"]'}, {"show_if": NOT_ASKED}),
        ({"label": "A", "type": "text", "show_if": '["lain", "Klinik"]'}, {"show_if": NOT_ASKED}),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(typed: dict[str, str], wrong: dict[str, Text]) -> None:
    rows = listed.opened(FORM, [ASKED], None)
    sent = {f"baru-{part}": words for part, words in typed.items()}
    assert listed.added(FORM, rows, sent)[1] == {f"baru-{part}": text for part, text in wrong.items()}


def test_the_centre_s_questions_are_shown_and_not_changed() -> None:
    rows = sent_back("form", listed.opened(FORM, [ASKED], None), **{"r0-label": "Diubah"})
    assert listed.value_of(FORM, listed.completed(FORM, [ASKED], rows)) == [ASKED]


def test_a_question_that_waits_for_one_that_is_gone_says_so() -> None:
    own = {**ASKED, "id": "daerah-a"}
    waits = {
        "id": "daerah-b",
        "label": "B",
        "type": "text",
        "source": "design",
        "show_if": ["daerah-a", "Klinik"],
    }
    rows = listed.acted(listed.opened(FORM, [], [own, waits]), "lepas-0")
    assert listed.mistakes(FORM, rows) == {"r1-show_if": NOT_ASKED}


def test_steps_say_at_their_row_what_is_wrong_with_the_order() -> None:
    def wrong(*steps: dict[str, str]) -> list[str]:
        return list(disorder(listed.opened(STEPS, [], steps)))

    assert wrong(LOKET, HEAD) == []
    assert wrong(LOKET) == ["r0-role"]
    assert wrong(HEAD, LOKET) == ["r0-role", "r1-role"]
    gone = listed.acted(listed.opened(STEPS, [], [HEAD, LOKET, HEAD]), "lepas-0")
    assert disorder(gone) == {}
    empty = listed.opened(STEPS, [], [{"role": "kepala", "action": ""}])
    assert listed.mistakes(STEPS, empty) == {"r0-role": NO_ROLE, "r0-action": NO_ACTION}


def test_what_came_meanwhile_joins_what_was_typed() -> None:
    mine = listed.acted(listed.opened(PAPERS, [KTP], [KTP, DOMISILI]), "lepas-1")
    theirs = {"document": "kk"}
    rows = listed.joined(PAPERS, [KTP, NPWP], mine, [KTP, DOMISILI, theirs])
    assert [(row.entry["document"], row.gone, row.news) for row in rows] == [
        ("ktp", False, False), ("npwp", True, False), ("daerah-domisili", True, False), ("kk", False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", [{}, {"jumlah": "999"}, {"jumlah": "x"}, {"jumlah": "1"}, {"jumlah": "1", "r0-isi": "[]"}]
)
def test_what_no_page_of_ours_sends_is_refused(typed: dict[str, Any]) -> None:
    with pytest.raises(listed.Foreign):
        listed.sent(PAPERS, typed)


def test_ids_are_made_of_words_and_never_twice() -> None:
    assert free_key("local-", "Izin Tutup Jalan!", ()) == "local-izin-tutup-jalan"
    assert free_key("daerah-", "???", ("daerah-baru", "daerah-baru-2")) == "daerah-baru-3"
