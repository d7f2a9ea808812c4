"""Reads the live catalogue from the database, once for each generation."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from tlkit.catalogue.schema import catalogue_from
from tlkit.errors import Text, TlkitError
from tlkit.site.releases.grounds import grounds_of
from tlkit.site.releases.handed import handed
from tlkit.site.releases.live import Live, LivePermit, opens_here
from tlkit.site.releases.models import (
    Activation,
    ActivationPermit,
    PermitVersion,
    Pointer,
    Release,
)
from tlkit.site.shared.aside import Aside
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.uncollected import uncollected

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at the pointer."""
LATEST = 1.5
"""Seconds after which a request no longer answers from what was seen without a look."""


class NotReady(TlkitError):
    """No catalogue is live, or the database has not been prepared."""

    def __init__(self) -> None:
        super().__init__(
            Text("The site has no catalogue yet.", "Situs belum memiliki katalog."),
            Text("Run: tlkit site INSTANCE migrate", "Jalankan: tlkit site INSTANSI migrate"),
        )


class StoredLive:
    """The live catalogue as the database has it; the last one seen while the database is away.

    Another generation is read beside the requests, which are answered from the one before
    meanwhile. Only where nobody asked for a while does the next request wait for a look.
    """

    def __init__(self, app: Flask, demo: bool) -> None:
        self.app, self.demo = app, demo
        self.seen: Live | None = None
        self.before: Live | None = None
        self.looked = 0.0
        self.troubled = False
        self.lock = threading.Lock()

    def __call__(self) -> Live:
        seen = self.seen
        age = time.monotonic() - self.looked
        if seen is not None and age < EVERY:
            return seen
        if self.lock.acquire(blocking=seen is None):
            if seen is not None and age < LATEST:
                threading.Thread(target=self.look_and_release, daemon=True).start()
                return seen
            self.look_and_release()
        if self.seen is None:
            raise NotReady
        return self.seen

    def look_and_release(self) -> None:
        """Look, and let the next one look afterwards; the lock was taken by whoever began this."""
        try:
            self.look()
        finally:
            self.lock.release()

    def look(self) -> None:
        """Read the pointer, and the catalogue when it names another."""
        self.looked = time.monotonic()
        try:
            with self.app.app_context():
                found = in_force()
            if found is not None and (self.seen is None or self.seen.generation != found.generation):
                with uncollected(lasting=True):
                    live = self.got(found.generation).ready()
                # The one before goes only with the next: letting go of so much takes a moment too.
                self.before, self.seen = self.seen, live
            self.troubled = False
        except DBAPIError as error:
            if not self.troubled:
                log.warning("the database cannot be read: %s", error)
            self.troubled = True

    def got(self, generation: int) -> Live:
        """A generation's catalogue from the job process, or where it gives none from the database."""
        aside = cast(Aside, self.app.extensions["tlkit.aside"])
        return handed(aside, generation) or read(self.app, generation, self.demo)


@dataclass(frozen=True)
class InForce:
    """Which activation is in force, and the day from which it must be worked out anew."""

    generation: int
    until: date | None


def in_force() -> InForce | None:
    """What is in force, read now; None before the first activation. Raises when the database is away."""
    with db.engine.connect() as connection:
        row = connection.execute(
            select(Activation.id, Activation.until).join(Pointer, Pointer.activation_id == Activation.id)
        ).first()
    return None if row is None else InForce(row.id, row.until)


def read(app: Flask, generation: int, demo: bool) -> Live:
    """The catalogue of one activation, whole."""
    with app.app_context(), db.engine.connect() as connection:
        head = connection.execute(
            select(Activation.activated_at, Release.version, Release.source, Release.body)
            .join(Release, Activation.release_id == Release.id)
            .where(Activation.id == generation)
        ).one()
        rows = connection.execute(
            select(ActivationPermit.offered, ActivationPermit.origin, PermitVersion.body)
            .join(PermitVersion, ActivationPermit.permit_digest == PermitVersion.digest)
            .where(ActivationPermit.activation_id == generation)
            .order_by(ActivationPermit.position)
        ).all()
        instance = cast(Instance, app.extensions["tlkit"])
        grounds = grounds_of(connection, generation, instance.region.zone)
    catalogue = catalogue_from({**head.body, "permits": [row.body for row in rows]})
    permits = {
        permit.id: LivePermit(
            permit,
            row.origin,
            row.offered,
            opens_here(permit, row.offered, demo),
        )
        for permit, row in zip(catalogue.permits.values(), rows, strict=True)
    }
    return Live(generation, head.version, head.source, head.activated_at, catalogue, permits, grounds)
