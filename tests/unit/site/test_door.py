"""Sign-ins go one after another; pages go past them."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client, create_environ
from werkzeug.wrappers import Request, Response

from tlkit.site.shared import door
from tlkit.site.shared.door import Door

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SIGN_INS = ("/petugas/masuk", "/petugas/masuk/kode", "/akun/masuk", "/akun/daftar", "/akun/sandi/x")


class Site:
    """Holds whoever signs in until it is opened; counts how many are inside together."""

    def __init__(self) -> None:
        self.lock, self.open, self.somebody = threading.Lock(), threading.Event(), threading.Event()
        self.inside = self.most = 0

    def __call__(self, environ: dict[str, str], start_response: object) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(("/petugas/masuk", "/akun/")):
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            self.somebody.set()
            self.open.wait(10)
            with self.lock:
                self.inside -= 1
        return Response("ok")(environ, start_response)  # type: ignore[arg-type]


def test_pages_go_past_sign_ins_that_wait_for_one_another() -> None:
    site = Site()
    client = Client(Door(site))  # type: ignore[arg-type]
    with ThreadPoolExecutor(6) as people:
        sign_ins = [people.submit(client.post, path) for path in SIGN_INS]
        assert site.somebody.wait(10)
        assert client.get("/izin?q=bidan").text == "ok"
        assert not wait(sign_ins, timeout=0.05).done
        site.open.set()
        assert [each.result(10).text for each in sign_ins] == ["ok"] * 5
    assert site.most == 1


def test_pages_get_a_breath_between_two_sign_ins() -> None:
    times = iter([100.0, 100.5, 100.5 + door.BREATH / 4, 101.0, 200.0, 200.0])
    rests: list[float] = []
    client = Client(Door(Response("ok"), clock=lambda: next(times), rest=rests.append))
    for _ in range(3):
        assert client.post("/petugas/masuk").text == "ok"
        assert client.get("/izin?q=bidan").text == "ok"
    assert rests == [0, pytest.approx(door.BREATH * 3 / 4), 0]


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PATIENCE", 0.01)
    site = Site()
    client = Client(Door(site))  # type: ignore[arg-type]
    with ThreadPoolExecutor(2) as people:
        slow = people.submit(client.post, "/petugas/masuk")
        assert site.somebody.wait(10)
        site.somebody.clear()
        second = people.submit(client.post, "/petugas/masuk/kode")
        assert site.somebody.wait(10)
        site.open.set()
        assert [slow.result(10).text, second.result(10).text] == ["ok", "ok"]
    third = client.post("/petugas/masuk")
    assert third.text == "ok"


def test_the_door_opens_again_after_a_failure() -> None:
    def fails(_environ: object, _start: object) -> Iterable[bytes]:
        raise RuntimeError

    shut = Door(fails)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            shut(create_environ("/petugas/masuk"), lambda *_: lambda _: None)
    assert not shut.free.locked()


def test_only_so_many_run_at_once() -> None:
    gate = threading.Barrier(door.PLACES + 1)
    lock, inside, most = threading.Lock(), 0, 0

    def crowded(environ: dict[str, str], start_response: object) -> Iterable[bytes]:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        try:
            gate.wait(0.05)  # one more than there are places would open it
        except threading.BrokenBarrierError:
            gate.reset()
        with lock:
            inside -= 1
        return Response("ok")(environ, start_response)  # type: ignore[arg-type]

    client = Client(Door(crowded))  # type: ignore[arg-type]
    with ThreadPoolExecutor(12) as people:
        answers = [people.submit(client.get, "/izin?q=bidan") for _ in range(12)]
        assert [each.result(20).text for each in answers] == ["ok"] * 12
    assert 0 < most <= door.PLACES


class Slow(io.BytesIO):
    """What a client sends who takes time, until it is let go."""

    def __init__(self) -> None:
        super().__init__(b"x" * 10)
        self.may, self.asked = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.asked.set()
        self.may.wait(10)

    def read(self, size: int | None = -1) -> bytes:
        self.wait()
        return super().read(size)

    def readinto(self, buffer: WriteableBuffer) -> int:
        self.wait()
        return super().readinto(buffer)


def test_who_sends_slowly_holds_no_place() -> None:
    lines = [Slow() for _ in range(door.PLACES)]

    def reads(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return Response(Request(environ).get_data())(environ, start_response)

    shut = Door(reads)
    client = Client(shut)
    with ThreadPoolExecutor(door.PLACES + 1) as people:
        slow = [people.submit(client.post, "/", input_stream=line, content_length=10) for line in lines]
        assert all(line.asked.wait(10) for line in lines)
        assert people.submit(client.get, "/izin?q=bidan").result(5).status_code == 200
        for line in lines:
            line.may.set()
        assert [each.result(10).text for each in slow] == ["x" * 10] * door.PLACES
    left = [shut.places.acquire(blocking=False) for _ in range(door.PLACES + 1)]
    assert left.count(True) == door.PLACES
