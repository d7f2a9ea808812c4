"""Looks for a value in everything that a site leaves behind: no file may hold it in clear."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from flask import Flask
from sqlalchemy import inspect, text

from tests.servers import Postgres
from tlkit.site.shared.database import db

NIK = "3671054108900002"
"""A number of nobody's, in the form of one: a canary."""


def find(app: Flask, *words: str, logs: str = "", server: Postgres | None = None) -> list[str]:
    """Where one of `words` stands in clear: files below the instance, rows of the database, log lines.

    Looks also for each in UTF-16, in hexadecimal and in base64, and into gzip and zlib files.
    The database's files and its WAL are among the files; those of a `server` are read too. Rows
    are read as a client gets them, before anything opens a seal.
    """
    forms = {form for word in words for form in disguises(word)}
    places = dict(everything(app))
    places["log"] = logs.encode()
    elsewhere = server.files() if server is not None else ()
    return sorted(
        name for name, content in chain(places.items(), elsewhere) if any(form in content for form in forms)
    )


def disguises(word: str) -> Iterator[bytes]:
    """The ways in which a word may stand in a file without anybody having sealed it."""
    plain = word.encode()
    yield plain
    yield word.encode("utf-16-le")
    yield plain.hex().encode()
    for shift in range(3):  # base64 of the word depends on what stands before it
        coded = base64.b64encode(bytes(shift) + plain)
        yield coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]


def everything(app: Flask) -> Iterator[tuple[str, bytes]]:
    """Every file of the instance and every value of the database, by name."""
    folder: Path = app.extensions["tlkit"].path
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield str(path.relative_to(folder)), content
            yield f"{path.relative_to(folder)} unpacked", unpacked(content)
    with app.app_context(), db.engine.connect() as connection:
        for table in inspect(db.engine).get_table_names():
            for number, row in enumerate(connection.execute(text(f'SELECT * FROM "{table}"'))):
                yield f"{table} {number}", b"\n".join(map(as_bytes, row))


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def unpacked(content: bytes) -> bytes:
    """What a compressed file holds; nothing for any other."""
    for unpack in (gzip.decompress, zlib.decompress):
        with suppress(OSError, EOFError, zlib.error):
            return unpack(content)
    return b""
