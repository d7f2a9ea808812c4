"""What the office publishes: metadata of The Update Framework, and the targets it vouches for.

    repository/metadata/  1.root.json … N.targets.json  N.snapshot.json  timestamp.json
    repository/targets/   <channel>/<sha256>.catalogue.json  <channel>/<sha256>.<version>.json

These are plain files for any web server. A client begins at `timestamp.json`, so it is
written last: whatever is interrupted before it was never published. Functions here give
the files of a change; `tlkit.office.landing` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner, SSlibKey
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from tlkit.errors import Text, UntrustedError
from tlkit.office.folder import REPOSITORY
from tlkit.office.keys import NAMES, ROLES, THRESHOLDS, KeyRing

EXPIRES = {
    "root": timedelta(days=365),
    "targets": timedelta(days=90),
    "snapshot": timedelta(days=14),
    "timestamp": timedelta(days=3),
}
"""How long what a role signed is believed. A timestamp's few days bound how long a site can be kept
from hearing of a newer release."""
NAME_OF_KEY = "x-tlkit-name"
"""Under which a public key carries its name, such as `root-1`."""
METADATA, TARGETS = f"{REPOSITORY}/metadata", f"{REPOSITORY}/targets"

Files = dict[str, bytes]
"""Content by path within the office's folder, in the order in which a client may come to see it."""
Signers = Callable[[str], Sequence[CryptoSigner]]
"""The signers of a role."""

BROKEN = Text(
    "The published metadata is unreadable: {what}.", "Metadata terbitan tidak dapat dibaca: {what}."
)
RESTORE = Text("Restore repository/ from the web server.", "Pulihkan repository/ dari server web.")


@dataclass(frozen=True)
class Published:
    """The newest metadata of each role."""

    root: Metadata[Root]
    targets: Metadata[Targets]
    snapshot: Metadata[Snapshot]
    timestamp: Metadata[Timestamp]

    def signed(self, role: str) -> Signed:
        """What was signed for a role."""
        found: Signed = getattr(self, role).signed
        return found


def read(repository: Path) -> Published:
    """The metadata that is published now. Raises UntrustedError where it is missing or damaged."""
    folder = repository / "metadata"
    try:
        timestamp: Metadata[Timestamp] = Metadata.from_file(str(folder / "timestamp.json"))
        number = timestamp.signed.snapshot_meta.version
        snapshot: Metadata[Snapshot] = Metadata.from_file(str(folder / f"{number}.snapshot.json"))
        number = snapshot.signed.meta["targets.json"].version
        targets: Metadata[Targets] = Metadata.from_file(str(folder / f"{number}.targets.json"))
        newest = max(int(path.name.split(".")[0]) for path in folder.glob("*.root.json"))
        root: Metadata[Root] = Metadata.from_file(str(folder / f"{newest}.root.json"))
    except (OSError, RepositoryError, ValueError, KeyError) as error:
        what = str(error)
        message = Text(BROKEN.en.format(what=what), BROKEN.id.format(what=what))
        raise UntrustedError(message, RESTORE, reason="damaged") from None
    return Published(root, targets, snapshot, timestamp)


def begin(ring: KeyRing, now: datetime) -> Files:
    """Make all keys; the files of a repository without any release."""
    signers = {name: ring.new(name) for name in NAMES}
    root = Root(consistent_snapshot=True, expires=expiry("root", now))
    for role, names in ROLES.items():
        for name in names:
            root.add_key(named(signers[name], name), role)
        root.roles[role].threshold = THRESHOLDS[role]

    def of(role: str) -> list[CryptoSigner]:
        return [signers[name] for name in ROLES[role]]

    unsigned = Published(Metadata(root), Metadata(Targets()), Metadata(Snapshot()), Metadata(Timestamp()))
    for role in ("targets", "snapshot", "timestamp"):
        unsigned.signed(role).version = 0
    files = {f"{METADATA}/1.root.json": sealed("root", root, of("root"), root)}
    return files | change(unsigned, of, now, {})


def change(
    published: Published, signers: Signers, now: datetime, added: Mapping[str, TargetFile] | None
) -> Files:
    """The metadata files of a change, signed and checked.

    `added` are targets by path; with None the targets stay as they were signed. A snapshot
    is signed with new targets, or when half of its time is over; a timestamp always.
    """
    root = published.root.signed
    files: Files = {}
    targets, snapshot = published.targets.signed, published.snapshot.signed
    timestamp = published.timestamp.signed
    if added is not None:
        following(targets, "targets", now)
        targets.targets.update(added)
        files[f"{METADATA}/{targets.version}.targets.json"] = sealed(
            "targets", targets, signers("targets"), root
        )
    if added is not None or snapshot.expires - now < EXPIRES["snapshot"] / 2:
        following(snapshot, "snapshot", now)
        snapshot.meta["targets.json"] = MetaFile(version=targets.version)
        content = sealed("snapshot", snapshot, signers("snapshot"), root)
        files[f"{METADATA}/{snapshot.version}.snapshot.json"] = content
    following(timestamp, "timestamp", now)
    timestamp.snapshot_meta = MetaFile(version=snapshot.version)
    files[f"{METADATA}/timestamp.json"] = sealed("timestamp", timestamp, signers("timestamp"), root)
    return files


def signers_of(ring: KeyRing, root: Root) -> Signers:
    """As many signers of a role as have to sign, those within reach."""

    def of(role: str) -> list[CryptoSigner]:
        trusted = root.roles[role]
        names = {keyid: name_of(root, keyid) for keyid in trusted.keyids}
        near = [keyid for keyid in names if ring.has(names[keyid], keyid)]
        chosen = (near + [keyid for keyid in names if keyid not in near])[: trusted.threshold]
        return [ring.signer(names[keyid], keyid) for keyid in chosen]

    return of


def sealed(role: str, signed: Signed, signers: Sequence[CryptoSigner], root: Root) -> bytes:
    """The signed bytes of a role's metadata.

    Raises UntrustedError where `root` would not believe them: nothing is published that
    clients refuse.
    """
    metadata: Metadata[Any] = Metadata(signed)
    for signer in signers:
        metadata.sign(signer, append=True)
    try:
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except RepositoryError:
        raise UntrustedError(
            Text(f"There are too few signatures of {role}.", f"Tanda tangan {role} belum cukup."),
            Text("Bring more of its keys.", "Pasang kunci lainnya."),
            reason="threshold",
        ) from None
    return metadata.to_bytes()


def following(signed: Signed, role: str, now: datetime) -> None:
    """Make it the next version, believed from now on."""
    signed.version += 1
    signed.expires = expiry(role, now)


def expiry(role: str, now: datetime) -> datetime:
    """Until when metadata signed now is believed, in whole seconds as the format has them."""
    return (now + EXPIRES[role]).replace(microsecond=0)


def named(signer: CryptoSigner, name: str) -> SSlibKey:
    """The public key, carrying its name."""
    key = signer.public_key
    key.unrecognized_fields[NAME_OF_KEY] = name
    return key


def name_of(root: Root, keyid: str) -> str:
    """The name of a key that the root trusts."""
    name: Any = root.keys[keyid].unrecognized_fields[NAME_OF_KEY]
    return str(name)
