"""The jobs of one instance, and when those that repeat are due."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tlkit.site.shared.jobs import Job, Jobs
from tlkit.site.shared.queues import name_of, queue_of
from tlkit.site.shared.repeating import FIRST, Repeating


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        Jobs(lambda: None).run("nobody", {})


def test_no_queue_is_opened_before_the_first_job() -> None:
    opened: list[int] = []
    Jobs(lambda: opened.append(1)).register(Job("note", print))
    assert opened == []


def test_whoever_asks_goes_on_when_the_queue_is_away(caplog: pytest.LogCaptureFixture) -> None:
    def away() -> None:
        raise ConnectionError("no queue")

    with caplog.at_level(logging.WARNING):
        Jobs(away).enqueue("note")
    assert "note could not be asked for: no queue" in caplog.text


def test_a_repeating_job_never_runs_beside_itself() -> None:
    jobs, depth = Jobs(lambda: None), []

    def again() -> None:
        depth.append(1)
        jobs.run("again", {})

    jobs.register(Job("again", again, every=5))
    jobs.run("again", {})
    jobs.run("again", {})
    assert len(depth) == 2


def test_each_repeating_job_comes_soon_after_the_start_and_then_after_its_interval() -> None:
    now = 1000.0
    repeating = Repeating({"often": 10.0, "daily": 86_400.0}, lambda: now, lambda least, most: most)
    assert repeating.due() == []
    now += 10
    assert repeating.due() == ["often"]
    now += 12
    assert repeating.due() == []
    now += 0.5
    assert repeating.due() == ["often"]
    now = 1000 + FIRST
    assert repeating.due() == ["often", "daily"]
    now += 86_400 * 1.25 - 1
    assert repeating.due() == ["often"]
    now += 1
    assert repeating.due() == ["daily"]


def test_every_instance_has_a_queue_name_of_its_own(tmp_path: Path) -> None:
    def name(slug: str, database: str) -> str:
        return str(queue_of(slug, database, tmp_path, redis="redis://127.0.0.1:1").name)

    one = name("kota-contoh", "postgresql+psycopg://u:secret@db/one")
    names = {
        one,
        name("kota-lain", "postgresql+psycopg://u:secret@db/one"),
        name("kota-contoh", "postgresql+psycopg://u:secret@db/two"),
        name("kota-contoh", "postgresql+psycopg://u:secret@/one?host=/run/other"),
        name("kota-contoh", "sqlite:///file:%2Fsrv%2Fone%2Fvar%2Fsite.db?mode=rw&uri=true"),
        name("kota-contoh", "sqlite:///file:%2Fsrv%2Ftwo%2Fvar%2Fsite.db?mode=rw&uri=true"),
    }
    assert len(names) == 6
    assert one.startswith("tlkit_kota_contoh_")
    assert name("kota-contoh", "postgresql+psycopg://other:word@db/one") == one


def test_the_name_is_no_way_to_the_password() -> None:
    from sqlalchemy.engine import make_url

    assert name_of("a", make_url("postgresql://u:one@db/x")) == name_of(
        "a", make_url("postgresql://u:two@db/x")
    )
