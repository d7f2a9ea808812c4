"""Seals files anew with the current key, one at a time; can be stopped and gone on with at any file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tlkit.site.shared.uploads.files import UNFINISHED, Files
from tlkit.site.shared.uploads.services import files
from tlkit.site.shared.vault import vault
from tlkit.site.shared.vault.sealing import PREFIX_BYTES, Unreadable


def reseal_files() -> int:
    """Seal with the current key whatever another key sealed. Returns how many files that were.

    Raises `Unreadable` for a file that no key opens, and `RefusedUpload` where there is no room.
    """
    folder, done = files(), 0
    for path in left_over_files(folder):
        try:
            content = folder.read(path.name)
        except Unreadable:
            if path.exists():
                raise
            continue  # let go of in this moment
        folder.write(content, path.name)
        done += 1
    return done


def left_over_files(folder: Files) -> Iterator[Path]:
    """The files that another key than the current one sealed."""
    current = vault().current_prefix
    for path in folder.all():
        if path.suffix == UNFINISHED:
            continue
        try:
            with path.open("rb") as file:
                head = file.read(PREFIX_BYTES)
        except FileNotFoundError:
            continue
        if head != current:
            yield path
