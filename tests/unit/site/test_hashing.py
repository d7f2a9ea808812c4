"""However many hash, and in however many processes: never more than the cores less one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Lock

import pytest

from tlkit.site.shared.accounts.hashing import Turns


class Crowd:
    """Counts who is inside at the same moment."""

    def __init__(self) -> None:
        self.lock, self.inside, self.most = Lock(), 0, 0
        self.gate = Barrier(3)

    def come(self, turns: Turns) -> None:
        with turns.turn():
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            try:
                self.gate.wait(0.05)  # a third one who got in would open the gate
            except BrokenBarrierError:
                self.gate.reset()
            with self.lock:
                self.inside -= 1


@pytest.mark.parametrize(("cores", "most"), [(1, 1), (2, 1), (3, 2)])
def test_no_more_hash_at_once_than_cores_less_one(tmp_path: Path, cores: int, most: int) -> None:
    processes = [Turns(tmp_path, cores), Turns(tmp_path, cores)]
    crowd = Crowd()
    with ThreadPoolExecutor(12) as people:
        for done in [people.submit(crowd.come, processes[number % 2]) for number in range(12)]:
            done.result(20)
    assert crowd.most == most


def test_a_turn_is_given_back_when_hashing_fails(tmp_path: Path) -> None:
    turns = Turns(tmp_path, 2)
    with pytest.raises(RuntimeError), turns.turn():
        raise RuntimeError
    with turns.turn():
        pass
