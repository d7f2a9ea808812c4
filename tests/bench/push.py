"""What a push costs beside bare requests: the same rounds, the same order, the same bytes, 50 ms away."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from tests.bench.figure import Figure, in_turn

LATENCY = 0.05
"""Seconds that a stand-in takes to answer."""
FEW, MANY = 36, 514
CANARIES = 3
TOKEN = "a-token-for-the-bench-that-is-long-enough"
HEAD = "POST /office/v1/{verb} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
HEAD += "X-Tlkit-Plan: d1\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n"


def figures() -> Iterator[Figure]:
    """A push to few and to many, and the memory of many against that of few."""
    with tempfile.TemporaryDirectory(prefix="tlkit-bench-") as folder:
        office = released(Path(folder) / "pusat")
        with stand_ins(MANY, version_of(office)) as ports:
            for count in (FEW, MANY):
                write_fleet(office, ports[:count])
                yield pace(office, ports[:count])
            yield memory(office, ports)


def pace(office: Path, ports: list[int]) -> Figure:
    """Ours against bare sockets, `WIDTH` at a time as ours."""
    body = bundle_of(office)
    ours, peer = in_turn(lambda: ours_took(office), lambda: asyncio.run(bare(ports, body)))
    name = f"push of {len(body) // 1000} kB to {len(ports)} stand-ins of {LATENCY * 1000:.0f} ms"
    return Figure(name, ours * 1000, peer * 1000, "ms", bar=2.0, worse="higher")


def memory(office: Path, ports: list[int]) -> Figure:
    """The most that a process of its own held: many against few."""

    def held(count: int) -> float:
        write_fleet(office, ports[:count])
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.push", "--once", str(office)],
            check=True,
            capture_output=True,
            text=True,
        )
        return float(told.stdout)

    ours, peer = in_turn(lambda: held(MANY), lambda: held(FEW))
    return Figure(f"memory of a push to {MANY} against {FEW}", ours, peer, "MB", bar=2.0, worse="higher")


def ours_took(office: Path) -> float:
    """Seconds of one push, journal on disk included."""
    before = time.perf_counter()
    push_once(office)
    return time.perf_counter() - before


def push_once(office: Path) -> None:
    """One push to the whole fleet; a push that fails is not a quick one."""
    from tlkit.office.fleet import read_fleet
    from tlkit.office.folder import open_office
    from tlkit.office.push import push

    opened = open_office(office)
    pushed = push(opened, read_fleet(opened), datetime.now(timezone.utc))
    assert not pushed.failed, [one.as_data("en") for one in pushed.outcomes if not one.done][:3]


async def bare(ports: list[int], body: bytes) -> float:
    """Seconds of the same requests through bare connections, each kept from plan to apply."""
    from tlkit.office.push_client import WIDTH

    began = time.perf_counter()
    room = asyncio.Semaphore(WIDTH)
    for verb, some in (("plan", ports), ("apply", ports[:CANARIES]), ("apply", ports[CANARIES:])):
        await asyncio.gather(*(request(verb, port, body, room) for port in some))
    return time.perf_counter() - began


async def request(verb: str, port: int, body: bytes, room: asyncio.Semaphore) -> None:
    """One request and its answer, read to its end."""
    async with room:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEAD.format(verb=verb, port=port, token=TOKEN, length=len(body)).encode() + body)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        json.loads(await reader.readexactly(length))
        writer.close()


@contextmanager
def stand_ins(count: int, version: str) -> Iterator[list[int]]:
    """Endpoints that answer after `LATENCY`, in a process of their own."""
    command = [sys.executable, "-m", "tests.bench.push", "--stand-ins", str(count), version]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


async def stand(count: int, version: str) -> None:
    """Serve until standard input ends; each remembers nothing."""
    plan = {"installed": None, "version": version, "digest": "d1", "counts": {"take_base": 3}}
    answers = {"plan": plan, "apply": {"version": version, "generation": 1, "changed": True}}
    told = {verb: json.dumps(answer).encode() for verb, answer in answers.items()}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                await reader.readexactly(int(head.partition("content-length:")[2].split("\r\n")[0]))
                await asyncio.sleep(LATENCY)
                answer = told[head.split(" ")[1].rpartition("/")[2]]
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    servers = [await asyncio.start_server(serve, "127.0.0.1", 0) for _ in range(count)]
    print(json.dumps([server.sockets[0].getsockname()[1] for server in servers]), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    os._exit(0)


def released(folder: Path) -> Path:
    """An office that has released the reference catalogue."""
    from tlkit.office.keys import KeyRing
    from tlkit.office.release import release
    from tlkit.office.start import start

    now = datetime.now(timezone.utc)
    ring = KeyRing((folder / "keys",), lambda name, new: "a passphrase for the bench")
    office = start(folder, "Kantor contoh", None, ring, now)
    release(office, ring, "stable", "Rilis.", effective_from=None, urgent=False, now=now)
    (folder / "keys" / "tokens").mkdir()
    (folder / "keys" / "tokens" / "bench").write_text(TOKEN)
    return folder


def write_fleet(office: Path, ports: list[int]) -> None:
    """The rows of the stand-ins, the first few canaries."""
    rows = [
        f"- {{slug: kota-{number}, url: 'http://127.0.0.1:{port}', token: keys/tokens/bench,"
        f" cohort: {'canary' if number < CANARIES else 'general'}}}"
        for number, port in enumerate(ports)
    ]
    (office / "fleet.yaml").write_text("\n".join(["schema: 1", "instances:", *rows]) + "\n")


def version_of(office: Path) -> str:
    """The version that the office released."""
    from tlkit.office.folder import open_office
    from tlkit.office.past import history

    return history(open_office(office))[-1].version


def bundle_of(office: Path) -> bytes:
    """What every instance is sent."""
    from tlkit.office.folder import open_office
    from tlkit.office.push_cargo import cargo

    return cargo(open_office(office), "stable", datetime.now(timezone.utc)).data


def once(office: str) -> None:
    """Push in this process, and print the most memory that it held, in MB.

    `getrusage` would tell the most of whoever started it, where that is more.
    """
    push_once(Path(office))
    peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2]
    print(int(peak.split()[0]) / 1024)


PARTS: dict[str, Callable[..., None]] = {
    "--once": once,
    "--stand-ins": lambda count, version: asyncio.run(stand(int(count), version)),
}

if __name__ == "__main__":
    PARTS[sys.argv[1]](*sys.argv[2:])
