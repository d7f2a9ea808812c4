"""What every folder of tests shares: one generated Kota Tangerang, served, and how long a series is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import settings

from tests import servers
from tlkit.cli import main

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("rules, not times", deadline=None)
settings.load_profile("rules, not times")


@pytest.fixture(scope="session")
def soak_rounds() -> Callable[[int], int]:
    """How many of n rounds a `series` does: all in `make soak`, otherwise a tenth, at least one."""
    soaking = os.environ.get("TLKIT_SOAK") == "1"
    return lambda rounds: rounds if soaking else max(1, rounds // 10)


@pytest.fixture(scope="session")
def tlkit() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`tlkit("new", "region", …)`: the command line in a process of its own, from this checkout."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)

    return run


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The same command line within this process: for tests of what many commands do, one after another."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [str(ROOT / "cli.py"), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", command)
        with (
            redirect_stdout(StringIO()) as out,
            redirect_stderr(StringIO()) as err,
            pytest.raises(SystemExit) as end,
        ):
            main()
        return subprocess.CompletedProcess(command, int(end.value.code or 0), out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def instance(
    tlkit: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Kota Tangerang as `tlkit new region` makes it, never started: copy it before you change it."""
    folder = tmp_path_factory.mktemp("instances")
    made = tlkit("new", "region", "kota-tangerang", "-o", folder)
    assert made.returncode == 0, made.stderr
    return folder / "kota-tangerang"


@pytest.fixture(scope="session")
def site_url(instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of `instance` answers, run by `tlkit serve` for the whole session."""
    copy = tmp_path_factory.mktemp("served") / instance.name
    shutil.copytree(instance, copy)
    with servers.site(copy, log=copy.parent / "serve.log") as server:
        yield server.url
