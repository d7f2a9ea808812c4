"""When each repeating job is due. No IO; the time is handed in."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping

FIRST = 300.0
"""Seconds within which every repeating job is done for the first time after a start."""
SPREAD = 0.25
"""By how much of its interval a job comes earlier or later, so that many sites do not come at once."""


class Repeating:
    """Remembers when each job is due next. `every` says after how many seconds each comes again."""

    def __init__(
        self,
        every: Mapping[str, float],
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.every, self.clock, self.chance = every, clock, chance
        now = clock()
        self.next = {name: now + chance(0.0, min(seconds, FIRST)) for name, seconds in every.items()}

    def due(self) -> list[str]:
        """The names of the jobs to be done now; each comes again after its interval."""
        now = self.clock()
        come = [name for name, moment in self.next.items() if moment <= now]
        for name in come:
            self.next[name] = now + self.every[name] * self.chance(1 - SPREAD, 1 + SPREAD)
        return come
