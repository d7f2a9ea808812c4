"""What is counted, and for how long: in memory, and on a Redis of the test's own."""

from __future__ import annotations

from tests.servers import redis
from tlkit.site.shared import limits
from tlkit.site.shared.limits import Counts, InMemory, InRedis


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def each_key_has_a_count(counts: Counts) -> None:
    assert [counts.add("one", 60) for _ in range(3)] == [1, 2, 3]
    assert counts.add("two", 60) == 1
    assert counts.add("one", 60) == 4


def test_in_memory_a_count_is_over_with_its_time() -> None:
    clock = Clock()
    counts = InMemory(clock)
    each_key_has_a_count(counts)
    clock.at += 59.9
    assert counts.add("one", 60) == 5
    clock.at += 0.1
    assert counts.add("one", 60) == 1


def test_in_memory_what_is_over_does_not_stay() -> None:
    clock = Clock()
    counts = InMemory(clock)
    for number in range(3 * limits.FEW):
        counts.add(str(number), 60)
        clock.at += 1
    assert len(counts.kept) <= 2 * limits.FEW
    assert counts.add(str(number), 60) == 2


def test_in_redis_a_count_ends_by_itself() -> None:
    with redis() as url:
        counts = InRedis(url)
        each_key_has_a_count(counts)
        assert 0 < counts.server.ttl("one") <= 60
        assert counts.add("short", 1) == 1
        counts.server.pexpire("short", 0)
        assert counts.add("short", 1) == 1
