"""A generated instance is tried out without a trace of it."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from tests.site.folders import make_instance
from tlkit.errors import TlkitError
from tlkit.site.smoke import smoke


def everything_below(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_sound_instance_boots_and_nothing_is_written(tmp_path: Path) -> None:
    instance = make_instance(tmp_path)
    before = everything_below(instance)
    smoke(instance)
    assert everything_below(instance) == before


def test_a_database_of_the_machine_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@192.0.2.1/none")
    smoke(make_instance(tmp_path))


def test_a_page_that_fails_is_told(tmp_path: Path) -> None:
    instance = make_instance(tmp_path)
    own = instance / "theme" / "templates" / "home" / "home.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ 1 / 0 }}")
    with pytest.raises(TlkitError, match="500"):
        smoke(instance)
    own.write_text("another city")
    with pytest.raises(TlkitError, match="home page"):
        smoke(instance)


def test_each_further_instance_costs_little(tmp_path: Path) -> None:
    for name in ("first", "second"):
        smoke(make_instance(tmp_path, name))
    costs = []
    for number in range(5):
        instance = make_instance(tmp_path, f"more-{number}")
        start = process_time()
        smoke(instance)
        costs.append(process_time() - start)
    assert min(costs) < 0.06, costs
