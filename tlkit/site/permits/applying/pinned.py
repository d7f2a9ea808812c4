"""The version of a permit that an application answers to, whatever the catalogue says since."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import Document, Permit
from tlkit.catalogue.schema import catalogue_from, permit_from_data
from tlkit.site.releases.live import Live
from tlkit.site.releases.models import Activation, ActivationPermit, PermitVersion, Release

MOST = 500
"""Versions that a process remembers; then it begins anew."""

_read: dict[str, Permit] = {}
_dropped: dict[str, Mapping[str, Document]] = {}


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


def documents_at(session: Session, digest: str, named: Mapping[str, Document]) -> Mapping[str, Document]:
    """The papers that a stored version asks for: as `named` says them, else as the release said them
    with which it was in force, where a later one has dropped them."""
    asked = permit_at(session, digest).requirements
    lost = {paper.document for paper in asked if paper.name is None} - named.keys()
    if not lost:
        return named
    known = _dropped.get(digest)
    if known is None:
        known = _dropped[digest] = documents_then(session, digest)
    return {**named, **{id_: known[id_] for id_ in lost if id_ in known}}


def documents_then(session: Session, digest: str) -> Mapping[str, Document]:
    """The papers of the last release with which a version was in force."""
    body = session.scalars(
        select(Release.body)
        .join(Activation, Activation.release_id == Release.id)
        .join(ActivationPermit, ActivationPermit.activation_id == Activation.id)
        .where(ActivationPermit.permit_digest == digest)
        .order_by(Activation.id.desc())
        .limit(1)
    ).first()
    return catalogue_from(body).documents if body else {}
