"""Receipt numbers: readable aloud, not to be guessed, and a slip of the pen shows. Pure.

Eight random characters (29⁸, half a trillion) and a check character, as `K7MP-3XQ9-M`. The 29
characters leave out whatever is mistaken for another: 0 O, 1 I L, U V by ear, B for 8. Their
number is prime, so the weighted sum finds every wrong character and every two that were swapped.
"""

from __future__ import annotations

import secrets

from tlkit.errors import InputError, Problem, Text

ALPHABET = "23456789ACDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


class BadReceipt(InputError):
    """A text that is no receipt number; `text` says in which way."""

    def __init__(self, text: Text, right: Text) -> None:
        super().__init__([Problem("", 0, 0, "", text, right)])
        self.text, self.right = text, right


def new_receipt() -> str:
    """A receipt number that nobody can foresee."""
    return shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def parse(text: str) -> str:
    """The receipt number in a text, as it is stored. Case, spaces and hyphens don't matter.

    Raises `BadReceipt` that says whether it is too short or long, holds a character that no
    receipt has, or does not agree with its check character.
    """
    bare = "".join(sign for sign in text.upper() if not sign.isspace() and sign not in "-–—_.").replace(
        "B", "8"
    )
    right = Text(
        "Copy the number from your receipt, for example K7MP-3XQ9-M.",
        "Salin nomor dari tanda terima Anda, misalnya K7MP-3XQ9-M.",
    )
    strange = [sign for sign in bare if sign not in ALPHABET]
    if strange:
        raise BadReceipt(
            Text(f"No receipt number holds “{strange[0]}”.", f"Nomor resi tidak memuat “{strange[0]}”."),
            right,
        )
    if len(bare) != LENGTH + 1:
        raise BadReceipt(
            Text("A receipt number has 9 letters and digits.", "Nomor resi terdiri dari 9 huruf dan angka."),
            right,
        )
    if shown(bare[:LENGTH]) != f"{bare[:4]}-{bare[4:8]}-{bare[8]}":
        raise BadReceipt(
            Text("One character of this number is wrong.", "Ada huruf atau angka yang salah ketik."), right
        )
    return shown(bare[:LENGTH])


def shown(body: str) -> str:
    """Eight characters in two groups, and their check character."""
    return f"{body[:4]}-{body[4:]}-{check(body)}"


def check(body: str) -> str:
    """The check character: the sum of the characters' numbers, each times its place, modulo 29."""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
