"""Makes an instance and the office known to each other: whole or not at all.

The instance learns whom to believe (`trust/root.json`), where the office publishes and which
channel to follow (`trust/office.json`), and the digest of the token that a push must carry
(`trust/push-token.sha256`); the newest release comes along for its first start. The office
keeps the token and a row in `fleet.yaml`; the row comes last, and without it nothing counts.
"""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from marshmallow import ValidationError

from tlkit import region
from tlkit.catalogue.bundle import bundle_to_bytes
from tlkit.errors import ConflictError, InputError, Text, TlkitError, UntrustedError
from tlkit.mistakes import found_by
from tlkit.office import landing
from tlkit.office.carry import carried
from tlkit.office.fleet import GENERAL, TOKENS, Member, MemberSchema, fleet_of, read_fleet, with_member
from tlkit.office.folder import FLEET, Office
from tlkit.office.keys import write_private
from tlkit.office.past import NothingToRelease
from tlkit.office.repository import METADATA, read
from tlkit.reasons import reason
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
UNWRITABLE = Text("{path} cannot be written ({reason}).", "{path} tidak dapat ditulis ({reason}).")
NO_PLACE = Text("A row cannot be added at its end.", "Baris baru tidak dapat ditambahkan di akhirnya.")
INSTANCES_LAST = Text(
    "Let `instances:` be the last name in the file, one row per instance.",
    "Taruh `instances:` paling akhir di berkas, satu baris per daerah.",
)
FREE_UP = Text(
    "Check the room on the disk and who may write there; nothing was enrolled.",
    "Periksa ruang disk dan izin tulis; belum ada yang didaftarkan.",
)


class AlreadyEnrolled(ConflictError):
    """The instance knows an office already."""


class CannotEnrol(TlkitError):
    """A file cannot be written; everything is as it was before."""


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
    member = _member(known, url, channel, cohort)
    with landing.alone(office.path):
        _refuse_twice(office, instance, member)
        token = secrets.token_urlsafe(32)
        fleet = _fleet_with(office, member)
        with _undone_on_failure() as trail:
            for name, content in (
                _trust(office, member, token) | _first_release(office, member, now)
            ).items():
                trail.write(instance / name, content)
            trail.write_secret(office.path / member.token, f"{token}\n".encode())
            landing.land(office.path, {FLEET: fleet})
    return member


@dataclass
class _Trail:
    """What was written so far, and what stood there before."""

    before: dict[Path, bytes | None] = field(default_factory=dict)

    def write(self, path: Path, content: bytes) -> None:
        self.before[path] = path.read_bytes() if path.exists() else None
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        self.before[fresh] = None
        fresh.write_bytes(content)
        fresh.replace(path)

    def write_secret(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.unlink(missing_ok=True)
        self.before[path] = None
        write_private(path, content)

    def undo(self) -> None:
        for path, content in self.before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)


@contextmanager
def _undone_on_failure() -> Iterator[_Trail]:
    trail = _Trail()
    try:
        yield trail
    except OSError as error:
        trail.undo()
        why = reason(error)
        path = error.filename
        message = Text(
            UNWRITABLE.en.format(path=path, reason=why.en), UNWRITABLE.id.format(path=path, reason=why.id)
        )
        raise CannotEnrol(message, FREE_UP) from error
    except BaseException:
        trail.undo()
        raise


def _region(instance: Path) -> Region:
    file = instance / "region.yaml"
    if not file.is_file():
        raise InputError([whole(instance, NO_INSTANCE, MAKE)])
    return region.load(file)


def _member(known: Region, url: str | None, channel: str | None, cohort: str) -> Member:
    """The row, held to the same rules as one that a person wrote."""
    domain = known.site.domain and f"https://{known.site.domain}"
    schema = MemberSchema()
    data = {
        "slug": known.slug,
        "url": url or domain,
        "token": f"{TOKENS}/{known.slug}",
        "channel": channel or (known.office.channel if known.office else "stable"),
        "cohort": cohort,
    }
    try:
        made: Member = schema.load(data)
    except ValidationError as error:
        found = [mistake for _, mistake in found_by(error.messages, schema)]
        raise InputError([whole(Path(FLEET), one.wrong, one.right) for one in found]) from None
    return made


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


def _fleet_with(office: Office, member: Member) -> bytes:
    """The file with the row; it was a person's to write, so look whether the row becomes part of it."""
    content = with_member((office.path / FLEET).read_text(encoding="utf-8"), member).encode()
    with tempfile.TemporaryDirectory() as folder:
        (tried := Path(folder) / FLEET).write_bytes(content)
        try:
            fits = fleet_of(tried) == (*read_fleet(office), member)
        except InputError:
            fits = False
    if not fits:
        raise InputError([whole(office.path / FLEET, NO_PLACE, INSTANCES_LAST)])
    return content
