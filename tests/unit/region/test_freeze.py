"""Weeks in which only urgent releases come in force."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.unit.region.files import fields_of, small, written
from tlkit.region import load

ADMISSIONS = '"freeze": [{from: 2026-06-15, to: 2026-07-10, reason: Penerimaan murid baru}]'


def with_freeze(folder: Path, freeze: str) -> Path:
    path = written(folder, small())
    return written(folder, path.read_text().replace('"zone"', f'{freeze},\n "zone"'))


def test_a_freeze_holds_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    region = load(with_freeze(tmp_path, ADMISSIONS))
    assert region.frozen(date(2026, 6, 14)) is None
    assert region.frozen(date(2026, 7, 11)) is None
    for day in (date(2026, 6, 15), date(2026, 7, 10)):
        found = region.frozen(day)
        assert found is not None
        assert found.reason == "Penerimaan murid baru"


def test_where_two_freezes_overlap_the_one_that_ends_last_counts(tmp_path: Path) -> None:
    two = ADMISSIONS.replace("]", ", {from: 2026-06-20, to: 2026-06-22, reason: Rapat}]")
    found = load(with_freeze(tmp_path, two)).frozen(date(2026, 6, 21))
    assert found is not None
    assert found.until == date(2026, 7, 10)


def test_a_freeze_does_not_end_before_it_begins(tmp_path: Path) -> None:
    assert fields_of(with_freeze(tmp_path, ADMISSIONS.replace("07-10", "06-01"))) == ["freeze[0].to"]


def test_a_freeze_says_why(tmp_path: Path) -> None:
    assert fields_of(with_freeze(tmp_path, ADMISSIONS.replace(", reason: Penerimaan murid baru", ""))) == [
        "freeze[0].reason"
    ]
