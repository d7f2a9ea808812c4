"""The newest release as one file, for a region without a connection."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tlkit.catalogue.bundle import Bundle, bundle_to_bytes
from tlkit.errors import InputError, Text, UntrustedError
from tlkit.office.folder import Office
from tlkit.office.past import Released, newest
from tlkit.office.release import bundle
from tlkit.office.repository import read
from tlkit.reasons import reason
from tlkit.textfile import whole

ENDED = Text(
    "What was signed expired on {day}; sites would refuse it.", "Tanda tangan berakhir {day}; situs menolak."
)
RENEW = Text("Run: tlkit office doctor", "Jalankan: tlkit office doctor")


def carried(office: Office, channel: str, now: datetime) -> tuple[Released, Bundle, datetime]:
    """A channel's newest release, with all that vouches for it, and until when sites accept that.

    Raises NothingToRelease where there is none, UntrustedError where sites would refuse it
    as expired.
    """
    found = bundle(office, channel)
    published = read(office.repository)
    until = min(published.signed(role).expires for role in ("root", "targets", "snapshot", "timestamp"))
    if until <= now:
        raise UntrustedError(
            Text(*(text.format(day=until.date()) for text in ENDED)), RENEW, reason="expired"
        )
    made = newest(published, channel)
    assert made is not None
    return made, found, until


def write_bundle(office: Office, channel: str, file: Path, now: datetime) -> tuple[Released, datetime]:
    """Write a channel's newest release; returns it, and until when sites accept the file.

    Raises as `carried` does, and InputError where the file cannot be written.
    """
    made, found, until = carried(office, channel, now)
    try:
        file.write_bytes(bundle_to_bytes(found))
    except OSError as error:
        why = reason(error)
        wrong = Text(f"It cannot be written: {why.en}.", f"Tidak dapat ditulis: {why.id}.")
        right = Text("Choose another place.", "Pilih tempat lain.")
        raise InputError([whole(file, wrong, right)]) from None
    return made, until
