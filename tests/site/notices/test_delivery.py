"""Notices reach a real mail server and a gateway; what fails is tried again, and nothing is lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from tests.servers import free_port
from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared import notices
from tlkit.site.shared.database import writing
from tlkit.site.shared.notices import delivery
from tlkit.site.shared.notices.carrying import BadAddress, Parcel
from tlkit.site.shared.notices.delivery import deliver
from tlkit.site.shared.notices.mail import MailLine

MONDAY = datetime(2026, 3, 16, 1, tzinfo=timezone.utc)


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


class Box:
    """A mail server's box; `answers` are given in turn, then it takes everything."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answers: list[str] = []
        self.to_senders: list[str] = []
        self.to_recipients: list[str] = []

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.to_senders.pop(0) if self.to_senders else "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_recipients:
            return self.to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def site(folder: Path, time: Time, port: int) -> Iterator[Flask]:
    made = create_app(folder, clock=time, config={"SMTP_URL": f"smtp://127.0.0.1:{port}"})
    prepare_app(made)
    with made.app_context():
        yield made
    close(made)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def mail(box: Box, port: int) -> Iterator[Controller]:
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield server
    if server.server is not None:
        server.stop()


def tell(to: dict[str, str], time: Time, count: int = 1) -> None:
    with writing() as session:
        for _ in range(count):
            notices.send(
                session, recipient=to, template="received", language="id", now=time.now,
                values={"receipt": "K7MP-3XQ9-M", "title": "Izin"},
            )  # fmt: skip


def outcomes() -> list[tuple[str, str, str | None]]:
    with writing() as session:
        rows = session.scalars(select(notices.Outgoing).order_by(notices.Outgoing.id))
        return [(row.channel, row.state, row.outcome) for row in rows]


SITI = {"email": "siti@contoh.id"}


def test_a_mail_arrives(site: Flask, mail: Controller, box: Box, time: Time) -> None:
    tell({**SITI, "phone": "+6281234567890"}, time)
    deliver()
    assert outcomes() == [("email", "sent", None), ("whatsapp", "skipped", "no provider")]
    (envelope,) = box.mails
    assert envelope.rcpt_tos == ["siti@contoh.id"]
    content = envelope.content.decode()
    assert "K7MP-3XQ9-M" in content
    assert "Auto-Submitted: auto-generated" in content
    with writing() as session:
        kept = session.scalars(select(notices.Outgoing)).all()
        assert {(row.recipient, row.subject, row.body) for row in kept} == {(None, None, None)}
    deliver()
    assert len(box.mails) == 1


def test_what_the_server_puts_off_is_tried_again_and_what_it_refuses_is_not(
    site: Flask, mail: Controller, box: Box, time: Time
) -> None:
    box.answers = ["451 later", "550 no"]
    tell(SITI, time, 3)
    deliver()
    assert outcomes() == [
        ("email", "waiting", "smtp 451"),
        ("email", "failed", "smtp 550"),
        ("email", "sent", None),
    ]
    deliver()
    assert len(box.mails) == 1
    time.now += timedelta(minutes=1)
    deliver()
    assert outcomes()[0] == ("email", "sent", None)
    assert len(box.mails) == 2


def test_a_server_that_does_not_know_the_site_is_no_fault_of_the_mails(
    site: Flask, mail: Controller, box: Box, time: Time
) -> None:
    box.to_senders = ["530 5.7.0 Authentication required"]
    tell(SITI, time, 3)
    deliver()
    assert outcomes() == [
        ("email", "waiting", "SMTPSenderRefused 530"),
        ("email", "waiting", None),
        ("email", "waiting", None),
    ]
    time.now += timedelta(minutes=1)
    box.to_recipients = ["554 5.7.1 Relay access denied", "550 5.1.1 No such user"]
    deliver()
    assert outcomes() == [
        ("email", "waiting", "smtp 554"),
        ("email", "failed", "smtp 550"),
        ("email", "sent", None),
    ]
    time.now += timedelta(minutes=5)
    deliver()
    assert outcomes()[0] == ("email", "sent", None)
    assert len(box.mails) == 2


