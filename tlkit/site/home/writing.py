"""The region's own texts: Markdown files of its `content/`, with packaged ones where it has none.

What a region writes is cleaned of everything but plain structure: no script, no style, no form.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from tlkit.site.shared.prose import clean

PACKAGED = Path(__file__).parent / "content"
MAX_BYTES = 200_000
"""A longer file is not read: no page of a site is a book."""


@dataclass(frozen=True)
class Writing:
    """One text as HTML, and the language it is written in."""

    html: Markup
    lang: str


def writing(content: Path, name: str, lang: str) -> Writing:
    """The text `name` in `lang`. The region's own words in Indonesian come before the kit's in English.

    Raises `FileNotFoundError` for a name that neither has.
    """
    for folder in (content, PACKAGED):
        for language, file in ((lang, f"{name}.{lang}.md"), ("id", f"{name}.md")):
            text = readable(folder / file)
            if text is not None:
                return Writing(clean(text), language)
    raise FileNotFoundError(f"{name}.md")


def readable(path: Path) -> str | None:
    """The text of a file; None where there is none that can be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
