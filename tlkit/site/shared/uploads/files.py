"""Sealed files on disk: `var/uploads/<two digits>/<token>`, whole or not at all."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from tlkit.site.shared.uploads.refusals import no_room
from tlkit.site.shared.vault import Unreadable, vault

log = logging.getLogger(__name__)

PURPOSE = "upload"
UNFINISHED = ".part"


class Files:
    """The folder of one site's uploads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, token: str) -> Path:
        return self.folder / token[:2] / token

    def add(self, content: bytes) -> str:
        """Seal and keep a content; returns its token. Raises `RefusedUpload` where there is no room."""
        token = secrets.token_hex(16)
        self.write(content, token)
        return token

    def write(self, content: bytes, token: str) -> None:
        """Seal a content and put it in the place of a token."""
        sealed = vault().seal(content, f"{PURPOSE}:{token}")
        path = self.path(token)
        unfinished = path.with_suffix(UNFINISHED)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open_private(unfinished) as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as error:
            log.error("an upload cannot be written: %s", error)
            with suppress(OSError):
                unfinished.unlink()
            raise no_room() from error

    def read(self, token: str) -> bytes:
        """The content of a token. Raises `Unreadable` where it is gone or damaged."""
        try:
            sealed = self.path(token).read_bytes()
        except FileNotFoundError:
            raise Unreadable from None
        return vault().open(sealed, f"{PURPOSE}:{token}")

    def remove(self, token: str) -> None:
        """Let go of a file; one that is gone already is no mistake."""
        with suppress(FileNotFoundError):
            self.path(token).unlink()

    def all(self) -> Iterator[Path]:
        """Every file, unfinished ones too."""
        return (path for path in self.folder.glob("??/*") if path.is_file())


def open_private(path: Path) -> BinaryIO:
    """A new file that only the site's own user may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
