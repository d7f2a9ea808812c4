"""A room is gone after its run, also when the run was killed; a living run's room is left alone."""

import os
import signal
import subprocess
import sys

import pytest

from tlkit.instance.room import MARK, room

HOLD = (
    "import sys; from pathlib import Path; from tlkit.instance.room import room\n"
    "with room(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
)


def rooms(folder):
    return [path for path in folder.iterdir() if path.name.startswith(MARK)]


@pytest.fixture
def other_run(tmp_path):
    """Another process that stands in a room."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "in\n"
        yield process
        process.kill()


def test_a_room_is_gone_afterwards(tmp_path):
    with room(tmp_path) as place:
        (place / "a").mkdir()
        assert rooms(tmp_path) == [place]
    assert rooms(tmp_path) == []


def test_a_room_is_gone_when_the_work_fails(tmp_path):
    with pytest.raises(KeyError), room(tmp_path):
        raise KeyError
    assert rooms(tmp_path) == []


def test_the_room_of_a_living_run_is_left_alone(tmp_path, other_run):
    (theirs,) = rooms(tmp_path)
    with room(tmp_path):
        assert theirs.exists()


def test_the_room_of_a_killed_run_is_removed_by_the_next(tmp_path, other_run):
    (theirs,) = rooms(tmp_path)
    other_run.send_signal(signal.SIGKILL)
    other_run.wait()
    assert theirs.exists()
    with room(tmp_path):
        assert not theirs.exists()


def test_a_room_without_a_lock_belongs_to_its_process(tmp_path):
    mine = tmp_path / f"{MARK}{os.getpid()}-0123abcd"
    dead = tmp_path / f"{MARK}{2**22 + 1}-0123abcd"
    mine.mkdir()
    dead.mkdir()
    with room(tmp_path):
        assert mine.exists()
        assert not dead.exists()


def test_what_only_looks_like_a_room_is_left_alone(tmp_path):
    (tmp_path / f"{MARK}notes").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"{MARK}{2**22 + 1}-0123abcd").symlink_to(tmp_path / "elsewhere")
    with room(tmp_path):
        pass
    assert len(rooms(tmp_path)) == 2
    assert (tmp_path / "elsewhere").is_dir()
