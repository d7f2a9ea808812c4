"""Start a server, wait until it answers, end it: the kit's own site, nginx, or any other command."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEADLINE = 60.0


class Late(AssertionError):
    """What was waited for did not come in time, or its process ended before."""


def wait_until(condition: Callable[[], bool], what: str, deadline: float = DEADLINE) -> None:
    """Return once `condition()` holds, asked every 20 ms; raises `Late` after `deadline` seconds."""
    pause = threading.Event()
    for _ in range(int(deadline / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    raise Late(f"{what}: not within {deadline:.0f} s")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether `url` answers now, and not with an error."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, its process, and the file of what it said."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """Everything it printed so far."""
        return self.log.read_text(errors="replace")


@contextmanager
def running(
    command: Sequence[str | os.PathLike[str]],
    url: str,
    log: Path,
    *,
    ready: str = "/",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start `command`, wait until `url + ready` answers, and end it and its children afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(url, process, log)
    try:
        wait_until(lambda: process.poll() is not None or answers(url + ready), f"{url}{ready}")
        if process.returncode is not None:
            raise Late(f"{command[0]} ended with {process.returncode}:\n{server.said()}")
        yield server
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and make it after ten seconds."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def site(
    *instances: Path, log: Path, env: Mapping[str, str] | None = None, workers: int = 1
) -> Iterator[Server]:
    """`tlkit serve INSTANCE…` on a free port, once its /readyz says that it is ready."""
    port = free_port()
    command = [sys.executable, "-c", "from tlkit.cli import main; main()", "serve", *map(str, instances)]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    root = Path(__file__).resolve().parents[2]
    here = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
    with running(command, f"http://127.0.0.1:{port}", log, ready="/readyz", env=here) as server:
        yield server


@contextmanager
def nginx(config: Path, url: str, log: Path, *, ready: str = "/") -> Iterator[Server]:
    """nginx in the foreground with a whole configuration file, its prefix the file's folder."""
    command = ["nginx", "-p", f"{config.parent}/", "-c", str(config), "-g", "daemon off;"]
    with running(command, url, log, ready=ready) as server:
        yield server
