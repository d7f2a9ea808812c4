"""`python -m tests.bench [GROUP…] [--json]`: run the benches, print each figure, exit 1 when one is short."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from tests.bench.figure import Figure

RUNNER = {"__init__", "__main__", "figure"}
GROUPS = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in RUNNER)


def measured(group: str) -> Iterable[Figure]:
    """The figures of one group, as they come."""
    figures: Iterable[Figure] = import_module(f"tests.bench.{group}").figures()
    return figures


def main() -> int:
    """Run the groups asked for, all without one; 1 when any figure is short."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("group", nargs="*", help=f"any of: {', '.join(GROUPS)}")
    parser.add_argument("--json", action="store_true", help="print one JSON list instead of lines")
    asked = parser.parse_args()
    if unknown := set(asked.group) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    figures = []
    for group in asked.group or GROUPS:
        for figure in measured(group):
            figures.append(figure)
            if not asked.json:
                print(figure.show(), flush=True)
    if asked.json:
        print(json.dumps([figure.as_json() for figure in figures], ensure_ascii=False, indent=2))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
