"""The texts of notices: the region's own in `content/pesan/`, or the kit's.

The first line is the subject, the rest after an empty line the message. `{receipt}` and the like
stand for values; what is not among them stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGED = Path(__file__).parent / "texts"
MAX_BYTES = 20_000
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Written:
    """Subject and body of one notice."""

    subject: str
    body: str

    def filled(self, values: Mapping[str, str]) -> Written:
        """The same with its values. A subject is one line whatever a value holds."""
        subject, body = (
            PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
            for text in (self.subject, self.body)
        )
        return Written(" ".join(subject.split()), body)


def text_of(instance: Path, name: str, lang: str) -> Written:
    """The text of a notice in a language; in Indonesian where it is in no other.

    Raises `LookupError` for a name that nobody wrote.
    """
    for language in dict.fromkeys((lang, "id")):
        for folder in (instance / "content" / "pesan", PACKAGED):
            text = readable(folder / f"{name}.{language}.md")
            if text is not None:
                subject, _, body = text.partition("\n")
                return Written(subject.lstrip("# ").strip(), body.strip() + "\n")
    raise LookupError(f"no notice named {name!r}")


def readable(path: Path) -> str | None:
    """The text of a file, without the mark that some editors put before it; None where it says nothing
    or cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        return path.read_text(encoding="utf-8-sig", errors="replace").strip() or None
    except OSError:
        return None
