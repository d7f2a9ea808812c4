"""One measured figure beside its peer and its bar.

A bench module has `figures() -> Iterable[Figure]`; `python -m tests.bench` finds it by its name.
Both sides of a figure come out of the same run, taken in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True)
class Figure:
    """What we measured and what it is held against.

    `bar` bounds `ours / peer`: from above where higher is worse, from below where lower is worse.
    A `peer` of None makes the bar absolute, in `unit`.
    """

    name: str
    ours: float
    peer: float | None
    unit: str
    bar: float
    worse: Literal["higher", "lower"]

    @property
    def ratio(self) -> float:
        """`ours / peer`, or `ours` itself where the bar is absolute."""
        return self.ours if self.peer is None else self.ours / self.peer

    @property
    def holds(self) -> bool:
        """Whether the ratio is on the right side of the bar; on the bar is right."""
        return self.ratio <= self.bar if self.worse == "higher" else self.ratio >= self.bar

    @property
    def verdict(self) -> Literal["holds", "short"]:
        """The one word at the end of a line."""
        return "holds" if self.holds else "short"

    def show(self) -> str:
        """One line: the name, ours, the peer, the ratio, the bar and the verdict."""
        sign = "≤" if self.worse == "higher" else "≥"
        if self.peer is None:
            measured, bar = f"{self.ours:.4g} {self.unit}", f"{sign} {self.bar:g} {self.unit}"
        else:
            measured = f"{self.ours:.4g} {self.unit} to {self.peer:.4g} {self.unit} = {self.ratio:.2f} ×"
            bar = f"{sign} {self.bar:g} ×"
        return f"{self.name}: {measured} (bar {bar}) {self.verdict}"

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {
            "name": self.name,
            "ours": self.ours,
            "peer": self.peer,
            "unit": self.unit,
            "ratio": self.ratio,
            "bar": self.bar,
            "worse": self.worse,
            "verdict": self.verdict,
        }


def in_turn(ours: Callable[[], float], peer: Callable[[], float], rounds: int = 5) -> tuple[float, float]:
    """Medians of both sides, measured in turn `rounds` times after one unmeasured round of each."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def cpu_of(command: Sequence[str], cwd: Path | None = None) -> float:
    """Seconds of CPU, user and system, that `command` and what it waited for took.

    Raises `CalledProcessError` when it fails: a failed run is not a quick one.
    """
    process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return usage.ru_utime + usage.ru_stime
