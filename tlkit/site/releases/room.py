"""What is said when the disk is full; what was in force stays."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from tlkit.errors import Text, TlkitError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAYS_FULL = ("disk is full", "disk I/O error", "No space left", "could not extend file")
"""What SQLite and PostgreSQL say."""


class NoRoom(TlkitError):
    """The disk is full, so that the new catalogue could not be stored."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "The disk is full; the present catalogue stays in force.",
                "Penyimpanan penuh; katalog yang sekarang tetap berlaku.",
            ),
            Text("Make room on the disk, then try again.", "Kosongkan penyimpanan, lalu coba lagi."),
        )


@contextmanager
def enough_room() -> Iterator[None]:
    """Turn a full disk into `NoRoom`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom from error
        raise
    except DBAPIError as error:
        if any(words in str(error.orig) for words in SAYS_FULL):
            raise NoRoom from error
        raise
