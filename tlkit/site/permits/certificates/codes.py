"""The random code of a certificate, by which anybody can check it."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0 and O, 1, I and L, and U: none is mistaken for another."""
GROUPS, GROUP = 3, 4


def new_code() -> str:
    """`K7MP-3XQ9-TR4W`: one of 30 to the 12th, so that guessing finds nothing."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)))


def parse_code(text: str) -> str | None:
    """A code however it was typed; None for what can be none."""
    letters = "".join(letter for letter in text[:60].upper() if letter not in " -.\t")
    return grouped(letters) if len(letters) == GROUPS * GROUP and set(letters) <= set(ALPHABET) else None


def grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, GROUPS * GROUP, GROUP))


def masked(name: str) -> str:
    """A person's name as strangers may see it: `S*** A*****`."""
    return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split())
