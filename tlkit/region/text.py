"""What text may stand in a region file: the one place where strings are checked.

Quotes, braces, tags and emoji are text like any other and pass unchanged. Refused
are characters that no one can see and that change what others see or that files,
databases and terminals cannot hold: control characters, lone surrogates and marks
that turn the direction of writing.
"""

from __future__ import annotations

import re

from tlkit.errors import Text
from tlkit.mistakes import Mistake

NAME_LENGTH = 100
LINE_LENGTH = 300
PARAGRAPH_LENGTH = 2_000

TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNHOLDABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
REFUSED_IN_LINE = re.compile(f"[\t\n{UNHOLDABLE}{TURNING}]")
REFUSED_IN_PARAGRAPH = re.compile(f"[\t{UNHOLDABLE}{TURNING}]")


def fault(text: str, longest: int, *, lines: bool = False) -> Mistake | None:
    """What is wrong with `text` as a value of at most `longest` characters, or None.

    `lines` allows line breaks.
    """
    if len(text) > longest:
        return _too_long(len(text), longest)
    found = (REFUSED_IN_PARAGRAPH if lines else REFUSED_IN_LINE).search(text)
    if found:
        return _refused(found[0])
    if not text.strip():
        return Mistake(
            Text("This text is empty.", "Teks ini kosong."),
            Text("Write something, or leave the line out.", "Tulis isinya, atau hapus barisnya."),
        )
    return None


def _too_long(length: int, longest: int) -> Mistake:
    return Mistake(
        Text(f"This text has {length:,} characters.", f"Teks ini {length} karakter."),
        Text(f"Use at most {longest:,}.", f"Paling banyak {longest} karakter."),
    )


def _refused(character: str) -> Mistake:
    if character == "\n":
        return Mistake(
            Text("This text goes over several lines.", "Teks ini lebih dari satu baris."),
            Text("Write it on one line.", "Tulis dalam satu baris."),
        )
    code = f"U+{ord(character):04X}"
    return Mistake(
        Text(
            f"A hidden character ({code}) is in this text.", f"Ada karakter tersembunyi ({code}) di teks ini."
        ),
        Text("Delete the text and type it anew.", "Hapus dan ketik ulang teksnya."),
    )
