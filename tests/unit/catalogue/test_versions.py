"""The versions of releases."""

from __future__ import annotations

from datetime import date

import pytest

from tlkit.catalogue.versions import PATTERN, following, order

MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("former", "next_one"),
    [
        (None, "2026.3.1"),
        ("0", "2026.3.1"),
        ("2026.2.9", "2026.3.1"),
        ("2025.12.1", "2026.3.1"),
        ("2026.3.1", "2026.3.2"),
        ("2026.3.9", "2026.3.10"),
        ("2026.4.2", "2026.4.3"),
    ],
)
def test_the_next_version_is_the_month_s_next_and_never_an_earlier_one(
    former: str | None, next_one: str
) -> None:
    assert following(former, MARCH) == next_one
    assert order(next_one) > order(former or "")


def test_versions_are_ordered_by_number() -> None:
    assert sorted(["2026.10.1", "2026.3.10", "0", "2026.3.9"], key=order) == [
        "0", "2026.3.9", "2026.3.10", "2026.10.1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["2026.03.1", "2026.13.1", "2026.0.1", "2026.3.0", "2026.3", "v2026.3.1", ""]
)
def test_anything_else_is_no_version(text: str) -> None:
    assert not PATTERN.fullmatch(text)
