"""What differs between two catalogues."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue import canonical
from tlkit.catalogue.diff import Change, diff
from tlkit.catalogue.diff_text import lines, words
from tlkit.catalogue.model import Document, Processing, Requirement
from tlkit.errors import Text

CHANGED = permit(
    processing=Processing(5, sources=("kota-a",)),
    requirements=(Requirement("npwp"),),
    name=Text(id="Izin Taman Kota", en="City park permit"),
)


def test_a_catalogue_does_not_differ_from_itself() -> None:
    assert diff(catalogue(), catalogue()) == ()
    assert diff(catalogue(), replace(catalogue(), version="8")) == ()


def test_each_field_that_differs_is_named_with_both_values() -> None:
    assert diff(catalogue(), catalogue(permit(processing=None))) == (
        Change("izin-taman", "processing", {"days": 3, "sources": ["kota-a"]}, None),
    )


def test_whole_permits_appear_and_disappear() -> None:
    a, b = catalogue(permit("izin-a")), catalogue(permit("izin-b"))
    outline = {"name": {"id": "Izin Taman", "en": "Park permit"}, "status": "active"}
    assert diff(a, b) == (Change("izin-b", "", None, outline), Change("izin-a", "", outline, None))


def test_the_rest_of_the_catalogue_is_compared_too() -> None:
    other = catalogue(
        sectors={"taman": Text(id="Pohon", en="Trees")},
        documents={"ktp": Document("ktp", "KTP asli"), "npwp": Document("npwp", "NPWP")},
    )
    assert diff(catalogue(), other) == (
        Change("taman", "name", {"id": "Taman", "en": "Parks"}, {"id": "Pohon", "en": "Trees"}, "sectors"),
        Change("ktp", "name", "KTP", "KTP asli", "documents"),
        Change("npwp", "", None, {"id": "npwp", "name": "NPWP"}, "documents"),
    )  # fmt: skip


def test_a_change_is_plain_data() -> None:
    changes = diff(catalogue(), catalogue(CHANGED))
    assert canonical([change.as_data() for change in changes])
    assert changes[0].as_data() == {
        "table": "permits",
        "id": "izin-taman",
        "field": "name",
        "before": {"id": "Izin Taman", "en": "Park permit"},
        "after": {"id": "Izin Taman Kota", "en": "City park permit"},
    }


def test_differences_are_told_in_words() -> None:
    a = catalogue(permit(), permit("izin-lama"))
    b = catalogue(
        CHANGED, permit("izin-baru"), documents={"ktp": Document("ktp", "KTP asli", help="Bawa aslinya.")}
    )
    assert list(lines(diff(a, b), "id")) == [
        "izin-taman",
        "  name: Izin Taman → Izin Taman Kota",
        "  requirements:",
        "    - document: ktp, sources: kota-a",
        "    + document: npwp",
        "  processing: days: 3, sources: kota-a → days: 5, sources: kota-a",
        "izin-baru: baru: Izin Taman",
        "izin-lama: tidak ada lagi: Izin Taman",
        "documents/ktp",
        "  name: KTP → KTP asli",
        "  help: (kosong) → Bawa aslinya.",
    ]


def test_another_order_is_told_as_such() -> None:
    a, b = catalogue(permit(aliases=("a", "b"))), catalogue(permit(aliases=("b", "a")))
    assert list(lines(diff(a, b), "en")) == ["izin-taman", "  aliases: (another order)"]


VALUES: list[tuple[Any, str]] = [
    (None, "(empty)"),
    ([], "(empty)"),
    (False, "false"),
    (0, "0"),
    (["a", {"id": "Satu", "en": "One"}], "a; One"),
    (
        {"days": 3, "rule": {"regulation": "uu-1", "article": "Pasal 5"}},
        "days: 3, rule: (regulation: uu-1, article: Pasal 5)",
    ),
    ("\x1b[2J", "\\u001b[2J"),
    ("a" * 400, "a" * 300 + "…"),
]


@pytest.mark.parametrize(("value", "shown"), VALUES)
def test_a_value_is_shown_on_one_safe_line(value: Any, shown: str) -> None:
    assert words(value, "en") == shown
