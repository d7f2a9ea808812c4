"""A PostgreSQL cluster of one's own: made in a second, run by an unprivileged user, removed afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.servers.process import Late, free_port

INITDB = ("--auth=trust", "--username=tlkit", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
FOR_TESTS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@dataclass(frozen=True)
class Postgres:
    """A cluster of one's own on loopback; every `database()` is new, empty and separate."""

    port: int
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, name: str) -> str:
        """The `DATABASE_URL` of the database `name`."""
        return f"postgresql+psycopg://tlkit@127.0.0.1:{self.port}/{name}"

    def database(self, like: str = "template0") -> str:
        """Create a database, a copy of the database named `like`; returns its `DATABASE_URL`.

        A copy of a migrated database takes a tenth of the time of migrating; nobody may be
        connected to the original meanwhile.
        """
        url = self.url(f"test_{next(self._numbers)}")
        self.copy(like, url)
        return url

    def copy(self, like: str, url: str) -> None:
        """Put a copy of the database named `like` where `url` leads, in place of what is there."""
        self.drop(url)
        self.do(f'CREATE DATABASE "{url.rpartition("/")[2]}" TEMPLATE "{like}"')

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the server, its write-ahead log and its own log among them, all data written out."""
        self.do("CHECKPOINT")
        for path in self.folder.rglob("*"):
            with suppress(OSError):  # it removes files of its own while it runs
                if path.is_file():
                    yield str(path.relative_to(self.folder)), path.read_bytes()

    def drop(self, url: str) -> None:
        """Remove a database that `database()` made, whoever is still connected."""
        self.do(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def do(self, statement: str) -> None:
        """Run one statement as the owner of the cluster, outside of a transaction."""
        import psycopg

        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="tlkit", dbname="postgres", autocommit=True
        ) as db:
            db.execute(statement.encode())


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new PostgreSQL cluster, run by an unprivileged user (the server refuses root); removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tlkit-pg-"))
    if (owner := unprivileged()) is not None:
        os.chown(folder, owner, owner)
    try:
        as_owner(folder, "initdb", *INITDB)
        port = started(folder)
        try:
            yield Postgres(port, folder)
        finally:
            as_owner(folder, "pg_ctl", "--mode=immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder)


def started(folder: Path) -> int:
    """Start the cluster on a free port and return it; another process may take a port first, so try a few."""
    for _ in range(5):
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {FOR_TESTS}"
        try:
            as_owner(folder, "pg_ctl", f"--log={folder / 'log'}", f"--options={options}", "--wait", "start")
        except subprocess.CalledProcessError:
            continue
        return port
    raise Late(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def as_owner(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the cluster in `folder` as its owner; raises `CalledProcessError`."""
    owner = unprivileged()
    # The server inherits the streams and would hold a pipe open for ever; its words go to the log.
    subprocess.run(
        [programs() / program, f"--pgdata={folder / 'data'}", *arguments],
        check=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=owner,
        group=owner,
        extra_groups=None if owner is None else [],
    )


def unprivileged() -> int | None:
    """The number of the user who runs the server when we are root; None when we are not."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest version installed; Debian keeps it off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: float(path.parts[-3]), default=None)
    if newest is None:
        raise Late("PostgreSQL is not installed: apt-get install postgresql")
    return newest.parent
