"""Text in the letters that a PDF's own fonts have."""

from __future__ import annotations

import unicodedata

ENCODING = "windows-1252"
"""What Helvetica, which every PDF reader brings, can show. No font is carried along."""

NEAR = str.maketrans(
    {
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2212": "-",
        "\u02bb": "'", "\u02bc": "'", "\u2032": "'", "\u2033": '"', "\u2192": "->", "\u2264": "<=",
        "\u2265": ">=", "\u200b": "", "\u200e": "", "\u200f": "", "\ufeff": "", "\t": " ",
        "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i",
    }
)  # fmt: skip


def printable(text: str) -> str:
    """`text` with each letter that the fonts lack as its nearest, or `?`. Line breaks stay."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(NEAR))
    return "".join(map(nearest, composed))


def nearest(letter: str) -> str:
    """A letter that the fonts have."""
    if letter == "\n":
        return letter
    if unicodedata.category(letter).startswith("C"):
        return ""
    if shown(letter):
        return letter
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if shown(part))
    return plain or "?"


def shown(letter: str) -> bool:
    try:
        letter.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
