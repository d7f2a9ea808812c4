"""A canary walks from the form to the signed letter, over mail, corrections, searches and exports.

The database, the queue, the folder and the log are looked through wherever it has rested on its way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from sqlalchemy import select

from tests.servers import Postgres, free_port, redis
from tests.site.canary import NIK, disguises, find
from tests.site.folders import close
from tests.site.officers import officer, post
from tests.site.permits.applying.resident import (
    CONTACT,
    DECLARED,
    PAPERS,
    PLACE,
    TREE,
    WHO,
    WHY,
    Resident,
    photo,
)
from tests.site.permits.filed import case_of
from tests.site.permits.signing_service import NIK as SIGNERS_NIK
from tests.site.permits.signing_service import PASSPHRASE, PASSWORD, USER, signing_service
from tlkit.site import create_app
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db
from tlkit.site.shared.notices import NOTICES, Outgoing

MENDED = "3671055208910004"
"""What the canary writes instead of `NIK` when it is asked to correct it."""
PHONE, EMAIL, PROXY = "081377712345", "kenari.rahasia@contoh.example", "wakil.kenari@contoh.example"
NAME = "Siti Kenari"
SECRET = (NIK, MENDED, PHONE, PHONE[1:], EMAIL, PROXY, SIGNERS_NIK, PASSPHRASE, PASSWORD)


class Box:
    """A mail server that knows nobody of one address, and says so with the address."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == PROXY:
            return f"550 5.1.1 <{address}> unknown: {NIK}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def queue(folder: Path) -> Iterator[Callable[[], bytes]]:
    """Where jobs wait: in Redis beside PostgreSQL, whose whole content this gives; else in a file."""
    if not (folder / ".env").exists():
        yield lambda: b""
        return
    with redis() as url, Redis.from_url(url) as asked:
        with (folder / ".env").open("a") as settings:
            settings.write(f"REDIS_URL={url}\n")
        yield lambda: b"\n".join(held(asked))


def held(asked: Redis) -> Iterator[bytes]:
    """Every key and value of a Redis. What it dumps itself is compressed, and would hide a word."""
    read = {
        b"string": lambda key: [asked.get(key)],
        b"list": lambda key: asked.lrange(key, 0, -1),
        b"hash": lambda key: [part for pair in asked.hgetall(key).items() for part in pair],
        b"set": asked.smembers,
        b"zset": lambda key: asked.zrange(key, 0, -1),
    }
    for key in asked.scan_iter():
        yield key
        yield from read[asked.type(key)](key)


@pytest.fixture
def app(folder: Path, queue: object, box: Box) -> Iterator[Flask]:
    with ExitStack() as running:
        mail = Controller(box, hostname="127.0.0.1", port=free_port())
        mail.start()
        running.callback(mail.stop)
        made = create_app(folder, config={"SMTP_URL": f"smtp://127.0.0.1:{mail.port}"})
        service = running.enter_context(signing_service(made.extensions["tlkit"].clock()))
        (folder / "akar.pem").write_bytes(service.authority.root)
        made.config.update(
            BSRE_URL=service.url, BSRE_USER=USER, BSRE_PASSWORD=PASSWORD, BSRE_ROOTS="akar.pem"
        )
        prepare_app(made)
        yield made
        close(made)


def send_application(resident: Resident) -> str:
    """An application with its NIK in every place where a hand may write one."""
    proxy = {"kuasa_nama": "Wakil Kenari", "kuasa_nik": MENDED, "kuasa_email": PROXY}
    resident.begin(TREE)
    resident.fill({**WHO, "dikuasakan": "yes"}, {"nama_pemohon": NAME, "nik": NIK})
    resident.fill({**CONTACT, "telepon": PHONE, "email": EMAIL}, {**proxy, "kuasa_telepon": "081200001111"})
    resident.fill(PLACE, {**WHY, "alasan": f"Saya {NAME}, {NIK}, {EMAIL}."})
    papers = (*PAPERS, "surat-kuasa", "ktp-penerima-kuasa")
    resident.send({f"berkas:{paper}": (photo(), f"{NIK} {NAME}.jpg") for paper in papers})
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    return resident.receipt


