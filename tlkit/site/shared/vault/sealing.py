"""Sealing and opening, secrets for other uses, and the index that finds an exact value."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from flask import current_app

from tlkit.errors import Text, TlkitError
from tlkit.site.shared.vault.keys import KEY_BYTES, GivenKeys, KeyFile, Keys, ring_from_text

Kind = Literal["nik", "npwp", "nib", "family-card", "phone", "email"]
"""What can be looked up exactly although it is stored sealed."""

FORMAT = b"\x01"
NONCE_BYTES = 12
PREFIX_BYTES = 5
"""Format and key number, at the head of every ciphertext."""


class Unreadable(TlkitError):
    """Something sealed cannot be opened: damaged, sealed for another purpose, or its key is missing."""

    def __init__(self) -> None:
        super().__init__(
            Text("Sealed data cannot be opened.", "Data yang disegel tidak dapat dibuka."),
            Text(
                "Put back the keys that belong to this database (var/secrets/keys.json).",
                "Kembalikan kunci milik basis data ini (var/secrets/keys.json).",
            ),
        )


class Vault:
    """Seals with the current key, opens with any that the site has had. AES-256-GCM (NIST SP 800-38D)."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys

    @classmethod
    def of(cls, var: Path, config: Mapping[str, Any]) -> Vault:
        """The vault of a site: keys from `TLKIT_KEYS`, or from the file under `var`. Raises `BadKeys`."""
        given = config.get("TLKIT_KEYS")
        if given:
            return cls(GivenKeys(ring_from_text(given, "TLKIT_KEYS")))
        return cls(KeyFile(var / "secrets" / "keys.json"))

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """`plain` in a form that only `open` with the same purpose reads; never the same twice."""
        ring, nonce = self.keys.ring(), os.urandom(NONCE_BYTES)
        sealed = AESGCM(ring.keys[ring.current]).encrypt(nonce, plain, purpose.encode())
        return prefix(ring.current) + nonce + sealed

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed for a purpose. Raises `Unreadable`."""
        key = self.keys.ring().keys.get(key_name(sealed))
        if key is None or sealed[:1] != FORMAT:
            raise Unreadable
        nonce, body = sealed[PREFIX_BYTES:][:NONCE_BYTES], sealed[PREFIX_BYTES + NONCE_BYTES :]
        try:
            return AESGCM(key).decrypt(nonce, body, purpose.encode())
        except (InvalidTag, ValueError):
            raise Unreadable from None

    def index(self, kind: Kind, value: str) -> str:
        """64 hexadecimal digits that are the same for the same value; `value` in its one normal form."""
        return hmac.digest(self.secret("index"), f"{kind}\0{value}".encode(), hashlib.sha256).hex()

    def secret(self, name: str) -> bytes:
        """32 bytes for another use, the same for as long as the site keeps its keys."""
        made = self._secrets.get(name)
        if made is None:
            expand = HKDFExpand(SHA256(), KEY_BYTES, b"tlkit " + name.encode())
            made = self._secrets[name] = expand.derive(self.keys.ring().root)
        return made

    @property
    def current_prefix(self) -> bytes:
        """How a ciphertext begins that is sealed with the current key."""
        return prefix(self.keys.ring().current)

    @cached_property
    def _secrets(self) -> dict[str, bytes]:
        return {}


def prefix(name: str) -> bytes:
    return FORMAT + bytes.fromhex(name)


def key_name(sealed: bytes) -> str:
    """The name of the key that a ciphertext was sealed with."""
    return sealed[1:PREFIX_BYTES].hex()


def vault() -> Vault:
    """The vault of the application at work."""
    return cast(Vault, current_app.extensions["tlkit.vault"])
