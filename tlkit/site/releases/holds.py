"""A permit with open applications does not vanish, whatever a release, an overlay or a way back says.

Services say who still needs a permit (`Service.holds`). One that another catalogue would lose
while somebody does stays in force, retired: not shown, open to nobody new, and there for
those who wait for it. It goes with the first change after the last of them is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.catalogue import canonical, digest
from tlkit.site.releases.candidate import Candidate, Entry, digest_of
from tlkit.site.releases.models import ActivationPermit, PermitVersion
from tlkit.site.shared.service import Hold


def with_held(session: Session, candidate: Candidate, generation: int) -> Candidate:
    """The candidate, and those permits of a generation that it would lose too early."""
    coming = {entry.permit_id for entry in candidate.entries}
    named = select(ActivationPermit.permit_id).filter_by(activation_id=generation)
    going = frozenset(session.scalars(named)) - coming
    needed = still_needed(session, going) if going else frozenset()
    if not needed:
        return candidate
    entries = (*candidate.entries, *kept(session, generation, needed))
    return replace(candidate, entries=entries, digest=digest_of(entries))


def still_needed(session: Session, permit_ids: frozenset[str]) -> frozenset[str]:
    """Those of the permits that somebody still needs."""
    holds = cast("Iterable[Hold]", current_app.extensions["tlkit.holds"])
    return frozenset(id_ for hold in holds for id_ in hold(session, permit_ids)) & permit_ids


def kept(session: Session, generation: int, permit_ids: frozenset[str]) -> tuple[Entry, ...]:
    """The permits as they are in force in a generation, but retired."""
    rows = session.execute(
        select(PermitVersion, ActivationPermit.origin)
        .join(ActivationPermit, ActivationPermit.permit_digest == PermitVersion.digest)
        .where(ActivationPermit.activation_id == generation, ActivationPermit.permit_id.in_(permit_ids))
        .order_by(ActivationPermit.position)
    )
    return tuple(retired(version, origin) for version, origin in rows)


def retired(version: PermitVersion, origin: dict[str, str]) -> Entry:
    """A stored permit, retired."""
    body = {**version.body, "status": "retired"}
    return Entry(
        version.permit_id,
        digest(canonical(body)),
        version.agency,
        version.sector,
        version.days,
        body,
        offered=False,
        origin=origin,
    )
