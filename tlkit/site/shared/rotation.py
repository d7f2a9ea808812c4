"""Changes the key that personal data is sealed with: a new key first, then every row and file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from tlkit.errors import Text
from tlkit.site.shared import audit
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.uploads.rotation import reseal_files
from tlkit.site.shared.vault import vault
from tlkit.site.shared.vault.keys import BadKeys, KeyFile
from tlkit.site.shared.vault.rotation import reseal_rows


@dataclass(frozen=True)
class Resealed:
    """How much was sealed anew with the key named `key`."""

    key: str
    rows: int
    files: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class KeysGiven(BadKeys):
    """The keys come from `TLKIT_KEYS`, which the site cannot change."""

    def __init__(self) -> None:
        super().__init__(
            Text("The keys come from TLKIT_KEYS, so the site cannot add one.",
                 "Kunci berasal dari TLKIT_KEYS, jadi situs tidak dapat menambahnya."),
            Text("Add a key there, name it as current, start again, then run `keys reseal`.",
                 "Tambahkan kunci di sana, jadikan current, jalankan ulang, lalu pakai `keys reseal`."),
        )  # fmt: skip


def rotate() -> Resealed:
    """Make a new key the current one and seal everything with it. Raises `KeysGiven`.

    The old key stays: backups were sealed with it.
    """
    keys = vault().keys
    if not isinstance(keys, KeyFile):
        raise KeysGiven
    name = keys.add_key().current
    with writing() as session:
        now = current_instance().clock()
        audit.record(session, actor="cli", action="keys.rotated", subject=f"key:{name}", now=now)
    return reseal()


def reseal() -> Resealed:
    """Seal with the current key whatever another one sealed; goes on where it was cut off."""
    rows, files = reseal_rows(), reseal_files()
    done = Resealed(vault().keys.ring().current, rows, files)
    if rows or files:
        with writing() as session:
            audit.record(
                session,
                actor="system",
                action="keys.resealed",
                subject=f"key:{done.key}",
                detail={"rows": rows, "files": files},
                now=current_instance().clock(),
            )
    return done


RESEAL = Job("keys.reseal", reseal, every=24 * 3600.0)
"""Every night: finishes a rotation that was cut off, and finds values that an old process still sealed."""
