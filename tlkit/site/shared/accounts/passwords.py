"""What a password must be: long. No rule of composition (NIST SP 800-63B, 3.1.1.2)."""

from __future__ import annotations

from tlkit.errors import Text

LEAST = 12
MOST = 128


def refusal(password: str, email: str, name: str) -> Text | None:
    """Why a password cannot be taken, or None. Counts characters, spaces too."""
    if len(password) < LEAST:
        return Text(
            f"Use at least {LEAST} characters; a short sentence is easy to remember.",
            f"Pakai paling sedikit {LEAST} karakter; kalimat pendek mudah diingat.",
        )
    if len(password) > MOST:
        return Text(f"Use at most {MOST} characters.", f"Pakai paling banyak {MOST} karakter.")
    folded = password.casefold()
    if len(set(folded)) < 4 or folded in (email, email.partition("@")[0], name.casefold()):
        return Text(
            "This one is easy to guess. Think of a sentence that only you know.",
            "Sandi ini mudah ditebak. Pikirkan kalimat yang hanya Anda tahu.",
        )
    return None
