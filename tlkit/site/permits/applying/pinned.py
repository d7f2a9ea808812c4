"""The version of a permit that an application answers to, whatever the catalogue says since."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import Permit
from tlkit.catalogue.schema import permit_from_data
from tlkit.site.releases.live import Live
from tlkit.site.releases.models import ActivationPermit, PermitVersion

MOST = 500
"""Versions that a process remembers; then it begins anew."""

_read: dict[str, Permit] = {}


def digest_in_force(session: Session, now: Live, permit_id: str) -> str:
    """The digest of the version of a permit that is live."""
    return session.scalars(
        select(ActivationPermit.permit_digest).where(
            ActivationPermit.activation_id == now.generation, ActivationPermit.permit_id == permit_id
        )
    ).one()


def permit_at(session: Session, digest: str) -> Permit:
    """The permit of a stored version. A digest names one content for ever, so it is read once."""
    known = _read.get(digest)
    if known is None:
        body = session.scalars(select(PermitVersion.body).where(PermitVersion.digest == digest)).one()
        if len(_read) >= MOST:
            _read.clear()
        known = _read[digest] = permit_from_data(body)
    return known
