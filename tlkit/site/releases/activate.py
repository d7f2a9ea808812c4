"""The one way in which another catalogue comes in force: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tlkit.errors import StalePlan
from tlkit.site.releases.candidate import Candidate, Entry
from tlkit.site.releases.holds import with_held
from tlkit.site.releases.models import (
    Activation,
    ActivationPermit,
    OverlayRevision,
    PermitVersion,
    Pointer,
    Release,
)
from tlkit.site.shared import audit
from tlkit.site.shared.database import writing

CAUSES = ("start", "release", "overlay", "rollback", "day")
"""Why a pair came in force: the site started with it, the office sent it, the region changed
its overlay or went back, or the day had come for which it had been waiting."""

AT_ONCE = 1_000
"""Digests asked for in one statement."""


def activate(candidate: Candidate, now: datetime, cause: str) -> int:
    """Put a candidate in force and return its generation; the present one when it is in force already."""
    with writing() as session:
        return put_in_force(session, candidate, now, cause)


def put_in_force(session: Session, candidate: Candidate, now: datetime, cause: str) -> int:
    """The same within the caller's write transaction."""
    release = release_of(session, candidate, now)
    overlay = overlay_of(session, candidate, now)
    pointer = pointer_of(session)
    if pointer is not None:
        candidate = with_held(session, candidate, pointer.activation_id)
        present = session.get_one(Activation, pointer.activation_id)
        same = (release.id, overlay.id, candidate.digest, candidate.until)
        if (present.release_id, present.overlay_id, present.digest, present.until) == same:
            return present.id
    activation = Activation(
        release_id=release.id,
        overlay_id=overlay.id,
        activated_at=now,
        digest=candidate.digest,
        until=candidate.until,
        cause=cause,
    )
    session.add(activation)
    session.flush()
    store_permits(session, candidate, activation.id)
    if pointer is None:
        session.add(Pointer(id=1, activation_id=activation.id))
    else:
        pointer.activation_id = activation.id
    return activation.id


def noted(
    session: Session,
    by: str,
    generation: int,
    cause: str,
    now: datetime,
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Tell the audit who put a generation in force, and what that changes."""
    about = f"generation:{generation}"
    audit.record(session, actor=by, action=f"catalogue.{cause}", subject=about, detail=detail or {}, now=now)


def pointer_of(session: Session) -> Pointer | None:
    """The pointer, which nobody else can move until the transaction ends."""
    return session.scalar(select(Pointer).with_for_update())


def unmoved(session: Session, generation: int | None) -> None:
    """Raise `StalePlan` when another generation is in force than the one a plan was made over."""
    pointer = pointer_of(session)
    if (None if pointer is None else pointer.activation_id) != generation:
        raise StalePlan


def release_of(session: Session, candidate: Candidate, now: datetime) -> Release:
    """The stored release of a candidate, stored now if it is new."""
    key = {"source": candidate.source, "digest": candidate.release_digest}
    found = session.scalar(select(Release).filter_by(**key))
    if found is None:
        found = Release(
            **key,
            version=candidate.version,
            body=candidate.release,
            notes=candidate.notes,
            effective_from=candidate.effective_from,
            urgent=candidate.urgent,
            stored_at=now,
        )
        session.add(found)
        session.flush()
    return found


def overlay_of(session: Session, candidate: Candidate, now: datetime) -> OverlayRevision:
    """The stored overlay revision of a candidate, stored now if it is new."""
    found = session.scalar(select(OverlayRevision).filter_by(digest=candidate.overlay_digest))
    if found is None:
        found = OverlayRevision(digest=candidate.overlay_digest, body=candidate.overlay, stored_at=now)
        session.add(found)
        session.flush()
    return found


def store_permits(session: Session, candidate: Candidate, generation: int) -> None:
    """Store the versions that are new, and which of them the activation names."""
    wanted = {entry.digest: entry for entry in candidate.entries}
    known = known_among(session, list(wanted))
    versions = [version_row(entry) for digest, entry in wanted.items() if digest not in known]
    if versions:
        session.execute(insert(PermitVersion), versions)
    named = [named_row(generation, *each) for each in enumerate(candidate.entries)]
    if named:
        session.execute(insert(ActivationPermit), named)


def known_among(session: Session, digests: list[str]) -> set[str]:
    """Which of the versions are stored, asked in pieces: a statement takes so many values and no more."""
    pieces = (digests[start : start + AT_ONCE] for start in range(0, len(digests), AT_ONCE))
    return {
        digest
        for piece in pieces
        for digest in session.scalars(select(PermitVersion.digest).where(PermitVersion.digest.in_(piece)))
    }


def version_row(entry: Entry) -> dict[str, Any]:
    """A row of `permit_version`."""
    return {
        "digest": entry.digest,
        "permit_id": entry.permit_id,
        "agency": entry.agency,
        "sector": entry.sector,
        "days": entry.days,
        "body": entry.body,
    }


def named_row(generation: int, position: int, entry: Entry) -> dict[str, Any]:
    """A row of `activation_permit`."""
    return {
        "activation_id": generation,
        "permit_id": entry.permit_id,
        "permit_digest": entry.digest,
        "position": position,
        "offered": entry.offered,
        "origin": entry.origin,
    }
