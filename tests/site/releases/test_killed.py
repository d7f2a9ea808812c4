"""A running site killed while a push is applied: afterwards its catalogue is whole, and it says which."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import tlkit.reference
from tests.office_simulator import OfficeSimulator
from tests.servers import answers, free_port, wait_until
from tests.site.folders import ROOT, make_instance
from tests.site.releases.conftest import TOKEN, enrol
from tlkit.catalogue.bundle import bundle_to_bytes
from tlkit.site.shared.aside import NAME, reached

FIRST = next(iter(tlkit.reference.load().permits))
LONGEST = 0.7
"""Seconds within which a push is applied, unless the machine is busy."""


class Served:
    """`tlkit serve` with two web processes in a process group of its own, started again at will."""

    def __init__(self, instance: Path, log: Path) -> None:
        self.instance, self.log, self.port = instance, log, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is ready."""
        command = [sys.executable, "-c", "from tlkit.cli import main; main()", "serve", str(self.instance)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "--workers", "2"],
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(lambda: answers(self.url + "/readyz") and self.job_process() is not None, "the site")

    def kill(self) -> None:
        """Kill all of its processes at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def job_process(self) -> int | None:
        """The number of the process that takes releases in."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                with reached(self.instance / "var") as folder:
                    probe.connect(f"{folder}/{NAME}")
            except OSError:
                return None
            found = probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            return int(struct.unpack("3i", found)[0])

    def ask(self, verb: str, body: bytes | None = None) -> tuple[int, Any]:
        """What the site answers to the office. Raises OSError when it is cut off."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        request = urllib.request.Request(f"{self.url}/office/v1/{verb}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def page(self) -> str:
        """The first permit's page, not from the published lane."""
        with urllib.request.urlopen(f"{self.url}/izin/{FIRST}?x=1", timeout=60) as answer:
            body: bytes = answer.read()
        return body.decode()


@pytest.fixture
def office() -> OfficeSimulator:
    return OfficeSimulator(now=datetime.now(timezone.utc))


@pytest.fixture
def served(office: OfficeSimulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """An enrolled site that runs, its first release in force."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    instance = make_instance(tmp_path)
    enrol(instance, office)
    first = bundle_to_bytes(office.release("2026.3.1"))
    (instance / "trust" / "first-release.bundle").write_bytes(first)
    made = Served(instance, tmp_path / "log")
    try:
        made.start()
        yield made
    finally:
        made.kill()


def pushed_until(served: Served, bundle: bytes, cut: Callable[[], None], seconds: float) -> Any:
    """What the office was told of a push that was cut off after so long; None where it was told nothing."""
    told: list[Any] = []

    def push() -> None:
        try:
            told.append(served.ask("apply", bundle))
        except (OSError, http.client.HTTPException, ValueError):
            told.append(None)

    pushing = threading.Thread(target=push)
    pushing.start()
    pushing.join(seconds)
    cut()
    pushing.join()
    return told[0]


def in_force(served: Served) -> int:
    """The number of the release in force, once everything that shows it agrees and it is whole."""
    status, said = served.ask("status")
    assert status == 200
    with sqlite3.connect(served.instance / "var" / "site.db") as database:
        generation, version = database.execute(
            "SELECT activation.id, version FROM pointer JOIN activation ON activation.id = activation_id"
            " JOIN release ON release.id = release_id"
        ).fetchone()
        held = database.execute(
            "SELECT count(*) FROM activation_permit JOIN permit_version ON permit_digest = digest"
            " WHERE activation_id = ?",
            [generation],
        ).fetchone()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert (said["version"], said["generation"]) == (version, generation)
    assert held == (len(tlkit.reference.load().permits),)
    assert f"Ringkasan {version}." in served.page()
    return int(version.rpartition(".")[2])


@pytest.mark.series
def test_a_site_killed_at_any_moment_of_a_push(
    served: Served, office: OfficeSimulator, soak_rounds: Callable[[int], int]
) -> None:
    chance = random.Random(11)
    before, outcomes = 1, []
    for number in range(2, 2 + soak_rounds(50)):
        bundle = bundle_to_bytes(office.release(f"2026.3.{number}"))
        told = pushed_until(served, bundle, served.kill, chance.uniform(0.0, LONGEST))
        served.start()
        now = in_force(served)
        assert now in (before, number)
        if told is not None:
            assert (told[0], now) == (200, number)
        again = served.ask("apply", bundle)
        assert again[0] == 200
        assert again[1]["changed"] == (now != number)
        before = in_force_soon(served)
        assert before == number
        outcomes.append((told is not None, now == number))
    assert len(outcomes) == soak_rounds(50)


@pytest.mark.series
def test_the_job_process_killed_at_any_moment_of_a_push(
    served: Served, office: OfficeSimulator, soak_rounds: Callable[[int], int]
) -> None:
    chance = random.Random(12)
    for number in range(2, 2 + soak_rounds(20)):
        bundle = bundle_to_bytes(office.release(f"2026.3.{number}"))
        victim = served.job_process()
        assert victim is not None

        def kill(victim: int = victim) -> None:
            os.kill(victim, signal.SIGKILL)

        status, said = pushed_until(served, bundle, kill, chance.uniform(0.0, LONGEST))
        assert (status, said.get("reason")) in ((200, None), (503, "cut-off"))
        wait_until(partial(replaced, served, victim), "the job process")
        now = in_force_soon(served)
        assert now in (number - 1, number)
        assert now == number or status != 200
        assert served.ask("apply", bundle)[1]["changed"] == (now != number)


def replaced(served: Served, victim: int) -> bool:
    """Whether another process takes releases in now."""
    return served.job_process() not in (None, victim)


def in_force_soon(served: Served) -> int:
    """The same once every page of every web process has had its two seconds."""
    words = f"Ringkasan {served.ask('status')[1]['version']}."
    # Each request may meet another process; so many in a row meet them all.
    wait_until(lambda: all(words in served.page() for _ in range(12)), "the page", deadline=2)
    return in_force(served)
