"""Formulas of charges: arithmetic over named numbers, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tlkit.site.permits.fees.formula import BadFormula, computable, evaluate, names_in


@pytest.mark.parametrize(
    ("formula", "values", "amount"),
    [
        ("luas * 15000 * (1 + 0.5)", {"luas": 2.5}, 56_250),
        ("ke_atas(luas / 3) * 1000", {"luas": 10}, 4_000),
        ("max(100000, luas * tarif)", {"luas": 3, "tarif": 20_000}, 100_000),
        ("2 ** 10", {}, 1_024),
        ("1 / 2", {}, 1),
        ("-luas + 3", {"luas": 3}, 0),
        ("ke_atas(luas * 1.1)", {"luas": 100}, 110),
        ("ke_bawah(luas / 3 * 3)", {"luas": 10}, 10),
        ("ke_bawah(tarif * 100)", {"tarif": 0.29}, 29),
        ("luas * 1.005", {"luas": 100}, 101),
        ("bulat(luas)", {"luas": 2.5}, 3),
        ("bulat(luas, -3)", {"luas": 12_500}, 13_000),
        ("bulat(luas, 1) * 100", {"luas": 0.25}, 30),
        ("ke_atas(luas) / ke_atas(tarif) * 2.5", {"luas": 9.2, "tarif": 3.5}, 6),
    ],
)
def test_amounts(formula: str, values: dict[str, float], amount: int) -> None:
    assert evaluate(formula, values) == amount


def test_names_in_the_order_of_the_formula() -> None:
    assert names_in("max(a, b) * luas + a") == ("a", "b", "luas")


@pytest.mark.parametrize(
    "formula",
    [
        "Luas bangunan x tarif",
        "__import__('os')",
        "9**9**9",
        "((10**10)**10)**10",
        "a.b",
        "[1]",
        "'a' * 9",
        "x if x else x",
        "min()",
        "bulat(1, x / 0)",
        "bulat(1, 40)",
        "bulat(1, 10**9)",
        "0 / 0",
        "print(x)",
        "x ** x",
        "True",
        "1e999",
        "-5",
        "1 / 0",
        "10**10 * 10**10",
        "(lambda: 1)()",
        "(" * 300 + "1" + ")" * 300,
        "1" + "+1" * 200,
        "",
    ],
)
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(BadFormula):
        evaluate(formula, {"x": 1.0, "a": 1.0})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 1e300])
def test_no_number_is_too_odd_to_be_refused(value: float) -> None:
    with pytest.raises(BadFormula):
        evaluate("x * 2", {"x": value})
    with pytest.raises(BadFormula):
        evaluate("bulat(x)", {"x": value})


def test_missing_numbers_are_named() -> None:
    with pytest.raises(BadFormula) as caught:
        evaluate("luas * tarif", {"tarif": 1.0})
    assert "luas" in caught.value.message.id


def test_a_formula_in_words_is_not_worked_out() -> None:
    assert not computable("luas (m2) dikali tarif per m2")
    assert not computable("gratis")
    assert not computable(None)
    assert computable("luas * 15000")


@given(some.text(max_size=80))
def test_any_text_gives_an_amount_or_says_that_it_cannot(text: str) -> None:
    with suppress(BadFormula):
        assert evaluate(text, {"x": 1.0}) >= 0
