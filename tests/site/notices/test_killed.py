"""The job process is killed in the middle of a mail: the next one sends it, and no other comes twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from tests.servers import free_port, wait_until
from tests.site.folders import close
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared import notices
from tlkit.site.shared.clock import system_clock
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.notices.delivery import LEASE, deliver


def work(folder: Path, ahead: timedelta) -> None:
    """What a job process does, with a clock that is ahead."""
    create_app(folder, clock=lambda: system_clock() + ahead).extensions["tlkit.jobs"].work()


class SlowBox:
    """A mail server that has taken the first mail whole, and does not say so until it may."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.holds, self.may = threading.Event(), threading.Event()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], str(letter["Message-ID"])))
        self.holds.set()
        while not self.may.is_set():
            await asyncio.sleep(0.01)
        return "250 OK"

    def times(self, recipient: str) -> int:
        """How often a mail came for somebody; always with one Message-ID."""
        found = [number for to, number in self.taken if to == recipient]
        assert len(set(found)) <= 1
        return len(found)


@pytest.fixture
def box() -> Iterator[SlowBox]:
    made = SlowBox()
    yield made
    made.may.set()


@pytest.fixture
def site(folder: Path, box: SlowBox) -> Iterator[Flask]:
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    with (folder / ".env").open("a") as settings:
        settings.write(f"SMTP_URL=smtp://127.0.0.1:{server.port}\n")
    made = create_app(folder)
    prepare_app(made)
    with made.app_context():
        yield made
    close(made)
    box.may.set()
    server.stop()


@contextmanager
def job_process(folder: Path, ahead: timedelta = timedelta(0)) -> Iterator[ForkProcess]:
    """A job process of its own, killed at the end, if not before."""
    process = get_context("fork").Process(target=work, args=(folder, ahead))
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def tell(*recipients: str) -> None:
    with writing() as session:
        for recipient in recipients:
            notices.send(
                session, recipient={"email": recipient}, template="received", language="id",
                now=system_clock(), values={"receipt": "K7MP-3XQ9-M", "title": "Izin"},
            )  # fmt: skip


def states() -> list[str]:
    found = list(db.session.scalars(select(notices.Outgoing.state).order_by(notices.Outgoing.id)))
    db.session.rollback()
    return found


def test_a_job_process_killed_in_the_middle_of_a_mail(site: Flask, folder: Path, box: SlowBox) -> None:
    jobs = site.extensions["tlkit.jobs"]
    tell("siti@contoh.id", "budi@contoh.id")
    with job_process(folder) as first:
        jobs.enqueue("notices")
        wait_until(box.holds.is_set, "the first mail")
        first.kill()
        first.join()
    assert states() == ["sending", "waiting"]
    box.may.set()
    deliver()
    assert states() == ["sending", "sent"], "a mail that somebody may still be sending is left alone"
    assert (box.times("siti@contoh.id"), box.times("budi@contoh.id")) == (1, 1)
    with job_process(folder, LEASE + timedelta(seconds=1)):
        jobs.enqueue("notices")
        wait_until(lambda: states() == ["sent", "sent"], "the mail that was cut off")
    assert (box.times("siti@contoh.id"), box.times("budi@contoh.id")) == (2, 1)
