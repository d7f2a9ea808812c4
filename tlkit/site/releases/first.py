"""Keeps what is in force right: the packaged reference at first, and each pair on its day."""

from __future__ import annotations

from sqlalchemy import select

import tlkit.reference
from tlkit import yamlfile
from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.overlay import Overlay
from tlkit.catalogue.overlay_schema import overlay_from
from tlkit.catalogue.settle import stamped
from tlkit.site.releases.activate import activate, put_in_force
from tlkit.site.releases.candidate import Candidate, candidate, made_of
from tlkit.site.releases.models import Release
from tlkit.site.releases.pairs import Pair, base_of, pair_in_force
from tlkit.site.releases.waiting import Awaited, due, end_waiting
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import Instance

FORMAT = "schema"
"""The key in which the file names its own format; it is no change."""

KIT = "kit"
"""The source of the packaged reference, release 0."""


def bring_up_to_date(instance: Instance) -> int | None:
    """Put in force what should be today; returns the generation, or None while nothing can be.

    Without an office root that is the packaged reference, so that an upgraded kit brings
    its own. With one, only the office's releases count: the newest whose day has come, or
    the pair in force as it is today. Call it inside the application's context. Raises
    `InputError` when `overlay.yaml`, read at the first start only, is wrong.
    """
    present, come = pair_in_force(), due(instance)
    if come is not None:
        return let_in(instance, come, present)
    if not follows_office(instance):
        made = packaged(instance, present)
        return activate(made, instance.clock(), "start")
    if present is None:
        return None
    made = made_of(present.base, present.overlay, present.stored, instance.today())
    return activate(made, instance.clock(), "day")


def follows_office(instance: Instance) -> bool:
    """Whether only an office's signed releases count here."""
    return (instance.path / "trust" / "root.json").exists()


def is_due(instance: Instance, until_passed: bool) -> bool:
    """Whether `bring_up_to_date` has something to do today."""
    return until_passed or due(instance) is not None


def let_in(instance: Instance, come: Awaited, present: Pair | None) -> int:
    """Put a release in force that has been waiting for today."""
    base = base_of(come.stored)
    overlay = overlay_over(instance, base, present)
    made = made_of(base, overlay, come.stored, instance.today())
    with writing() as session:
        end_waiting(session, come.version)
        return put_in_force(session, made, instance.clock(), "day")


def packaged(instance: Instance, present: Pair | None) -> Candidate:
    """The packaged reference; where the region went back from it, what it went back to."""
    base = tlkit.reference.load()
    made = candidate(base, overlay_over(instance, base, present), source=KIT, today=instance.today())
    if present is None or present.cause != "rollback":
        return made
    known = select(Release.id).filter_by(source=KIT, digest=made.release_digest)
    if db.session.scalar(known) is None:
        return made
    return made_of(present.base, present.overlay, present.stored, instance.today())


def overlay_over(instance: Instance, base: Catalogue, present: Pair | None) -> Overlay:
    """The overlay in force, or at the first start the one that the instance was made with."""
    return stamped(first_overlay(instance), base) if present is None else present.overlay


def first_overlay(instance: Instance) -> Overlay:
    """The overlay that the instance was made with; an instance without the file changes nothing."""
    file = instance.path / "catalogue" / "overlay.yaml"
    if not file.exists():
        return Overlay()
    document = yamlfile.read(file)
    changes = {name: value for name, value in document.data.items() if name != FORMAT}
    return overlay_from(changes, document.problem)
