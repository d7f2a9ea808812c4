"""Files written one after another that are as before when something goes wrong in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tlkit.errors import Text, TlkitError
from tlkit.office.keys import write_private
from tlkit.reasons import reason

UNWRITABLE = Text("{path} cannot be written ({reason}).", "{path} tidak dapat ditulis ({reason}).")
FREE_UP = Text(
    "Check the room on the disk and who may write there; nothing was enrolled.",
    "Periksa ruang disk dan izin tulis; belum ada yang didaftarkan.",
)


class CannotEnrol(TlkitError):
    """A file cannot be written; everything is as it was before."""


@dataclass
class Trail:
    """What was written so far, and what stood there before."""

    before: dict[Path, bytes | None] = field(default_factory=dict)

    def write(self, path: Path, content: bytes) -> None:
        self.before[path] = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        self.before[fresh] = None
        fresh.write_bytes(content)
        fresh.replace(path)

    def write_secret(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.unlink(missing_ok=True)
        self.before[path] = None
        write_private(path, content)

    def undo(self) -> None:
        for path, content in self.before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)


@contextmanager
def undone_on_failure() -> Iterator[Trail]:
    """A trail to write on, undone on any exception. Raises CannotEnrol for a file that cannot be written."""
    trail = Trail()
    try:
        yield trail
    except OSError as error:
        trail.undo()
        why = reason(error)
        path = error.filename
        message = Text(
            UNWRITABLE.en.format(path=path, reason=why.en), UNWRITABLE.id.format(path=path, reason=why.id)
        )
        raise CannotEnrol(message, FREE_UP) from error
    except BaseException:
        trail.undo()
        raise
