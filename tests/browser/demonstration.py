"""Kota Tangerang generated and served for as long as a program of ours looks at it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import servers

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def demonstration() -> Iterator[str]:
    """Where it answers."""
    with office() as (origin, _):
        yield origin


@contextmanager
def office() -> Iterator[tuple[str, Path]]:
    """Where it answers, and the folder that holds the demonstration officer's password."""
    with tempfile.TemporaryDirectory() as folder:
        made = [sys.executable, str(ROOT / "cli.py"), "new", "region", "kota-tangerang", "-o", folder]
        subprocess.run(made, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        instance = Path(folder) / "kota-tangerang"
        with servers.site(instance, log=Path(folder) / "serve.log") as server:
            yield server.url, instance / "var"
