"""The keys of one site: read, made exactly once, replaced."""

from __future__ import annotations

import base64
import binascii
import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.reasons import reason

KEY_BYTES = 32
ID_BYTES = 4


class BadKeys(TlkitError):
    """The keys cannot be read or made, or are not those of this site."""

    exit_code = ExitCode.INPUT


@dataclass(frozen=True)
class Ring:
    """What a site seals with, `current`, what it opened with before, and the root of its other secrets.

    A key's name is the eight hexadecimal digits of its number, which every ciphertext carries.
    """

    current: str
    keys: Mapping[str, bytes]
    root: bytes

    def with_new_key(self) -> Ring:
        """The same keys and a fresh one that is the current one from now on."""
        name = secrets.token_hex(ID_BYTES)
        return replace(self, current=name, keys={**self.keys, name: secrets.token_bytes(KEY_BYTES)})


def new_ring() -> Ring:
    """The keys of a new site."""
    return Ring("", {}, secrets.token_bytes(KEY_BYTES)).with_new_key()


def ring_to_text(ring: Ring) -> str:
    """One line of JSON, as it stands in the file and in `TLKIT_KEYS`."""
    keys = {name: base64.b64encode(key).decode() for name, key in ring.keys.items()}
    return json.dumps({"current": ring.current, "keys": keys, "root": base64.b64encode(ring.root).decode()})


def ring_from_text(text: str, where: str) -> Ring:
    """The keys in a text. Raises `BadKeys`, which never repeats the text."""
    try:
        data = json.loads(text)
        keys = {str(name): key_from(value) for name, value in data["keys"].items()}
        ring = Ring(str(data["current"]), keys, key_from(data["root"]))
        sound = ring.current in keys and all(len(bytes.fromhex(name)) == ID_BYTES for name in keys)
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        sound = False
    if not sound:
        raise BadKeys(
            Text(f"{where}: these are no keys of a site.", f"{where}: isinya bukan kunci sebuah situs."),
            Text("Put back the keys from your backup.", "Kembalikan kunci dari cadangan Anda."),
        ) from None
    return ring


def key_from(value: str) -> bytes:
    key = base64.b64decode(value, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    return key


class Keys(Protocol):
    """Where keys come from."""

    def ring(self) -> Ring:
        """The keys as they are now."""


@dataclass(frozen=True)
class GivenKeys:
    """Keys from the setting `TLKIT_KEYS`, the same for as long as the process lives."""

    given: Ring

    def ring(self) -> Ring:
        return self.given


class KeyFile:
    """Keys in a file that only the site's own user may read. Read again once it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: tuple[tuple[int, int], Ring] | None = None

    def ring(self) -> Ring:
        """The keys as they are now; made when there are none. Raises `BadKeys`."""
        try:
            return self.read()
        except FileNotFoundError:
            with self.alone():
                try:
                    return self.read()
                except FileNotFoundError:
                    self.write(new_ring())
        return self.read()

    def read(self) -> Ring:
        try:
            stat = self.path.stat()
            version = (stat.st_ino, stat.st_mtime_ns)
            if self.seen is None or self.seen[0] != version:
                self.seen = version, ring_from_text(self.path.read_text(encoding="utf-8"), str(self.path))
        except FileNotFoundError:
            raise
        except OSError as error:
            raise unusable(self.path, error) from error
        return self.seen[1]

    def add_key(self) -> Ring:
        """Make a new key the current one; every process of the site sees it with its next sealing."""
        self.ring()
        with self.alone():
            self.write(self.read().with_new_key())
        return self.read()

    def write(self, ring: Ring) -> None:
        """Put the file in place whole, never half-written. Call it under `alone`."""
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(ring_to_text(ring) + "\n")
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise unusable(self.path, error) from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from making or changing keys meanwhile."""
        folder = self.path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(folder / "keys.lock", os.O_WRONLY | os.O_CREAT, 0o600)
        except OSError as error:
            raise unusable(self.path, error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unusable(path: Path, error: OSError) -> BadKeys:
    why = reason(error)
    return BadKeys(
        Text(f"{path}: the site's keys cannot be read or written: {why.en}.",
             f"{path}: kunci situs tidak dapat dibaca atau ditulis: {why.id}."),
        Text("Give the site's user this folder, or set TLKIT_KEYS.",
             "Beri pengguna situs hak atas folder ini, atau isi TLKIT_KEYS."),
    )  # fmt: skip
