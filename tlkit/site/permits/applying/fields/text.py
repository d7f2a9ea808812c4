"""Words: one line, or several."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Kind,
    Question,
    Raw,
    Reading,
    Setting,
    as_text,
    first,
    missing,
    one_input,
    typed,
)


def read_line(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """One line of words."""
    words = typed(raw, name)
    if not words:
        return missing(question, name)
    return too_long(name, LONGEST_LINE) if len(words) > LONGEST_LINE else Reading(words)


def read_lines(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """Words in lines of their own."""
    lines = first(raw, name).splitlines()
    words = "\n".join(typed({"": (line,)}, "") for line in lines).strip()
    if not words:
        return missing(question, name)
    return too_long(name, LONGEST_TEXT) if len(words) > LONGEST_TEXT else Reading(words)


def too_long(name: str, longest: int) -> Reading:
    return Reading.wrong(
        name,
        Text(
            f"This is too long. Write it in {longest} characters at most.",
            f"Tulisan ini terlalu panjang. Ringkas menjadi paling banyak {longest} huruf.",
        ),
    )


LINE = Kind(read_line, one_input, as_text)
LINES = Kind(read_lines, one_input, as_text)
