"""Applications sent: twenty residents at once against a running site on SQLite, from first page to receipt.

Each opens the form, answers five pages of questions, uploads three photos of 1 MB as the site's own script
leaves them (2,000 pixels on the longer side), declares, looks through and sends. The peer is a script with as
many processes as the site has web processes: it redraws the same photos, seals, digests and keeps them, and
writes the same rows in as many commits, with SQLite's `synchronous=FULL` and an `fsync` for each file. It has
no pages, no forms, no HTTP, and whoever asks the site takes his time from the same cores.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import multiprocessing
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image, ImageOps

from tests.bench.figure import Figure, in_turn
from tests.servers import site
from tests.site.applicants import PAGES, addresses, at_once
from tests.site.folders import make_instance

APPLICANTS = 20
TIMES = 2
"""Applications of each in one round."""
WORKERS = 2
ROUNDS = 5
SIZE, NOISE, QUALITY = (2000, 1500), 18, 85
"""Of a photo: so it has about 1 MB."""
KEY = bytes(32)
TABLES = """
CREATE TABLE draft (id INTEGER PRIMARY KEY, token TEXT UNIQUE, content BLOB);
CREATE TABLE upload (id INTEGER PRIMARY KEY, token TEXT UNIQUE, digest TEXT, owner TEXT);
CREATE TABLE file (id INTEGER PRIMARY KEY, receipt TEXT UNIQUE, contact BLOB);
CREATE TABLE word (id INTEGER PRIMARY KEY, file INTEGER, word TEXT);
CREATE INDEX word_word ON word (word);
CREATE TABLE application (id INTEGER PRIMARY KEY, file INTEGER, applicant BLOB, answers BLOB);
CREATE TABLE event (id INTEGER PRIMARY KEY, file INTEGER, kind TEXT);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, recipient BLOB, body BLOB);
CREATE TABLE audit (id INTEGER PRIMARY KEY, action TEXT, digest TEXT);
"""


def figures() -> Iterator[Figure]:
    """Applications per second. Raises when any of them, or any page on the way, fails."""
    photos = [photo() for _ in range(3)]
    with TemporaryDirectory() as place:
        folder = Path(place)
        instance = make_instance(folder)
        peer = prepared(folder / "peer")
        with (
            site(instance, log=folder / "site.log", workers=WORKERS) as server,
            multiprocessing.get_context("spawn").Pool(WORKERS) as processes,
        ):
            numbers = addresses()
            ours, bare = in_turn(
                lambda: rate(partial(at_once, server.url, APPLICANTS, TIMES, photos, numbers)),
                lambda: rate(partial(by_script, processes, peer, photos)),
                ROUNDS,
            )
    yield Figure(f"applications of {APPLICANTS} at once", ours, bare, "a second", bar=0.5, worse="lower")


def photo() -> bytes:
    """A photo with enough in it that it does not become small."""
    drawn = Image.merge("RGB", [Image.effect_noise(SIZE, NOISE) for _ in range(3)])
    content = io.BytesIO()
    drawn.save(content, "JPEG", quality=QUALITY)
    return content.getvalue()


def rate(work: Callable[[], Sequence[str]]) -> float:
    """Applications per second, each with a receipt of its own."""
    begin = perf_counter()
    receipts = work()
    spent = perf_counter() - begin
    assert len(set(receipts)) == APPLICANTS * TIMES
    return len(receipts) / spent


def prepared(folder: Path) -> Path:
    """A folder with the script's database."""
    folder.mkdir()
    database = opened(folder)
    database.executescript(TABLES)
    database.close()
    return folder


def by_script(processes: Pool, folder: Path, photos: Sequence[bytes]) -> list[str]:
    """The same number of applications by the script; their receipts."""
    return processes.map(partial(one, folder, photos), range(APPLICANTS * TIMES), chunksize=1)


def opened(folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / "peer.db", timeout=30, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    return database


def one(folder: Path, photos: Sequence[bytes], _number: int) -> str:
    """One application, in as many commits as the site makes."""
    database = opened(folder)
    token = secrets.token_hex(16)
    answers: dict[str, str] = {}
    write(database, ("INSERT INTO draft (token, content) VALUES (?, ?)", (token, sealed({}))))
    for page in (*PAGES, {"stempel": ""}, {"pernyataan": "yes"}):
        answers.update(page)
        write(database, save(token, answers))
    for number, content in enumerate(photos):
        name, digest = kept(folder, content)
        answers[f"berkas-{number}"] = name
        row = ("INSERT INTO upload (token, digest, owner) VALUES (?, ?, ?)", (name, digest, token))
        write(database, row, save(token, answers))
    receipt = secrets.token_hex(5)
    write(database, *sent(token, receipt, answers))
    database.close()
    return receipt


Statement = tuple[str, tuple[object, ...]]


def write(database: sqlite3.Connection, *statements: Statement) -> None:
    """One transaction."""
    database.execute("BEGIN IMMEDIATE")
    for statement, values in statements:
        database.execute(statement, values)
    database.execute("COMMIT")


def save(token: str, answers: object) -> Statement:
    return "UPDATE draft SET content = ? WHERE token = ?", (sealed(answers), token)


def sent(token: str, receipt: str, answers: object) -> Iterator[Statement]:
    """The rows of an application that is sent."""
    digest = hmac.digest(KEY, receipt.encode(), hashlib.sha256).hex()
    yield "INSERT INTO file (receipt, contact) VALUES (?, ?)", (receipt, sealed("081234567890"))
    for word in ("siti", "aminah", *(f"{digest}{number}" for number in range(3))):
        yield "INSERT INTO word (file, word) VALUES (last_insert_rowid(), ?)", (word,)
    yield "INSERT INTO application (applicant, answers) VALUES (?, ?)", (sealed(PAGES[1]), sealed(answers))
    yield "INSERT INTO event (kind) VALUES ('opened')", ()
    yield "INSERT INTO outbox (recipient, body) VALUES (?, ?)", (sealed("081234567890"), sealed(receipt * 20))
    yield "INSERT INTO audit (action, digest) VALUES ('case.opened', ?)", (digest,)
    yield "UPDATE upload SET owner = ? WHERE owner = ?", (receipt, token)
    yield save(token, {})


def sealed(value: object) -> bytes:
    return encrypted(json.dumps(value).encode())


def encrypted(content: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(KEY).encrypt(nonce, content, b"peer")


def kept(folder: Path, content: bytes) -> tuple[str, str]:
    """A photo redrawn, sealed and on disk for good: its name and the digest of its content."""
    clean = redrawn(content)
    name = secrets.token_hex(16)
    with (folder / f"{name}.part").open("wb") as file:
        file.write(encrypted(clean))
        file.flush()
        os.fsync(file.fileno())
    (folder / f"{name}.part").rename(folder / name)
    return name, hashlib.sha256(clean).hexdigest()


def redrawn(content: bytes) -> bytes:
    """The picture's pixels, upright, as a new file."""
    with Image.open(io.BytesIO(content)) as sent_:
        upright = ImageOps.exif_transpose(sent_)
        bare = Image.new("RGB", upright.size, "white")
        bare.paste(upright.convert("RGB"))
    made = io.BytesIO()
    bare.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
