"""A Redis of one's own, on a socket in a folder of its own, nothing kept on disk."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers.process import Late, stop, wait_until


@contextmanager
def redis() -> Iterator[str]:
    """The `REDIS_URL` of a new server, ended afterwards."""
    if shutil.which("redis-server") is None:
        raise Late("Redis is not installed: apt-get install redis-server")
    folder = Path(tempfile.mkdtemp(prefix="tlkit-redis-"))
    place = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(place), "--save", "", "--appendonly", "no"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["redis-server", *options, "--dir", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: process.poll() is not None or answers(place), "Redis")
        if process.returncode is not None:
            raise Late(f"redis-server ended:\n{(folder / 'log').read_text()}")
        yield f"unix://{place}"
    finally:
        stop(process)
        shutil.rmtree(folder)


def answers(place: Path) -> bool:
    """Whether a server on the socket says PONG."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(place))
        connection.sendall(b"PING\r\n")
        return connection.recv(16).startswith(b"+PONG")
    return False
