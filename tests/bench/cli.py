"""`tlkit --help` answers at once: it costs little more than importing click and rich."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.bench.figure import Figure, cpu_of, in_turn

HELP = [
    sys.executable,
    "-c",
    "import sys; sys.argv = ['tlkit', '--help']; from tlkit.cli import main; main()",
]
FLOOR = [sys.executable, "-c", "import click, rich"]


def figures() -> Iterator[Figure]:
    """The help page against the imports that any such command line pays."""
    ours, peer = in_turn(lambda: cpu_of(HELP), lambda: cpu_of(FLOOR), rounds=9)
    yield Figure("tlkit --help", ours * 1000, peer * 1000, "ms CPU", bar=2.0, worse="higher")
