"""Releases: the working catalogue under a version, signed, published whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from tuf.api.metadata import TargetFile

from tlkit.catalogue import versions
from tlkit.catalogue.bundle import Bundle, ReleaseBody, bundle_to_bytes, release_from_bytes, release_to_bytes
from tlkit.catalogue.mapping import catalogue_to_data
from tlkit.catalogue.model import Catalogue
from tlkit.errors import InputError, Text
from tlkit.office import landing
from tlkit.office.folder import RELEASES, Office
from tlkit.office.keys import KeyRing
from tlkit.office.linting import Placed, findings, placed
from tlkit.office.past import (
    MAKE,
    NEWEST,
    NONE,
    NothingToRelease,
    Released,
    content_of,
    former,
    history_of,
)
from tlkit.office.repository import METADATA, TARGETS, Files, Published, change, read, signers_of

JAKARTA = timezone(timedelta(hours=7))
"""Whose calendar versions follow."""

UNCHANGED = Text("Nothing has changed since {version}.", "Tidak ada yang berubah sejak {version}.")
EDIT = Text("Edit the files in catalogue/ first.", "Ubah berkas di catalogue/ dahulu.")


def release(
    office: Office,
    ring: KeyRing,
    channel: str,
    notes: str,
    *,
    effective_from: date | None,
    urgent: bool,
    now: datetime,
) -> Released:
    """Publish the working catalogue in a channel as its newest release.

    Raises InputError with the place of every error that the rules find, also of what may
    not follow the channel's former release; NothingToRelease where nothing has changed.
    """
    with landing.alone(office.path):
        published = read(office.repository)
        version = _next_version(published, now)
        working = replace(_releasable(office, published, channel), version=version)
        body = ReleaseBody(version, channel, notes, effective_from, urgent, catalogue_to_data(working))
        content = release_to_bytes(body)
        release_from_bytes(content)
        made = Released(version, channel, notes, now.replace(microsecond=0), effective_from, urgent)
        landing.land(office.path, dict(_files(office, ring, published, made, content, now)))
    return made


def bundle(office: Office, channel: str) -> Bundle:
    """A channel's newest release with all that a site needs to verify it now.

    Targets are named as their files in `repository/targets/`, by digest. Raises
    NothingToRelease where there is none.
    """
    published = read(office.repository)
    target = published.targets.signed.targets.get(f"{channel}/{NEWEST}")
    if target is None:
        raise NothingToRelease(Text(*(text.format(channel=channel) for text in NONE)), MAKE)
    content = content_of(office, published, target.path)
    return Bundle(_metadata(office, published, {}), {target.get_prefixed_paths()[0]: content})


def examine(office: Office, channel: str) -> list[Placed]:
    """What the rules find in the working catalogue, errors first, each with its place.

    Raises InputError with every mistake that keeps its files from being read.
    """
    return placed(office, findings(office.catalogue(), former(office, read(office.repository), channel)))


def _next_version(published: Published, now: datetime) -> str:
    """One number over all channels, so that a version names one release."""
    listed = history_of(published)
    return versions.following(listed[-1].version if listed else None, now.astimezone(JAKARTA).date())


def _releasable(office: Office, published: Published, channel: str) -> Catalogue:
    working = office.catalogue()
    before = former(office, published, channel)
    wrong = [finding for finding in findings(working, before) if finding.level == "error"]
    if wrong:
        raise InputError([one.problem() for one in placed(office, wrong)])
    if before and catalogue_to_data(before) == catalogue_to_data(replace(working, version=before.version)):
        raise NothingToRelease(Text(*(text.format(version=before.version) for text in UNCHANGED)), EDIT)
    return working


def _files(
    office: Office, ring: KeyRing, published: Published, made: Released, content: bytes, now: datetime
) -> Files:
    """The files of a release in the order in which a client may come to see them."""
    custom = {"custom": made.as_data()}
    targets = {path: TargetFile.from_data(path, content) for path in (made.path, f"{made.channel}/{NEWEST}")}
    for target in targets.values():
        target.unrecognized_fields = custom
    files: Files = {f"{TARGETS}/{one.get_prefixed_paths()[0]}": content for one in targets.values()}
    metadata = change(published, signers_of(ring, published.root.signed), now, targets)
    carried = targets[f"{made.channel}/{NEWEST}"].get_prefixed_paths()[0]
    whole = Bundle(_metadata(office, published, metadata), {carried: content})
    return files | metadata | {f"{RELEASES}/{made.channel}-{made.version}.bundle": bundle_to_bytes(whole)}


def _metadata(office: Office, published: Published, changed: Files) -> dict[str, bytes]:
    """Every root, so that a site of any age follows, and the newest of the rest."""
    folder = office.path / METADATA
    names = [f"{number}.root.json" for number in range(1, published.root.signed.version + 1)]
    names += [f"{published.signed(role).version}.{role}.json" for role in ("targets", "snapshot")]
    names.append("timestamp.json")
    return {name: changed.get(f"{METADATA}/{name}") or (folder / name).read_bytes() for name in names}
