"""What people type into each type of question, and what is made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlkit.catalogue.model import FieldType
from tlkit.errors import Text
from tlkit.region import load
from tlkit.site.permits.applying.fields import KINDS, Option, Question, Setting, read_form, show, write_form
from tlkit.site.permits.applying.fields.contact import email_of, phone_of
from tlkit.site.permits.applying.fields.dates import date_of
from tlkit.site.permits.applying.fields.identity import births, contradicts, is_nik
from tlkit.site.permits.applying.fields.numbers import number_of, rupiah_of
from tlkit.site.permits.applying.fields.point import point_of

ROOT = Path(__file__).resolve().parents[5]
SETTING = Setting(load(ROOT / "regions" / "example" / "region.yaml"), date(2026, 11, 24))
HERE = SETTING.region.districts[0].villages[0].code


def question(type_: FieldType, **more: Any) -> Question:
    """A question of a type, with all that the type needs."""
    options = (
        (Option("a", Text("A", "A")), Option("b", Text("B", "B"))) if type_ in ("choice", "choices") else ()
    )
    rows = (question("text", id="nama"), question("date", id="sejak")) if type_ == "group" else ()
    return Question(
        **{"id": "q", "type": type_, "label": Text("It", "Ini"), "options": options, "fields": rows, **more}
    )


def answer(type_: FieldType, *typed: str, **more: Any) -> Any:
    """The value that comes of what was typed; the sentence where it was refused."""
    done = read_form([question(type_, **more)], {"q": typed}, SETTING, {})
    return done.errors["q"].id if done.errors else done.answers.get("q")


@pytest.mark.parametrize(
    "typed",
    ["Rp1.250.000", "Rp 1.250.000,00", "1250000", "1.250.000,-", "1,25 juta", "Rp. 1.250.000", "1,250,000",
     "1250 ribu", "rp1.250.000"],
)  # fmt: skip
def test_money_in_many_spellings(typed: str) -> None:
    assert answer("money", typed) == 1_250_000


@pytest.mark.parametrize("typed", ["1,5", "lima ribu", "-5", "1.25.000", "5 dolar", "9" * 40])
def test_what_is_no_money(typed: str) -> None:
    assert rupiah_of(typed) is None
    assert answer("money", typed) == "Tulis jumlahnya dalam rupiah, misalnya 1.250.000."


def test_a_point_stands_between_thousands_and_a_comma_before_decimals() -> None:
    assert [answer("number", typed) for typed in ("1.250", "12,5", "12.5", "1.250,5", "0")] == [
        1250, 12.5, 12.5, 1250.5, 0,
    ]  # fmt: skip
    assert number_of("1e5") is None


@pytest.mark.parametrize(
    "typed",
    ["2026-08-17", "17/8/2026", "17-08-2026", "17.08.2026", "17 Agustus 2026", "17 agt 2026",
     "Senin, 17 Agustus 2026", "17 August 2026", "17 / 08 / 2026", "17082026"],
)  # fmt: skip
def test_dates_in_many_spellings(typed: str) -> None:
    assert answer("date", typed) == "2026-08-17"


@pytest.mark.parametrize(
    "typed", ["31/2/2026", "17/8/26", "8/17/2026", "kemarin", "0000-00-00", "17 Agustos 2026", "20260817"]
)
def test_what_is_no_date(typed: str) -> None:
    assert date_of(typed) is None
    assert "bukan tanggal" in answer("date", typed)


def test_nobody_is_born_tomorrow() -> None:
    assert answer("date", "25/11/2026", id="q") == "2026-11-25"
    done = read_form([question("date", id="tanggal_lahir")], {"tanggal_lahir": ("25/11/2026",)}, SETTING, {})
    assert "belum tiba" in done.errors["tanggal_lahir"].id


def test_a_nik_needs_a_real_date() -> None:
    assert answer("nik", "3671 0757 0890 0001") == "3671075708900001"
    assert answer("nik", "3671.0730.0290.0001").startswith("Ini bukan NIK")
    assert not is_nik("3671073002900001")
    assert not is_nik("3671071708900000")
    assert is_nik("3671076902960001"), "a woman born on 29 February 1996"
    assert births("3671075708900001") == (date(1990, 8, 17), date(2090, 8, 17)), "either century"
    assert births("3671076902000001") == (date(2000, 2, 29),), "1900 was no leap year"


def test_a_nik_may_contradict_the_day_of_birth_and_still_count() -> None:
    assert contradicts("3671075708900001", date(1990, 8, 18))
    assert not contradicts("3671075708900001", date(1990, 8, 17))


def test_how_many_digits_there_are_is_said() -> None:
    assert answer("nik", "123") == "NIK terdiri dari 16 angka; ini 3. Periksa lagi."
    assert answer("nib", "12345678901234") == "NIB terdiri dari 13 angka; ini 14. Periksa lagi."
    assert answer("nitku", "x") == "NITKU terdiri dari 22 angka, tanpa huruf. Periksa lagi."
    assert "16 atau 15 angka" in answer("npwp", "1")


def test_the_old_npwp_is_shown_as_its_holder_knows_it() -> None:
    held = answer("npwp", "01.234.567.8-901.000")
    assert held == "012345678901000"
    assert show(question("npwp"), held, "id") == "01.234.567.8-901.000"
    assert answer("npwp", "3671075708900001") == "3671075708900001"


@pytest.mark.parametrize(
    "typed", ["0812 3456 7890", "+62 812-3456-7890", "6281234567890", "+62 0812 3456 7890", "81234567890"]
)
def test_a_phone_number_is_kept_in_one_form(typed: str) -> None:
    assert phone_of(typed) == "+6281234567890"


@pytest.mark.parametrize(
    "typed", ["12", "0812", "+1 202 555 0100", "08123456789012345", "nol delapan", "62812345", "61234567890"]
)
def test_what_is_no_phone_number(typed: str) -> None:
    assert phone_of(typed) is None


def test_the_domain_of_an_address_is_in_small_letters() -> None:
    assert email_of("Siti.Contoh@CONTOH.go.id") == "Siti.Contoh@contoh.go.id"
    assert all(
        email_of(typed) is None for typed in ("siti", "a@b", "a@@b.id", "a b@c.id", "a@b..id", "@c.id")
    )


@pytest.mark.parametrize(
    "typed",
    ["-6.178306, 106.631889", "-6.178306 106.631889", "-6,178306; 106,631889", "-6.178306,106.631889",
     "https://www.google.com/maps/@-6.178306,106.631889,17z", "https://maps.google.com/?q=-6.178306,106.631889"],
)  # fmt: skip
def test_a_point_typed_or_pasted(typed: str) -> None:
    assert point_of(typed) == (-6.178306, 106.631889)


def test_a_point_elsewhere_is_refused() -> None:
    assert "di luar Indonesia" in answer("point", "106.63, -6.17")


def test_the_address_of_an_identity_card_may_be_anywhere() -> None:
    raw = {"q.desa": ("36.71.07.1003",), "q.jalan": ("Jl. Melati 5",), "q.rt": ("004",)}
    value = read_form([question("address")], raw, SETTING, {}).answers["q"]
    assert value["place"] == "Karawaci Baru, Karawaci, Kota Tangerang, Banten"
    assert show(question("address"), value, "id").startswith("Jl. Melati 5, RT 004, Karawaci Baru")
    refused = read_form([question("address", place=True)], raw, SETTING, {})
    assert set(refused.errors) == {"q.desa"}
    here = {**raw, "q.desa": (HERE,)}
    assert read_form([question("address", place=True)], here, SETTING, {}).answers["q"]["village"] == HERE


def test_each_part_of_an_address_says_what_is_wrong_with_it() -> None:
    raw = {"q.cari": ("karawaci baru",), "q.rt": ("4a",), "q.rw": ("1234",), "q.pos": ("151",)}
    errors = read_form([question("address")], raw, SETTING, {}).errors
    assert set(errors) == {"q.desa", "q.jalan", "q.rt", "q.rw", "q.pos"}
    assert errors["q.desa"].id == "Pilih kelurahan atau desa Anda di bawah ini."


def test_rows_without_an_answer_do_not_count() -> None:
    raw = {"q.0.nama": ("Siti",), "q.0.sejak": ("1/1/2020",), "q.1.nama": ("",), "q.7.nama": ("Budi",)}
    done = read_form([question("group")], raw, SETTING, {})
    assert set(done.errors) == {"q.7.sejak"}
    del raw["q.7.nama"]
    assert read_form([question("group")], raw, SETTING, {}).answers["q"] == [
        {"nama": "Siti", "sejak": "2020-01-01"}
    ]


def test_a_question_is_asked_only_after_the_answer_that_it_waits_for() -> None:
    form = [question("yes-no", id="ada"), question("text", id="mana", show_if=("ada", "yes"))]
    assert read_form(form, {"ada": ("no",), "mana": ("x",)}, SETTING, {}).answers == {"ada": "no"}
    assert set(read_form(form, {"ada": ("yes",)}, SETTING, {}).errors) == {"mana"}


def test_an_option_that_is_not_offered_is_refused() -> None:
    assert answer("choice", "c") == "Pilih salah satu yang tersedia."
    assert answer("choices", "a", "c") == "Pilih dari yang tersedia."
    assert answer("choices", "b", "a") == ["a", "b"]


VALID: dict[str, dict[str, tuple[str, ...]]] = {
    "text": {"q": ("Siti",)}, "long-text": {"q": ("satu\ndua",)}, "number": {"q": ("1250,5",)},
    "money": {"q": ("1250000",)}, "date": {"q": ("2026-08-17",)}, "choice": {"q": ("a",)},
    "choices": {"q": ("a", "b")}, "yes-no": {"q": ("yes",)}, "nik": {"q": ("3671075708900001",)},
    "npwp": {"q": ("012345678901000",)}, "nitku": {"q": ("3671075708900001000000",)},
    "nib": {"q": ("1234567890123",)}, "family-card": {"q": ("3671075708900001",)},
    "phone": {"q": ("081234567890",)}, "email": {"q": ("a@contoh.id",)},
    "address": {"q.desa": (HERE,), "q.jalan": ("Jl. Mawar",), "q.rt": ("01",)},
    "point": {"q": ("-6.178306, 106.631889",)},
    "group": {"q.0.nama": ("Siti",), "q.0.sejak": ("2020-01-01",)},
    "stamped-letter": {"q": ("e-meterai",)}, "declaration": {"q": ("yes",)}, "documents": {},
}  # fmt: skip


@pytest.mark.parametrize("type_", get_args(FieldType))
def test_every_type_is_read_written_back_and_said(type_: FieldType) -> None:
    asked = question(type_)
    done = read_form([asked], VALID[type_], SETTING, {})
    assert not done.errors
    again = read_form([asked], write_form([asked], done.answers), SETTING, {})
    assert again.answers == done.answers
    if type_ != "documents":
        assert show(asked, done.answers["q"], "id")
        assert show(asked, done.answers["q"], "en")


@pytest.mark.parametrize(
    "type_", [each for each in get_args(FieldType) if each not in ("documents", "stamped-letter")]
)
def test_what_must_be_answered_is_asked_for_and_the_rest_may_stay_empty(type_: FieldType) -> None:
    assert read_form([question(type_)], {}, SETTING, {}).errors
    assert not read_form([question(type_, required=False)], {}, SETTING, {}).errors


ODD = st.text(st.sampled_from("0123456789.,-+/ :;@Rpjuta\x00\n٣९²½ⅷ𝟘é🏠\u202e"), max_size=40) | st.text(
    max_size=60
)


@settings(max_examples=60, deadline=None)
@given(
    type_=st.sampled_from(get_args(FieldType)),
    raw=st.dictionaries(
        st.sampled_from(["q", "q.desa", "q.cari", "q.jalan", "q.rt", "q.rw", "q.pos", "q.dusun", "q.0.nama",
                         "q.٣.nama", "q.1.sejak", "q.99999.nama", "q..nama", "q.²"]) | ODD,
        st.lists(ODD, max_size=3), max_size=6,
    ),
    place=st.booleans(),
)  # fmt: skip
def test_nothing_that_anyone_types_raises(type_: FieldType, raw: dict[str, list[str]], place: bool) -> None:
    asked = question(type_, place=place)
    done = read_form([asked], raw, SETTING, {})
    assert all(sentence.id and sentence.en for sentence in done.errors.values())
    for value in done.answers.values():
        show(asked, value, "id")
    assert read_form([asked], write_form([asked], done.answers), SETTING, {}).answers == done.answers


def test_every_type_of_the_catalogue_can_be_asked() -> None:
    assert set(KINDS) == set(get_args(FieldType))
