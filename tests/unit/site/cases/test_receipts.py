"""Receipt numbers: every slip of one character, and every two swapped, is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlkit.site.shared.cases.receipts import ALPHABET, BadReceipt, new_receipt, parse, shown
from tlkit.site.shared.cases.words import contact_of, words_of

BODIES = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8)


def test_two_receipts_differ_and_are_read_back() -> None:
    made = {new_receipt() for _ in range(100)}
    assert len(made) == 100
    assert all(parse(receipt) == receipt for receipt in made)


@given(BODIES)
def test_however_it_is_written(body: str) -> None:
    receipt = shown(body)
    for written in (
        receipt.lower(),
        receipt.replace("-", ""),
        f"  {receipt.replace('-', ' ')} ",
        receipt.replace("-", "–"),
    ):
        assert parse(written) == receipt


@given(BODIES, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(body: str, place: int, sign: str) -> None:
    bare = shown(body).replace("-", "")
    wrong = bare[:place] + sign + bare[place + 1 :]
    if wrong != bare:
        with pytest.raises(BadReceipt):
            parse(wrong)


@given(BODIES, st.integers(0, 7))
def test_two_swapped_characters_are_found(body: str, place: int) -> None:
    bare = shown(body).replace("-", "")
    wrong = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    if wrong != bare:
        with pytest.raises(BadReceipt):
            parse(wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "9 huruf"), ("K7MP", "9 huruf"), ("K0MP-3XQ9-T", "“0”"), ("K7MP-3XQ9-AA", "9 huruf")],
)
def test_it_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(BadReceipt) as caught:
        parse(text)
    assert said in caught.value.text.id


@pytest.mark.parametrize(
    "text",
    [
        "0812-3456-7890",
        "+62 812 3456 7890",
        "6281234567890",
        "(0812) 34567890",
        "81234567890",
        "+62 0812 34567890",
    ],
)
def test_a_phone_number_has_one_form(text: str) -> None:
    assert contact_of(text) == ("phone", "+6281234567890")


def test_an_address_of_email_has_one_form() -> None:
    assert contact_of(" Siti@Contoh.GO.id ") == ("email", "siti@contoh.go.id")


@pytest.mark.parametrize(
    "text",
    ["", "halo", "123", "+1 202 555 0100 999999", "@", "@@", "siti@", "@contoh.id", "<x>@contoh.id", "a@[",
     "a@;", "siti@contoh", "si ti@contoh.id", "a..b@contoh.id", "siti@contoh..id", "a" * 250 + "@contoh.id"],
)  # fmt: skip
def test_what_is_neither_is_nothing(text: str) -> None:
    assert contact_of(text) is None


def test_words_of_a_name() -> None:
    assert words_of("Hj. Siti  Nur'aini, S.Keb. SITI") == ["hj", "siti", "nuraini", "s", "keb"]
    assert words_of("Désirée Ó'Brien") == ["desiree", "obrien"]
