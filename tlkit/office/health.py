"""What in an office's folder needs care, and by when."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from tuf.api.metadata import Root

from tlkit.errors import Text
from tlkit.office import landing
from tlkit.office.folder import KEYS, REPOSITORY, Office
from tlkit.office.keys import NAMES, ROLES, file_name, find
from tlkit.office.repository import Published, name_of, read

SOON = {
    "root": timedelta(days=60),
    "targets": timedelta(days=21),
    "snapshot": timedelta(days=4),
    "timestamp": timedelta(days=1),
}
"""How long before its end a role's metadata is called to mind."""
DAILY = ("snapshot", "timestamp")
"""The keys that `renew` needs here every day."""
RENEW = {
    "root": "tlkit office renew root",
    "targets": "tlkit office renew targets",
    "snapshot": "tlkit office renew snapshot",
    "timestamp": "tlkit office renew",
}

Level = Literal["ok", "soon", "expired", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `expires` is in UTC, and None where nothing ends."""

    about: str
    level: Level
    text: Text
    expires: datetime | None = None

    def as_data(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        expires = self.expires and self.expires.isoformat()
        return {"about": self.about, "level": self.level, "text": self.text.in_(lang), "expires": expires}


def examine(office: Office, now: datetime) -> list[Finding]:
    """When each role's metadata ends, where each key lies, and who else may read it.

    A change that was cut off is brought to its end first.
    """
    with landing.alone(office.path):
        pass
    published = read(office.repository)
    return [
        *(_ending(published, role, now) for role in ROLES),
        *_keys(office, published.root.signed),
        *_spare(office, published.root.signed),
        *_open(office),
    ]


def _ending(published: Published, role: str, now: datetime) -> Finding:
    signed = published.signed(role)
    left = signed.expires - now
    day = signed.expires.strftime("%Y-%m-%d %H:%M UTC")
    command = RENEW[role]
    if left <= timedelta(0):
        text = Text(
            f"ended on {day}; sites refuse it. Run: {command}",
            f"berakhir {day}; situs menolaknya. Jalankan: {command}",
        )
        return Finding(role, "expired", text, signed.expires)
    if left < SOON[role]:
        text = Text(f"ends soon, on {day}. Run: {command}", f"segera berakhir, {day}. Jalankan: {command}")
        return Finding(role, "soon", text, signed.expires)
    text = Text(
        f"version {signed.version}, holds until {day}", f"versi {signed.version}, berlaku sampai {day}"
    )
    return Finding(role, "ok", text, signed.expires)


def _keys(office: Office, root: Root) -> Iterator[Finding]:
    named = {name_of(root, keyid): keyid for keyid in root.keys}
    for name in NAMES:
        keyid = named[name]
        if find((office.keys,), name, keyid):
            text = Text("The key is in keys/.", "Kunci ada di keys/.")
            yield Finding(f"{KEYS}/{name}", "ok", text)
        elif name in DAILY:
            text = Text(
                f"The key is missing, so nothing can be renewed. Run: tlkit office rotate {name}",
                f"Kunci hilang, jadi tidak bisa diperbarui. Jalankan: tlkit office rotate {name}",
            )
            yield Finding(f"{KEYS}/{name}", "wrong", text)
        else:
            yield Finding(
                f"{KEYS}/{name}", "ok", Text("The key is kept elsewhere.", "Kunci disimpan di tempat lain.")
            )


def _spare(office: Office, root: Root) -> Iterator[Finding]:
    trusted = {file_name(name_of(root, keyid), keyid) for keyid in root.keys}
    for path in sorted(office.keys.glob("*.pem")):
        if path.name not in trusted:
            text = Text(
                "No site trusts this key; move it away.", "Kunci ini tidak dipercaya situs; pindahkan."
            )
            yield Finding(f"{KEYS}/{path.name}", "soon", text)


def _open(office: Office) -> Iterator[Finding]:
    """Keys that others can read, or that would be published."""
    for path in [office.keys, *sorted(office.keys.rglob("*"))]:
        if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            text = Text(
                "Others can read it. Run: chmod -R go= keys",
                "Bisa dibaca orang lain. Jalankan: chmod -R go= keys",
            )
            yield Finding(str(path.relative_to(office.path)), "wrong", text)
    for path in sorted(office.repository.rglob("*")):
        if path.is_file() and _private(path):
            text = Text(
                "A private key is being published. Rotate it now.", "Kunci rahasia ikut terbit. Segera ganti."
            )
            yield Finding(f"{REPOSITORY}/{path.relative_to(office.repository)}", "wrong", text)


def _private(path: Path) -> bool:
    with path.open("rb") as file:
        return b"PRIVATE KEY" in file.read(200)
