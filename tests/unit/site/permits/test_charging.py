"""What a treasurer types is the amount that is charged, or is asked for again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from werkzeug.datastructures import MultiDict

from tlkit.site.permits.casework import charging
from tlkit.site.permits.casework.deeds import Deed, Mistake
from tlkit.site.permits.overlays.forms import FORMS, read


def deed(**form: str) -> Deed:
    return cast(
        Deed, SimpleNamespace(form=MultiDict({key.replace("_", "-"): it for key, it in form.items()}))
    )


@pytest.mark.parametrize("typed", ["250.000", "250000", "Rp 250.000", "rp250.000,00"])
def test_whole_rupiah_however_they_are_written(typed: str) -> None:
    assert charging.amount(deed(jumlah=typed), "jumlah") == 250_000


@pytest.mark.parametrize("typed", ["2.5", "12,5", "1.5.000", "satu", "-5", "1e3", ""])
def test_what_is_no_whole_rupiah_is_not_taken_for_another_amount(typed: str) -> None:
    with pytest.raises(Mistake) as caught:
        charging.amount(deed(jumlah=typed), "jumlah")
    assert caught.value.field == "jumlah"


@pytest.mark.parametrize(
    ("typed", "number"), [("12,5", 12.5), ("12.5", 12.5), ("1.250", 1250), ("1.250,5", 1250.5), ("7", 7)]
)
def test_a_formula_s_numbers_are_read_as_they_are_written(typed: str, number: float) -> None:
    assert charging.values(deed(nilai_luas=typed), "luas * 1000") == {"luas": number}


@pytest.mark.parametrize("typed", ["nan", "inf", "-3", "1e3", "1_000", "\u0663", ""])
def test_what_only_a_machine_calls_a_number_is_asked_for_again(typed: str) -> None:
    with pytest.raises(Mistake):
        charging.values(deed(nilai_luas=typed), "luas * 1000")


@pytest.mark.parametrize(("typed", "kept"), [("12", 12), ("Rp 2.500", 2500), ("2.5", "2.5"), ("2,5", "2,5")])
def test_a_value_of_the_region_that_is_no_whole_number_is_left_to_the_schema(
    typed: str, kept: int | str
) -> None:
    amount = next(part for part in FORMS["fee"] if part.kind == "whole")
    assert read(amount, typed) == kept
