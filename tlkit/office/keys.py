"""The office's private keys: one file each, encrypted with a passphrase, readable by nobody else.

| key | signs | kept |
| --- | --- | --- |
| root-1, root-2, root-3 | who may sign what; two of the three are needed | apart, offline |
| targets | releases | offline, fetched for a release |
| snapshot, timestamp | what is the newest, and that it is fresh | where `renew` runs daily |

A file is named after its key and the beginning of the public key's id, so that a new key
never overwrites the one that still signs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner

from tlkit.errors import ExitCode, InputError, Text, TlkitError
from tlkit.textfile import whole

ROLES = {
    "root": ("root-1", "root-2", "root-3"),
    "targets": ("targets",),
    "snapshot": ("snapshot",),
    "timestamp": ("timestamp",),
}
"""The keys of each role of The Update Framework."""
THRESHOLDS = {"root": 2, "targets": 1, "snapshot": 1, "timestamp": 1}
"""How many of a role's keys must sign."""
NAMES = tuple(name for names in ROLES.values() for name in names)
ID_LETTERS = 16
PRIVATE = 0o600

Ask = Callable[[str, bool], str]
"""Gives the passphrase of the key with this name, such as `root-1`; whether the key is being made."""

EMPTY = Text("The passphrase of {name} is empty.", "Kata sandi untuk {name} kosong.")
CHOOSE = Text("Choose a long sentence; keep it apart.", "Pilih kalimat panjang; simpan terpisah.")
WRONG = Text("The passphrase of the key {name} is wrong.", "Kata sandi untuk kunci {name} salah.")
AGAIN = Text("Try again; without it the key is lost: see docs/how-to/keys.md.",
             "Coba lagi; tanpa kata sandi kunci itu hilang: lihat docs/how-to/kunci.md.")  # fmt: skip
MISSING = Text("The key {name} is not here.", "Kunci {name} tidak ada di sini.")
BRING = Text(
    "Bring the medium that holds it, and name its folder with --keys. Lost? tlkit office rotate {name}",
    "Pasang media penyimpannya, dan sebut foldernya dengan --keys. Hilang? tlkit office rotate {name}",
)
DAMAGED = (
    Text("This is not a private key of the office.", "Ini bukan kunci kantor."),
    Text("Take it from the copy that was kept apart.", "Ambil dari salinan yang disimpan terpisah."),
)


class KeyUnusable(TlkitError):
    """A key cannot sign: it is not within reach, or its passphrase is not known."""

    exit_code = ExitCode.INPUT


@dataclass(frozen=True)
class KeyRing:
    """Where key files lie, the office's own `keys/` first, and who knows the passphrases."""

    folders: tuple[Path, ...]
    ask: Ask

    def has(self, name: str, keyid: str) -> bool:
        """Whether the key's file is within reach."""
        return find(self.folders, name, keyid) is not None

    def signer(self, name: str, keyid: str) -> CryptoSigner:
        """The key, ready to sign.

        Raises KeyUnusable where it is not within reach or the passphrase is wrong, and
        InputError where its file holds something else.
        """
        path = find(self.folders, name, keyid)
        if path is None:
            raise KeyUnusable(_about(MISSING, name), _about(BRING, name))
        try:
            private = load_pem_private_key(path.read_bytes(), _passphrase(self.ask, name, False))
        except (ValueError, TypeError) as error:
            if b"ENCRYPTED" not in path.read_bytes():
                raise InputError([whole(path, *DAMAGED)]) from None
            raise KeyUnusable(_about(WRONG, name), AGAIN) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise InputError([whole(path, *DAMAGED)])
        signer = CryptoSigner(private)
        if signer.public_key.keyid != keyid:
            raise InputError([whole(path, *DAMAGED)])
        return signer

    def new(self, name: str) -> CryptoSigner:
        """Make a key and write its file into the first folder; nothing trusts it yet."""
        private = Ed25519PrivateKey.generate()
        locked = BestAvailableEncryption(_passphrase(self.ask, name, True))
        signer = CryptoSigner(private)
        path = self.folders[0] / file_name(name, signer.public_key.keyid)
        write_private(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
        return signer


def find(folders: Iterable[Path], name: str, keyid: str) -> Path | None:
    """The file of a key, in the first folder that has it."""
    paths = (folder / file_name(name, keyid) for folder in folders)
    return next((path for path in paths if path.is_file()), None)


def file_name(name: str, keyid: str) -> str:
    """What the file of a key is called."""
    return f"{name}.{keyid[:ID_LETTERS]}.pem"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, from its first moment on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _passphrase(ask: Ask, name: str, new: bool) -> bytes:
    given = ask(name, new)
    if not given:
        raise KeyUnusable(_about(EMPTY, name), CHOOSE)
    return given.encode()


def _about(text: Text, name: str) -> Text:
    return Text(text.en.format(name=name), text.id.format(name=name))
