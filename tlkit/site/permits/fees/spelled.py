"""Amounts in Indonesian words (terbilang), as papers about money give them beside the figures."""

from __future__ import annotations

SMALL = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
)  # fmt: skip
GREAT = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1_000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)


def spelled(number: int) -> str:
    """`dua ratus tiga puluh empat ribu lima`; for whole numbers from nothing."""
    if number < len(SMALL):
        return SMALL[number]
    if number < 20:
        return f"{SMALL[number - 10]} belas"
    size, name = next(great for great in GREAT if number >= great[0])
    count, rest = divmod(number, size)
    first = f"se{name}" if count == 1 and size in (100, 1_000) else f"{spelled(count)} {name}"
    return f"{first} {spelled(rest)}" if rest else first
