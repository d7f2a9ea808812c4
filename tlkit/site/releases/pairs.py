"""The pair in force: which release, which overlay over it, and the release's catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.overlay import Overlay
from tlkit.catalogue.overlay_schema import overlay_from
from tlkit.catalogue.schema import catalogue_from
from tlkit.site.releases.candidate import Stored
from tlkit.site.releases.models import Activation, OverlayRevision, Pointer, Release
from tlkit.site.shared.database import db

REMEMBERED = 2
"""Catalogues kept in memory: reading one takes a third of a second, and the same is planned over again."""

remembered: dict[str, Catalogue] = {}


@dataclass(frozen=True)
class Pair:
    """A release and an overlay that were put in force together under one generation."""

    generation: int
    cause: str
    until: date | None
    version: str
    stored: Stored
    overlay: Overlay

    @property
    def base(self) -> Catalogue:
        """The release's catalogue, without the overlay."""
        return base_of(self.stored)


def pair_in_force() -> Pair | None:
    """What is in force now; None before the first activation."""
    generation = db.session.scalar(select(Pointer.activation_id))
    return None if generation is None else pair(generation)


def pair(generation: int) -> Pair | None:
    """What was put in force under a generation; None where there is no such generation."""
    found = db.session.execute(
        select(
            Activation.cause,
            Activation.until,
            Release.version,
            Release.source,
            Release.digest,
            OverlayRevision.body,
        )
        .join(Release, Activation.release_id == Release.id)
        .join(OverlayRevision, Activation.overlay_id == OverlayRevision.id)
        .where(Activation.id == generation)
    ).first()
    if found is None:
        return None
    stored = Stored(found.source, found.digest)
    return Pair(generation, found.cause, found.until, found.version, stored, overlay_from(found.body))


def base_of(stored: Stored) -> Catalogue:
    """The catalogue of a release that the database has."""
    known = remembered.get(stored.digest)
    if known is not None:
        return known
    key = {"source": stored.source, "digest": stored.digest}
    body = db.session.scalars(select(Release.body).filter_by(**key)).one()
    return remember(stored.digest, catalogue_from(body))


def remember(digest: str, catalogue: Catalogue) -> Catalogue:
    """Keep a catalogue at hand for the next plan."""
    remembered[digest] = catalogue
    for oldest in list(remembered)[:-REMEMBERED]:
        remembered.pop(oldest, None)
    return catalogue
