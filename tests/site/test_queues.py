"""The queue in each place where it can lie: a file, Redis, PostgreSQL."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import Postgres, redis, wait_until
from tlkit.site.shared.jobs import Job, Jobs
from tlkit.site.shared.queues import queue_of


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with redis() as url:
        yield url


@pytest.fixture(params=["file", "redis", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the queue of an instance, each time as another process would."""
    database, server = f"sqlite:///file:{tmp_path}/site.db", None
    if request.param == "redis":
        server = request.getfixturevalue("redis_url")
    if request.param == "postgresql":
        cluster: Postgres = request.getfixturevalue("cluster")
        database = cluster.database()
    yield lambda slug="kota-contoh": queue_of(slug, database, tmp_path, server)
    if request.param == "postgresql":
        cluster.drop(database)


def work_off(jobs: Jobs) -> int:
    jobs.huey.storage.blocking = False
    done = 0
    while (task := jobs.huey.dequeue()) is not None:
        jobs.huey.execute(task)
        done += 1
    return done


def test_another_process_does_what_was_asked_for_in_order_and_once(place: Callable[..., Any]) -> None:
    done: list[str] = []
    asks, works = Jobs(place), Jobs(place)
    works.register(Job("note", lambda word: done.append(word)))
    for word in ("a", "b", "a"):
        asks.enqueue("note", word=word)
    assert work_off(works) == 2
    assert done == ["a", "b"]
    asks.enqueue("note", word="a")
    assert work_off(works) == 1


def test_instances_of_one_server_do_not_do_each_other_s_jobs(place: Callable[..., Any]) -> None:
    one, two = Jobs(place), Jobs(lambda: place("kota-lain"))
    one.enqueue("note")
    assert two.huey.pending_count() == 0
    assert one.huey.pending_count() == 1
    one.huey.storage.flush_queue()


def test_what_lies_in_the_queue_is_json(place: Callable[..., Any]) -> None:
    jobs = Jobs(place)
    jobs.enqueue("note", number=1)
    (lying,) = jobs.huey.storage.enqueued_items()
    assert json.loads(lying)["args"] == ["note", {"number": 1}]
    jobs.huey.storage.flush_queue()


def test_a_job_that_fails_is_tried_again_later_and_in_the_end_no_more(place: Callable[..., Any]) -> None:
    tried: list[float] = []

    def fails() -> None:
        tried.append(1)
        raise ValueError("not today")

    jobs = Jobs(place)
    jobs.register(Job("fails", fails))
    jobs.enqueue("fails")
    delays = []
    while work_off(jobs):
        for task in jobs.huey.scheduled():
            delays.append(round((task.eta - jobs.huey._get_timestamp()).total_seconds()))
            jobs.huey.storage.flush_schedule()
            task.eta = None
            jobs.huey.enqueue(task)
    assert delays == [10, 30, 90, 270, 810]
    assert len(tried) == 6


def test_a_repeating_job_that_fails_is_not_tried_again_besides(place: Callable[..., Any]) -> None:
    jobs = Jobs(place)
    jobs.register(Job("fails", lambda: 1 / 0, every=60))
    jobs.enqueue("fails")
    assert work_off(jobs) == 1
    assert jobs.huey.scheduled_count() == 0


def test_the_consumer_does_what_is_asked_for_and_what_repeats(
    place: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from huey.consumer import Consumer

    monkeypatch.setattr(Consumer, "_set_signal_handlers", lambda self: None)
    started: list[Consumer] = []
    begin = Consumer.start
    monkeypatch.setattr(Consumer, "start", lambda self: (started.append(self), begin(self)))
    asked, repeated = threading.Event(), threading.Event()
    jobs = Jobs(place)
    jobs.register(Job("asked", asked.set), Job("repeats", repeated.set, every=0.01))
    worker = threading.Thread(target=jobs.work)
    worker.start()
    try:
        Jobs(place).enqueue("asked")
        wait_until(lambda: asked.is_set() and repeated.is_set(), "both jobs", deadline=15)
    finally:
        started[0].stop(graceful=True)
        worker.join(15)
    assert not worker.is_alive()
