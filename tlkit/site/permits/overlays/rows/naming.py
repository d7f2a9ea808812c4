"""Ids for what the region names in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

LONGEST = 40


def free_key(prefix: str, words: str, taken: Container[str]) -> str:
    """An id made of words, such as `daerah-surat-domisili`; numbered where another has it."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "baru"
    first = prefix + stem
    if first not in taken:
        return first
    return next(key for number in count(2) if (key := f"{first}-{number}") not in taken)
