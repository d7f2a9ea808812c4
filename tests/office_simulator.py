"""A central office in memory: real keys, real signatures, and a knob for every attack.

What `bundle()` gives is what a push, a pull or a file would carry. Knobs change the office,
so that a test reads as the attack it describes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

import tlkit.reference
from tlkit.catalogue.bundle import Bundle, ReleaseBody, release_to_bytes
from tlkit.catalogue.mapping import catalogue_to_data
from tlkit.catalogue.model import Catalogue

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=timezone.utc)
ROLES = ("root", "targets", "snapshot", "timestamp")
LIFE = {"root": 365, "targets": 90, "snapshot": 14, "timestamp": 3}
"""Days for which each role's word counts."""


def key() -> CryptoSigner:
    """A new key of nobody's."""
    return CryptoSigner(Ed25519PrivateKey.generate())


def changed(summary: str, version: str = "0") -> Catalogue:
    """The reference with another summary on its first permit."""
    base = tlkit.reference.load()
    first = next(iter(base.permits.values()))
    other = replace(first, summary=first.summary._replace(id=summary))
    return replace(base, version=version, permits={**base.permits, first.id: other})


@dataclass
class OfficeSimulator:
    """The office. `signers` are the keys that sign at present; what the root lists may differ."""

    now: datetime = NOW
    channel: str = "stable"
    root_keys: int = 1
    signers: dict[str, list[CryptoSigner]] = field(default_factory=dict)
    roots: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    targets: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.signers = {
            role: [key() for _ in range(self.root_keys if role == "root" else 1)] for role in ROLES
        }
        self.root = Root(consistent_snapshot=True, expires=self.expiry("root"))
        self.list_keys()
        self.signed_targets = Targets(expires=self.expiry("targets"))
        self.snapshot = Snapshot(expires=self.expiry("snapshot"))
        self.timestamp = Timestamp(expires=self.expiry("timestamp"))
        for unsigned in (self.signed_targets, self.snapshot, self.timestamp):
            unsigned.version = 0
        self.roots["1.root.json"] = self.sealed("root", self.root)
        self.publish()

    @property
    def first_root(self) -> bytes:
        """The root that an instance is given when it is made."""
        return self.roots["1.root.json"]

    def expiry(self, role: str) -> datetime:
        return self.now.replace(microsecond=0) + timedelta(days=LIFE[role])

    def list_keys(self) -> None:
        """Let the root name the keys that sign at present, all of a role's being needed."""
        for role in ROLES:
            for keyid in list(self.root.roles[role].keyids):
                self.root.revoke_key(keyid, role)
            for signer in self.signers[role]:
                self.root.add_key(signer.public_key, role)
            self.root.roles[role].threshold = len(self.signers[role])

    def sealed(self, role: str, signed: Any, signers: Sequence[CryptoSigner] | None = None) -> bytes:
        """A role's metadata, signed by its keys or by others."""
        metadata: Metadata[Any] = Metadata(signed)
        for signer in self.signers[role] if signers is None else signers:
            metadata.sign(signer, append=True)
        return metadata.to_bytes()

    def release(
        self,
        version: str,
        catalogue: Catalogue | None = None,
        *,
        channel: str | None = None,
        effective_from: date | None = None,
        urgent: bool = False,
    ) -> Bundle:
        """Sign a catalogue as the newest of a channel; returns its bundle."""
        data = catalogue_to_data(replace(catalogue or changed(f"Ringkasan {version}."), version=version))
        into = channel or self.channel
        body = ReleaseBody(version, into, f"Rilis {version}.", effective_from, urgent, data)
        return self.publish_target(into, release_to_bytes(body))

    def publish_target(self, channel: str, content: bytes) -> Bundle:
        """Sign any bytes as the newest release of a channel."""
        target = TargetFile.from_data(f"{channel}/catalogue.json", content)
        self.signed_targets.targets[target.path] = target
        self.targets = {target.get_prefixed_paths()[0]: content}
        return self.publish()

    def publish(self) -> Bundle:
        """Sign targets, snapshot and timestamp anew."""
        for role, signed in (("targets", self.signed_targets), ("snapshot", self.snapshot)):
            signed.version += 1
            signed.expires = self.expiry(role)
            if role == "snapshot":
                self.snapshot.meta["targets.json"] = MetaFile(self.signed_targets.version)
            self.files = {name: held for name, held in self.files.items() if f".{role}." not in name}
            self.files[f"{signed.version}.{role}.json"] = self.sealed(role, signed)
        return self.renew()

    def renew(self) -> Bundle:
        """Sign a fresh timestamp, as the office does every day."""
        self.timestamp.version += 1
        self.timestamp.expires = self.expiry("timestamp")
        self.timestamp.snapshot_meta = MetaFile(self.snapshot.version)
        self.files["timestamp.json"] = self.sealed("timestamp", self.timestamp)
        return self.bundle()

    def bundle(self) -> Bundle:
        """All that is published now: every root, the newest of the rest."""
        return Bundle({**self.roots, **self.files}, dict(self.targets))

    def rotate(self, role: str) -> CryptoSigner:
        """Give a role a new key and publish a root that says so; returns the withdrawn key."""
        before = {name: list(held) for name, held in self.signers.items()}
        old, self.signers[role] = self.signers[role][0], [key(), *self.signers[role][1:]]
        self.new_root([*before["root"], *self.signers["root"]])
        return old

    def new_root(self, signers: Sequence[CryptoSigner]) -> None:
        """Publish the next root, signed by whoever is given."""
        self.root.version += 1
        self.root.expires = self.expiry("root")
        self.list_keys()
        self.roots[f"{self.root.version}.root.json"] = self.sealed(
            "root", self.root, list(dict.fromkeys(signers))
        )

    def sign_with(self, role: str, signers: Sequence[CryptoSigner]) -> Bundle:
        """Publish once more with a role's metadata signed by other keys than the root lists."""
        held, self.signers[role] = self.signers[role], list(signers)
        try:
            return self.publish()
        finally:
            self.signers[role] = held
