"""A base and an overlay, worked out for one day: what `activate` puts in force. No IO."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tlkit.catalogue import canonical, digest
from tlkit.catalogue.model import Catalogue, Processing
from tlkit.catalogue.overlay import EffectivePermit, Overlay, effective
from tlkit.catalogue.overlay_schema import overlay_to_data
from tlkit.catalogue.schema import catalogue_to_data, permit_to_data


@dataclass(frozen=True)
class Entry:
    """One permit of a candidate, as it would be stored."""

    permit_id: str
    digest: str
    agency: str
    sector: str
    days: int | None
    body: dict[str, Any]
    offered: bool
    origin: dict[str, str]


@dataclass(frozen=True)
class Candidate:
    """Everything that an activation stores. `digest` tells one effective catalogue from another.

    `release` is None where the release is stored already.
    """

    version: str
    source: str
    release_digest: str
    release: dict[str, Any] | None
    overlay_digest: str
    overlay: dict[str, Any]
    entries: tuple[Entry, ...]
    digest: str
    until: date | None
    notes: str | None = None
    effective_from: date | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Stored:
    """A release that the database has: where it came from, and under which digest it lies."""

    source: str
    digest: str


def candidate(base: Catalogue, overlay: Overlay, *, source: str, today: date) -> Candidate:
    """What the pair gives on a day."""
    release = catalogue_to_data(base)
    return made_of(base, overlay, Stored(source, digest(canonical(release))), today, release)


def made_of(
    base: Catalogue, overlay: Overlay, stored: Stored, today: date, release: dict[str, Any] | None = None
) -> Candidate:
    """The same for a release whose digest is known; `release` is to be stored under it, if given."""
    changes = overlay_to_data(overlay)
    result = effective(base, overlay, today)
    entries = tuple(entry(found) for found in result.permits.values())
    return Candidate(
        base.version,
        stored.source,
        stored.digest,
        release,
        digest(canonical(changes)),
        changes,
        entries,
        digest_of(entries),
        result.next_change,
    )


def digest_of(entries: Iterable[Entry]) -> str:
    """What tells one effective catalogue from another."""
    return digest(canonical([[one.permit_id, one.digest, one.offered, one.origin] for one in entries]))


def entry(found: EffectivePermit) -> Entry:
    """A permit as it is stored, under the digest of its content."""
    permit = found.permit
    body = permit_to_data(permit)
    return Entry(
        permit.id,
        digest(canonical(body)),
        permit.agency,
        permit.sector,
        None if permit.processing is None else whole_days(permit.processing),
        body,
        found.offered and permit.status != "retired",
        {one.name: "region" for one in fields(permit) if found.provenance(one.name) == "region"},
    )


def whole_days(processing: Processing) -> int:
    """The promised time in days; a started day of hours counts."""
    return -(-processing.days // 24) if processing.unit == "hours" else processing.days
