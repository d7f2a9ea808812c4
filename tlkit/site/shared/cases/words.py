"""Names and contacts in the one form in which they are searched and compared. Pure."""

from __future__ import annotations

import re
import unicodedata

EMAIL = re.compile(r"[^@\s<>()\[\],;:\"\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
LONGEST = 40
"""Characters of a word that are kept."""


def is_email(address: str) -> bool:
    """Whether a text can be an address of e-mail, its domain in small letters."""
    return len(address) <= 254 and ".." not in address and EMAIL.fullmatch(address) is not None


def words_of(name: str) -> list[str]:
    """The words of a name, each once: without accents, in lower case, at most 40 characters."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return list(dict.fromkeys(word[:LONGEST] for word in re.findall(r"[^\W_]+", bare.replace("'", ""))))


def contact_of(text: str) -> tuple[str, str] | None:
    """`("phone", "+62812…")` or `("email", "…")` in its normal form; None for what is neither.

    A phone number may be written 08…, 62…, +62…, +62 08… or 8…, with spaces, dots and hyphens.
    """
    bare = text.strip()
    if "@" in bare:
        return ("email", bare.lower()) if is_email(bare.lower()) else None
    digits = re.sub(r"[\s().\-–]", "", bare)
    found = re.fullmatch(r"(?:\+?620?|0)?([1-9]\d{6,12})", digits)
    return ("phone", f"+62{found[1]}") if found else None
