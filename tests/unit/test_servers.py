"""The servers that other tests lean on do what they promise."""

import sys
from pathlib import Path

import psycopg
import pytest

from tests.servers import Late, answers, free_port, postgres, running, wait_until


def test_databases_are_separate_and_copies_carry_their_original() -> None:
    with postgres() as cluster:
        first, second = cluster.database(), cluster.database()
        with psycopg.connect(plain(first)) as db:
            db.execute("CREATE TABLE permit (name text)")
        copy = cluster.database(like=first.rpartition("/")[2])
        assert (tables(first), tables(second), tables(copy)) == (1, 0, 1)
        assert owner_of_server(first) != 0
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(plain(first))


def test_a_command_that_ends_at_once_is_reported_with_what_it_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no such city')"]
    with pytest.raises(Late, match="no such city"), running(command, "http://127.0.0.1:9", tmp_path / "log"):
        pass


def test_a_server_is_waited_for_and_gone_afterwards(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    with running(command, f"http://127.0.0.1:{port}", tmp_path / "log", cwd=tmp_path) as server:
        assert answers(server.url)
    assert not answers(server.url)


def test_waiting_ends_at_its_deadline() -> None:
    with pytest.raises(Late, match="the tide"):
        wait_until(lambda: False, "the tide", deadline=0.1)


def plain(url: str) -> str:
    """The address as libpq reads it."""
    return url.replace("+psycopg", "")


def tables(url: str) -> int:
    """How many tables the database holds."""
    with psycopg.connect(plain(url)) as db:
        row = db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row
    return int(row[0])


def owner_of_server(url: str) -> int:
    """The user's number under which the server process runs."""
    with psycopg.connect(plain(url)) as db:
        row = db.execute("SHOW data_directory").fetchone()
    assert row
    return Path(row[0]).stat().st_uid
