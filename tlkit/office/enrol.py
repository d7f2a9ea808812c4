"""Makes an instance and the office known to each other: whole or not at all.

The instance learns whom to believe (`trust/root.json`), where the office publishes and which
channel to follow (`trust/office.json`), and the digest of the token that a push must carry
(`trust/push-token.sha256`); the newest release comes along for its first start. The office
keeps the token and a row in `fleet.yaml`; the row comes last, and without it nothing counts.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tlkit import region
from tlkit.catalogue.bundle import bundle_to_bytes
from tlkit.errors import ConflictError, InputError, Text, UntrustedError
from tlkit.office import landing
from tlkit.office.carry import carried
from tlkit.office.fleet import GENERAL, Member, read_fleet
from tlkit.office.folder import FLEET, Office
from tlkit.office.past import NothingToRelease
from tlkit.office.repository import METADATA, read
from tlkit.office.rows import fleet_with, row_of
from tlkit.office.undoing import undone_on_failure
from tlkit.region.model import Region
from tlkit.textfile import whole

ROOT, OFFICE, TOKEN = "trust/root.json", "trust/office.json", "trust/push-token.sha256"
FIRST_RELEASE = "trust/first-release.bundle"

ALREADY = Text("{slug} is in this office's fleet already.", "{slug} sudah terdaftar di kantor ini.")
REMOVE_ROW = Text(
    "To enrol it anew, remove its row from fleet.yaml first.",
    "Untuk mendaftar ulang, hapus dahulu barisnya dari fleet.yaml.",
)
OTHERS = Text("{slug} follows another office.", "{slug} mengikuti kantor pusat lain.")
REMOVE_TRUST = Text(
    "Ask that office; to change over, remove trust/root.json from the instance first.",
    "Tanyakan kepada kantor itu; untuk pindah, hapus dahulu trust/root.json dari instansi.",
)
NO_INSTANCE = Text("This is not an instance's folder.", "Ini bukan folder instansi.")
MAKE = Text("Make one: tlkit new region WHAT", "Buat dahulu: tlkit new region DAERAH")


class AlreadyEnrolled(ConflictError):
    """The instance knows an office already."""


def enrol(
    office: Office,
    instance: Path,
    now: datetime,
    *,
    url: str | None = None,
    channel: str | None = None,
    cohort: str = GENERAL,
) -> Member:
    """Enrol an instance; the address and the channel come from its region file where they are not given.

    Without either the address stays open. Raises InputError for a folder that is no instance,
    AlreadyEnrolled, and CannotEnrol; both folders are then as they were.
    """
    known = _region(instance)
    member = row_of(known, url, channel, cohort)
    with landing.alone(office.path):
        _refuse_twice(office, instance, member)
        token = secrets.token_urlsafe(32)
        fleet = fleet_with(office, member)
        with undone_on_failure() as trail:
            for name, content in (
                _trust(office, member, token) | _first_release(office, member, now)
            ).items():
                trail.write(instance / name, content)
            trail.write_secret(office.path / member.token, f"{token}\n".encode())
            landing.land(office.path, {FLEET: fleet})
    return member


def _region(instance: Path) -> Region:
    file = instance / "region.yaml"
    if not file.is_file():
        raise InputError([whole(instance, NO_INSTANCE, MAKE)])
    return region.load(file)


def _refuse_twice(office: Office, instance: Path, member: Member) -> None:
    if any(one.slug == member.slug for one in read_fleet(office)):
        raise AlreadyEnrolled(Text(*(text.format(slug=member.slug) for text in ALREADY)), REMOVE_ROW)
    # What an enrolment that was cut off has left is this office's own, and is written anew.
    root = instance / ROOT
    if root.exists() and root.read_bytes() not in _roots(office):
        raise AlreadyEnrolled(Text(*(text.format(slug=member.slug) for text in OTHERS)), REMOVE_TRUST)


def _roots(office: Office) -> list[bytes]:
    return [path.read_bytes() for path in (office.path / METADATA).glob("*.root.json")]


def _first_release(office: Office, member: Member, now: datetime) -> dict[str, bytes]:
    """The newest release of the channel, so that the site has it from its first start; none is fine."""
    try:
        _, newest, _ = carried(office, member.channel, now)
    except (NothingToRelease, UntrustedError):
        return {}
    return {FIRST_RELEASE: bundle_to_bytes(newest)}


def _trust(office: Office, member: Member, token: str) -> dict[str, bytes]:
    """What the instance is told: the newest root, so that withdrawn keys never count there."""
    version = read(office.repository).root.signed.version
    settings = {"channel": member.channel, **({"url": office.url} if office.url else {})}
    return {
        ROOT: (office.path / METADATA / f"{version}.root.json").read_bytes(),
        OFFICE: (json.dumps(settings, indent=1, sort_keys=True) + "\n").encode(),
        TOKEN: (sha256(token.encode()).hexdigest() + "\n").encode(),
    }
