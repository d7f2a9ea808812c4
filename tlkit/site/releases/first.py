"""Keeps what is in force right: the packaged reference at first, and each pair on its day."""

from __future__ import annotations

from sqlalchemy import select

import tlkit.reference
from tlkit import yamlfile
from tlkit.catalogue.overlay import Overlay
from tlkit.catalogue.overlay_schema import overlay_from
from tlkit.catalogue.schema import catalogue_from
from tlkit.site.releases.activate import activate
from tlkit.site.releases.candidate import candidate
from tlkit.site.releases.models import Activation, OverlayRevision, Pointer, Release
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance

FORMAT = "schema"
"""The key in which the file names its own format; it is no change."""

KIT = "kit"
"""The source of the packaged reference, release 0."""


def bring_up_to_date(instance: Instance) -> int | None:
    """Put in force what should be today; returns the generation, or None while nothing can be.

    Without an office root that is the packaged reference, so that an upgraded kit brings
    its own. With one, only the office's releases count, and the pair in force stays.
    Call it inside the application's context. Raises `InputError` when `overlay.yaml`,
    read at the first start only, is wrong.
    """
    present = pair_in_force()
    overlay = first_overlay(instance) if present is None else present[1]
    if not (instance.path / "trust" / "root.json").exists():
        base, source = tlkit.reference.load(), KIT
    elif present is not None:
        base, source = catalogue_from(present[0].body), present[0].source
    else:
        return None
    made = candidate(base, overlay, source=source, today=instance.today())
    return activate(made, instance.clock())


def pair_in_force() -> tuple[Release, Overlay] | None:
    """The release in force and the overlay over it, or None before the first activation."""
    found = db.session.execute(
        select(Release, OverlayRevision.body)
        .join(Activation, Activation.release_id == Release.id)
        .join(Pointer, Pointer.activation_id == Activation.id)
        .join(OverlayRevision, Activation.overlay_id == OverlayRevision.id)
    ).first()
    return None if found is None else (found[0], overlay_from(found[1]))


def first_overlay(instance: Instance) -> Overlay:
    """The overlay that the instance was made with; an instance without the file changes nothing."""
    file = instance.path / "catalogue" / "overlay.yaml"
    if not file.exists():
        return Overlay()
    document = yamlfile.read(file)
    changes = {name: value for name, value in document.data.items() if name != FORMAT}
    return overlay_from(changes, document.problem)
