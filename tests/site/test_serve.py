"""`tlkit serve`: the processes start, stay, and end together."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Server, site, wait_until
from tests.site.folders import ROOT, make_instance
from tlkit.errors import TlkitError
from tlkit.site.published.folder import current_generation, write
from tlkit.site.published.pages import Page
from tlkit.site.serve import serve


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, found) for one in (child, *children(child))]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def text_of(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        body: bytes = answer.read()
    return body.decode()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Server]]:
    """An instance run by `tlkit serve` with two web processes, and its pages published."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    instance = make_instance(tmp_path)
    with site(instance, log=tmp_path / "log", workers=2) as server:
        published = instance / "var" / "published"
        wait_until(lambda: current_generation(published) is not None, "the published pages")
        yield instance, server


def test_every_worker_takes_over_another_generation_within_two_seconds(served: tuple[Path, Server]) -> None:
    instance, server = served
    page = Page("/izin", "text/html; charset=utf-8", "no-cache", b"<p>another</p>")
    write(instance / "var" / "published", [page])

    def everywhere() -> bool:
        return all(text_of(f"{server.url}/izin") == "<p>another</p>" for _ in range(20))

    wait_until(everywhere, "the new generation in every worker", deadline=2)


def test_a_new_catalogue_is_published_by_itself(served: tuple[Path, Server]) -> None:
    instance, _ = served
    before = current_generation(instance / "var" / "published")
    with sqlite3.connect(instance / "var" / "site.db") as database:
        first = database.execute("SELECT permit_id FROM activation_permit WHERE position = 0").fetchone()[0]
        columns = "release_id, overlay_id, activated_at, digest, until"
        database.execute(f"INSERT INTO activation (id, {columns}) SELECT 2, {columns} FROM activation")
        database.execute(
            "INSERT INTO activation_permit SELECT 2, permit_id, permit_digest, position, offered, origin "
            "FROM activation_permit WHERE permit_id <> ?",
            [first],
        )
        database.execute("UPDATE pointer SET activation_id = 2")
    wait_until(
        lambda: current_generation(instance / "var" / "published") != before, "the new pages", deadline=30
    )
    current = instance / "var" / "published" / "current"
    assert not (current / "izin" / first).exists()


def test_a_web_process_that_dies_is_replaced(served: tuple[Path, Server]) -> None:
    _, server = served
    before = children(server.process.pid)
    leaves = [pid for pid in before if not children(pid)]
    for pid in leaves:
        os.kill(pid, signal.SIGKILL)
    wait_until(
        lambda: (
            len(children(server.process.pid)) == len(before)
            and not set(leaves) & set(children(server.process.pid))
        ),
        "new processes in place of the dead",
    )
    wait_until(lambda: answers(server), "the site")


def answers(server: Server) -> bool:
    try:
        return text_of(f"{server.url}/readyz") == "ready\n"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_all_processes_end_with_the_command(served: tuple[Path, Server], how: signal.Signals) -> None:
    _, server = served
    pids = children(server.process.pid)
    assert len(pids) >= 4
    server.process.send_signal(how)
    assert server.process.wait(15) == (-9 if how == signal.SIGKILL else 0)
    wait_until(lambda: not any(alive(pid) for pid in pids), "the end of every process", deadline=15)


def test_two_sites_answer_on_neighbouring_ports_with_their_own_pages(tmp_path: Path) -> None:
    one = make_instance(tmp_path, "one")
    two = make_instance(tmp_path, "two", {"slug: kota-contoh": "slug: kota-lain"})
    with site(one, two, log=tmp_path / "log") as server:
        port = int(server.url.rpartition(":")[2])
        second = Server(f"http://127.0.0.1:{port + 1}", server.process, server.log)
        wait_until(lambda: answers(second), "the second site")
        wait_until(lambda: server.said().count("Siap:") == 2, "both addresses")
        assert f":{port} " in server.said()
        assert f":{port + 1} " in server.said()
    assert (one / "var" / "site.db").exists()
    assert (two / "var" / "site.db").exists()


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    instance = make_instance(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, str(ROOT / "cli.py"), "--lang", "en", "serve", str(instance)]
        command += ["--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (instance / "var").exists()


def test_two_sites_never_share_one_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/one")
    with pytest.raises(TlkitError, match="one database"):
        serve([tmp_path / "one", tmp_path / "two"], "127.0.0.1", 1, 1, lambda *_: None)