def test_a_mail_server_that_is_away_for_a_day_loses_nothing(
    site: Flask, box: Box, time: Time, port: int
) -> None:
    tell(SITI, time, 5)
    for _ in range(48):
        deliver()
        time.now += timedelta(minutes=30)
    assert {state for _, state, _ in outcomes()} == {"waiting"}
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        deliver()
    finally:
        server.stop()
    assert outcomes() == [("email", "sent", None)] * 5
    assert len(box.mails) == 5


def test_after_three_days_it_is_given_up(site: Flask, time: Time) -> None:
    tell(SITI, time)
    time.now += delivery.PATIENCE
    deliver()
    assert outcomes() == [("email", "failed", "ConnectionRefusedError")]


def test_who_is_killed_while_sending_leaves_the_mail_to_the_next(
    site: Flask, mail: Controller, box: Box, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    tell(SITI, time)
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "conclude", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    assert [state for _, state, _ in outcomes()] == ["sending"]
    deliver()
    assert len(box.mails) == 1
    time.now += delivery.LEASE
    deliver()
    assert outcomes() == [("email", "sent", None)]
    first, second = (message_id(envelope) for envelope in box.mails)
    assert first == second


def message_id(envelope: Any) -> str:
    lines = envelope.content.decode().splitlines()
    return next(line for line in lines if line.startswith("Message-ID:"))


def test_a_notice_that_breaks_its_carrier_holds_up_no_other(
    site: Flask, mail: Controller, box: Box, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = MailLine.deliver

    def broken(line: MailLine, parcel: Parcel) -> None:
        if parcel.recipient == "rusak@contoh.id":
            raise LookupError("siti@contoh.id")
        sent(line, parcel)

    monkeypatch.setattr(MailLine, "deliver", broken)
    tell({"email": "rusak@contoh.id"}, time)
    tell(SITI, time)
    deliver()
    assert outcomes() == [("email", "waiting", "LookupError"), ("email", "sent", None)]
    time.now += delivery.PATIENCE
    deliver()
    assert outcomes()[0] == ("email", "failed", "LookupError")


def test_a_gateway_gets_each_message_with_its_token(site: Flask, time: Time) -> None:
    taken: list[tuple[str | None, dict[str, str]]] = []
    codes = [503, 400, 202]

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.append((self.headers["Authorization"], body))
            self.send_response(codes.pop(0))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    gateway = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    site.config.update(WHATSAPP_URL=f"http://127.0.0.1:{gateway.server_port}/send", WHATSAPP_TOKEN="rahasia")
    try:
        tell({"phone": "+6281234567890"}, time, 2)
        deliver()
        assert [state for _, state, _ in outcomes()] == ["waiting", "waiting"]
        time.now += timedelta(minutes=2)
        deliver()
        assert [state for _, state, _ in outcomes()] == ["failed", "sent"]
    finally:
        gateway.shutdown()
        gateway.server_close()
    assert {token for token, _ in taken} == {"Bearer rahasia"}
    assert taken[0][1]["to"] == "+6281234567890"
    assert taken[0][1]["id"] == taken[1][1]["id"] != taken[2][1]["id"]


def test_the_regions_own_words_come_first(
    site: Flask, mail: Controller, box: Box, time: Time, folder: Path
) -> None:
    own = folder / "content" / "pesan"
    own.mkdir(parents=True)
    (own / "received.id.md").write_text("Halo {receipt}\n\nTerima kasih, {nama}.\n")
    tell(SITI, time)
    deliver()
    content = box.mails[0].content.decode()
    assert "Subject: Halo K7MP-3XQ9-M" in content
    assert "Terima kasih, {nama}." in content


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SMTP_URL", "surel.example"),
        ("SMTP_URL", "smtp://host:surel"),
        ("WHATSAPP_URL", "gerbang.example/kirim"),
        ("WHATSAPP_URL", "file:///etc/hosts"),
        ("MAIL_FROM", "Kota Contoh"),
    ],
)
def test_a_setting_that_names_no_provider_stops_the_start(tmp_path: Path, setting: str, value: str) -> None:
    config = {"SMTP_URL": "smtp://127.0.0.1", setting: value}
    with pytest.raises(BadAddress, match=setting):
        create_app(make_instance(tmp_path), config=config)
