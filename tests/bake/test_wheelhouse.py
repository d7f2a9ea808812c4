"""A server without a network installs the kit from a wheelhouse and makes a region's site with it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# An interpreter without variables that lead it to packages elsewhere.
PLAIN = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull}


def offline(*command: str | Path, cwd: Path) -> str:
    """Run a command in a network namespace of its own that has no way out; returns what it said."""
    alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    run = subprocess.run([*alone, *map(str, command)], cwd=cwd, env=PLAIN, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def can_reach_us(cwd: Path) -> bool:
    """Whether a command run offline reaches a server of ours: the network is off only when it does not."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = server.getsockname()
        with socket.create_connection(there):
            pass
        knock = f"import socket; print(socket.socket().connect_ex({there}))"
        return int(offline(sys.executable, "-c", knock, cwd=cwd)) == 0


@pytest.mark.soak
def test_the_wheelhouse_installs_with_the_network_off(tmp_path: Path) -> None:
    house = tmp_path / "wheelhouse"
    subprocess.run([ROOT / ".ci" / "wheelhouse", house], check=True, stdin=subprocess.DEVNULL)
    assert not can_reach_us(tmp_path)
    offline(sys.executable, "-m", "venv", tmp_path / "kit", cwd=tmp_path)
    lock = house / "requirements.lock"
    pip = tmp_path / "kit" / "bin" / "pip"
    offline(pip, "install", "--no-index", "--find-links", house, "-r", lock, "tlkit", cwd=tmp_path)
    offline(tmp_path / "kit" / "bin" / "tlkit", "new", "region", "kota-tangerang", cwd=tmp_path)
    assert (tmp_path / "kota-tangerang" / "region.yaml").is_file()
    assert "tlkit/bin/pip install --no-index" in (house / "README.md").read_text(encoding="utf-8")