def act(desk: FlaskClient, case_id: int, action: str, **form: Any) -> None:
    with desk.application.app_context():
        seen = case_of(case_id).revision
    answer = post(desk, f"/petugas/permohonan/{case_id}/{action}", {"revision": seen, **form})
    assert answer.status_code == 303, answer.text


def mend(resident: Resident, receipt: str) -> None:
    """Look the case up on another phone by receipt and phone, write about it, and correct it."""
    resident.open("/cek-status")
    resident.send({"resi": receipt, "kontak": PHONE}, to="/cek-status")
    resident.send({"pesan": f"NIK saya {MENDED}, {EMAIL}"}, to=f"/cek-status/{receipt}/pesan")
    resident.open(f"/cek-status/{receipt}/perbaiki")
    corrected = {"nik": MENDED, "berkas:ktp": (photo(), f"{MENDED}.jpg"), "aksi": "kirim"}
    resident.send(corrected, to=f"/cek-status/{receipt}/perbaiki")
    assert resident.path == f"/cek-status/{receipt}", resident.wrong


def sign(app: Flask, case_id: int, desk: FlaskClient) -> None:
    """One signature of the stand-in for BSrE, on a letter for the canary."""
    with app.app_context():
        case = case_of(case_id)
        case.steps = [{"role": role, "action": role} for role in ("signer", "handover")]
        case.role, case.position = "signer", 0
        db.session.commit()
    form = {"surat": [f"certificate:{case_id}"], "nik": SIGNERS_NIK, "sandi": PASSPHRASE}
    wrong = post(desk, "/petugas/tanda-tangan", {**form, "sandi": f"{PASSPHRASE} salah"})
    assert "Ditandatangani<" not in wrong.text
    assert "Ditandatangani<" in post(desk, "/petugas/tanda-tangan", form).text


def test_a_canary_rests_nowhere_in_clear(
    app: Flask,
    server: Postgres | None,
    box: Box,
    queue: Callable[[], bytes],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "tlkit")
    caplog.set_level(logging.DEBUG, "huey")
    jobs = app.extensions["tlkit.jobs"]

    def rests_nowhere(where: str) -> None:
        assert find(app, *SECRET, logs=caplog.text, server=server) == [], where
        held = queue()
        assert not [word for word in SECRET if any(form in held for form in disguises(word))], where

    receipt = send_application(Resident(app.test_client()))
    jobs.enqueue("notices")
    if app.config.get("REDIS_URL"):
        assert NOTICES.name.encode() in queue(), "the queue is looked into where it is"
    rests_nowhere("sent, its notices waiting in the outbox")

    def deliver() -> set[str]:
        with app.app_context():
            jobs.run(NOTICES.name, {})
            assert not db.session.scalars(
                select(Outgoing).where(Outgoing.body.is_not(None) | Outgoing.recipient.is_not(None))
            ).all()
            return set(db.session.scalars(select(Outgoing.state)))

    assert deliver() == {"sent", "failed", "skipped"}
    assert any(receipt in mail for mail in box.taken)
    rests_nowhere("told, and refused by a server that repeats what it was given")

    desk = officer(app, "front-desk", "verifier", "signer", "reviewer", "auditor")
    with app.app_context():
        case_id = db.session.scalars(select(Case.id)).one()
    act(desk, case_id, "kembalikan", alasan=f"NIK {NIK} keliru.", dokumen="ktp", isian="nik")
    deliver()
    mend(Resident(app.test_client()), receipt)
    deliver()
    rests_nowhere("given back and corrected")

    post(desk, "/petugas/permohonan/cari", {"q": MENDED})
    post(desk, "/petugas/loket/resi", {"nik": MENDED})
    sign(app, case_id, desk)
    with app.app_context():
        made = db.session.scalars(select(Certificate)).one()
        assert made.signature_verified
        month = made.issued_on
    for table in ("izin", "kecamatan", "terbit"):
        for kind in ("csv", "xlsx"):
            answer = desk.get(f"/petugas/laporan/unduh/{table}.{kind}?bulan={month:%Y-%m}")
            assert answer.status_code == 200
    deliver()
    rests_nowhere("found, signed and put into tables")
