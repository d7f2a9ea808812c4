"""kill -9 at any moment leaves a whole folder or none, and the next run clears up and succeeds."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tlkit.instance.room import MARK

MAKE = """
import sys
from pathlib import Path
from tlkit.instance import generate
from tlkit.region import packaged
print("ready", flush=True)
generate(packaged() / "example" / "region.yaml", Path(sys.argv[1]), headers={}, check=lambda p: None)
print("done", flush=True)
"""


def start(target):
    """A run in a process of its own, at the moment before its work begins."""
    process = subprocess.Popen([sys.executable, "-c", MAKE, str(target)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def finish(target):
    """How long a whole run takes, in seconds."""
    began = time.monotonic()
    process = start(target)
    assert process.communicate()[0] == "done\n"
    return time.monotonic() - began, process.returncode


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def rooms(folder):
    return [path for path in folder.iterdir() if path.name.startswith(MARK)]


@pytest.mark.series
def test_a_killed_run_leaves_all_or_nothing(tmp_path, soak_rounds):
    whole = tmp_path / "whole"
    takes, _ = finish(whole)
    expected = names(whole)
    choose = random.Random(36)
    for turn in range(soak_rounds(40)):
        place = tmp_path / str(turn)
        place.mkdir()
        process = start(place / "out")
        with process:
            try:
                process.wait(choose.uniform(0, takes))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        target = place / "out"
        if target.exists():
            assert names(target) == expected
        else:
            finish(target)
            assert names(target) == expected
            assert rooms(place) == []
