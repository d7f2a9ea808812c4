"""Reading Kota Tangerang's file with its 117 districts and villages, whole and checked.

The peer is what anyone would write first: PyYAML's C loader and the marshmallow schema alone, which keeps
no lines, no duplicate names, no codes, no logo and no region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

import yaml

from tests.bench.figure import Figure, in_turn
from tlkit.region import load, packaged
from tlkit.region.schema import RegionSchema

TIMES = 5


def figures() -> Iterator[Figure]:
    """One load of the file against the same file through the C loader and the schema."""
    path = packaged() / "kota-tangerang" / "region.yaml"
    schema = RegionSchema()
    ours, peer = in_turn(spent_by(lambda: load(path)), spent_by(lambda: schema.load(loaded(path))), rounds=9)
    yield Figure("validate Kota Tangerang", ours, peer, "ms CPU", bar=2.0, worse="higher")


def loaded(path: Path) -> dict[str, Any]:
    """The file through the stock C loader, which reads the name `on` as true: mended here."""
    data: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    for switch in data["services"].values():
        switch["on"] = switch.pop(True)
    return data


def spent_by(work: Callable[[], object]) -> Callable[[], float]:
    """A measurement of `work`: milliseconds of CPU for one of TIMES runs."""

    def measure() -> float:
        start = process_time()
        for _ in range(TIMES):
            work()
        return (process_time() - start) / TIMES * 1000

    return measure
