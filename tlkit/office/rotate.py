"""New keys in place of old ones, and metadata signed anew before it expires.

A new root version is signed by the old root's keys and by its own, so that every client
follows. Until a client has it, it believes the old keys: the other roles' metadata is
therefore signed by both, the root comes last, and each moment in between verifies.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import datetime

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Root, TargetFile

from tlkit.office import landing
from tlkit.office.folder import Office
from tlkit.office.keys import ROLES, KeyRing, find
from tlkit.office.repository import (
    METADATA,
    Files,
    Published,
    Signers,
    change,
    following,
    name_of,
    named,
    read,
    sealed,
    signers_of,
)

OLD = "old"
"""The folder within `keys/` for keys that nothing trusts any more."""


def rotate(office: Office, ring: KeyRing, what: str, now: datetime) -> list[str]:
    """Replace one key, such as `root-1`, or all of a role; returns the names of the new keys.

    Needs enough root keys within reach. The old key of another role signs along where it
    is within reach, and is not needed where it was lost. Raises KeyUnusable where a key is
    missing, UntrustedError where there are too few.
    """
    names = ROLES.get(what, (what,))
    with landing.alone(office.path):
        published = read(office.repository)
        old = published.root.signed
        gone = {keyid: name for keyid in old.keys if (name := name_of(old, keyid)) in names}
        fresh: dict[str, CryptoSigner] = {}
        try:
            for name in names:
                fresh[name] = ring.new(name)
            files = _signed_anew(ring, published, gone, fresh, now)
        except BaseException:
            _discard(office, fresh)
            raise
        landing.land(office.path, dict(files))
        _put_away(office, gone)
    return list(names)


def renew(office: Office, ring: KeyRing, role: str, now: datetime) -> None:
    """Sign a role's metadata anew, and all that follows from it; `timestamp` is for every day.

    A snapshot is renewed along when half of its time is over.
    """
    with landing.alone(office.path):
        published = read(office.repository)
        root = published.root.signed
        if role == "root":
            successor = copy.deepcopy(root)
            following(successor, "root", now)
            sign = signers_of(ring, root)("root")
            files = {f"{METADATA}/{successor.version}.root.json": sealed("root", successor, sign, root)}
        else:
            if role == "snapshot":
                published.snapshot.signed.expires = now
            files = change(published, signers_of(ring, root), now, {} if role == "targets" else None)
        landing.land(office.path, dict(files))


def _signed_anew(
    ring: KeyRing, published: Published, gone: dict[str, str], fresh: dict[str, CryptoSigner], now: datetime
) -> Files:
    """The files of a rotation, the new root last."""
    old = published.root.signed
    root = _successor(old, gone, fresh, now)
    content = _sealed_root(ring, old, root, fresh)
    files: Files = {}
    if not fresh.keys() <= set(ROLES["root"]):
        again: dict[str, TargetFile] | None = {} if "targets" in fresh else None
        if "snapshot" in fresh:
            published.snapshot.signed.expires = now
        published.root.signed = root
        files = change(published, _both(ring, old, root, fresh), now, again)
    return files | {f"{METADATA}/{root.version}.root.json": content}


def _successor(old: Root, gone: dict[str, str], fresh: dict[str, CryptoSigner], now: datetime) -> Root:
    root = copy.deepcopy(old)
    following(root, "root", now)
    for keyid, name in gone.items():
        root.revoke_key(keyid, _role(name))
    for name, signer in fresh.items():
        root.add_key(named(signer, name), _role(name))
    return root


def _both(ring: KeyRing, old: Root, root: Root, fresh: dict[str, CryptoSigner]) -> Signers:
    """The new signers of a role, and the old ones where a client may still believe only those."""
    known = {signer.public_key.keyid: signer for signer in fresh.values()}

    def of(role: str) -> list[CryptoSigner]:
        if not known.keys() & set(root.roles[role].keyids):
            return list(signers_of(ring, old)(role))
        new = [known[keyid] for keyid in root.roles[role].keyids]
        lost = [keyid for keyid in old.roles[role].keyids if not ring.has(name_of(old, keyid), keyid)]
        return new if lost else [*new, *signers_of(ring, old)(role)]

    return of


def _sealed_root(ring: KeyRing, old: Root, root: Root, fresh: dict[str, CryptoSigner]) -> bytes:
    """Signed by as few keys as satisfy the old root and the new one."""
    new = [signer for name, signer in fresh.items() if _role(name) == "root"]
    staying = [keyid for keyid in old.roles["root"].keyids if keyid in root.roles["root"].keyids]
    leaving = [keyid for keyid in old.roles["root"].keyids if keyid not in staying]
    near = [keyid for keyid in staying + leaving if ring.has(name_of(old, keyid), keyid)]
    need = old.roles["root"].threshold
    chosen = (near + [keyid for keyid in staying + leaving if keyid not in near])[:need]
    signers: Sequence[CryptoSigner] = [*new, *(ring.signer(name_of(old, keyid), keyid) for keyid in chosen)]
    sealed("root", root, signers, old)
    return sealed("root", root, signers, root)


def _discard(office: Office, fresh: dict[str, CryptoSigner]) -> None:
    """New keys that came to nothing."""
    for name, signer in fresh.items():
        path = find((office.keys,), name, signer.public_key.keyid)
        if path is not None:
            path.unlink()


def _put_away(office: Office, gone: dict[str, str]) -> None:
    """Out of reach, not destroyed: what was put away by mistake can be looked at."""
    for keyid, name in gone.items():
        path = find((office.keys,), name, keyid)
        if path is not None:
            (office.keys / OLD).mkdir(mode=0o700, exist_ok=True)
            path.replace(office.keys / OLD / path.name)


def _role(name: str) -> str:
    return next(role for role, names in ROLES.items() if name in names)
