"""Whether an application can go from one step to the next until somebody holds the certificate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tlkit.catalogue.model import Step
from tlkit.errors import Text

FIRST = Text(
    "The first step is the counter's: the clock starts when it finds the file complete.",
    "Langkah pertama harus Loket: waktu dihitung sejak loket menyatakan berkas lengkap.",
)
AFTER = Text(
    "After the signature only the handover can follow.",
    "Sesudah penandatanganan hanya boleh penyerahan.",
)
LATE = Text("The charge is assessed before it is paid.", "Biaya ditetapkan dahulu, baru dibayar.")
TWICE = Text("There is one signature only.", "Penandatanganan cukup satu kali.")
UNSIGNED = Text(
    "No step is a signature: without one no certificate is issued.",
    "Belum ada langkah penandatanganan: tanpa itu surat izin tidak terbit.",
)


def faults_of(steps: Sequence[Step]) -> Iterator[tuple[int, Text]]:
    """What is wrong with the order of steps: each fault with the place of its step.

    What is missing as a whole is told of the last place. No steps at all are no fault: the
    site then uses an order of its own.
    """
    roles = [step.role for step in steps]
    for place, role in enumerate(roles):
        before = roles[:place]
        if place == 0 and role != "counter":
            yield place, FIRST
        if role == "signer" and "signer" in before:
            yield place, TWICE
        elif "signer" in before and role != "handover":
            yield place, AFTER
        if role == "assessment" and "payment" in before:
            yield place, LATE
    if roles and "signer" not in roles:
        yield len(roles) - 1, UNSIGNED
