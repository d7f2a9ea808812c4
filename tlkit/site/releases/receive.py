"""Takes a bundle in, however it came: verify, plan, apply. Pushes, pulls and files all end here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.catalogue import canonical, digest
from tlkit.catalogue.bundle import Bundle, ReleaseBody, catalogue_bytes
from tlkit.catalogue.messages import LISTED, ApplyAnswer, Line, PlanAnswer
from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.plan import Plan, plan
from tlkit.catalogue.schema import catalogue_from
from tlkit.catalogue.versions import order
from tlkit.errors import FrozenError, StalePlan
from tlkit.site.releases import pairs, reasons
from tlkit.site.releases.activate import put_in_force, release_of, unmoved
from tlkit.site.releases.candidate import Candidate, Stored, made_of
from tlkit.site.releases.contact import heard
from tlkit.site.releases.first import overlay_over
from tlkit.site.releases.models import Release, Waiting
from tlkit.site.releases.room import enough_room
from tlkit.site.releases.trust import Verified, verified
from tlkit.site.releases.waiting import end_waiting, first_day, wait
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.uncollected import uncollected

OFFICE = "office"
"""The source of the releases that the central office signed."""


@dataclass(frozen=True)
class Prospect:
    """A verified release, what it would do here, and the day on which it may come in force."""

    verified: Verified
    base: Catalogue
    present: pairs.Pair | None
    made: Candidate
    plan: Plan
    day: date

    @property
    def release(self) -> ReleaseBody:
        """What the office signed."""
        return self.verified.release

    @property
    def in_force(self) -> bool:
        """Whether the release is in force already."""
        stored = Stored(self.made.source, self.made.release_digest)
        return self.present is not None and self.present.stored == stored


def plan_bundle(instance: Instance, bundle: Bundle) -> tuple[PlanAnswer, Plan]:
    """What a bundle would do, in short for the office and in full for an officer; nothing is changed.

    Raises UntrustedError for what is not the office's word, `Busy`, and `NoRoom`: verifying
    takes a little room too.
    """
    with enough_room(), prospect(instance, bundle) as found:
        freeze = None if found.release.urgent else instance.region.frozen(instance.today())
        answer = PlanAnswer(
            found.plan.installed,
            found.plan.version,
            found.plan.digest,
            {str(verdict): count for verdict, count in found.plan.counts.items()},
            lines_of(found.plan),
            None if freeze is None else freeze.reason,
        )
        return answer, found.plan


def apply_bundle(
    instance: Instance, bundle: Bundle, plan_digest: str | None = None, *, again: bool = True
) -> ApplyAnswer:
    """Put the release of a bundle in force, or let it wait for its day.

    A release that is in force already changes nothing; one that was in force before and is
    no more does so only `again`. Raises UntrustedError, `StalePlan` when `plan_digest` is
    not what a plan gives now, FrozenError, `Busy` and `NoRoom`; nothing has changed then.
    """
    with enough_room(), prospect(instance, bundle) as found:
        if found.in_force or not (again or is_new(found.made)):
            with writing() as session:
                heard(session, instance.clock(), found.verified.fresh_until)
            answer = answer_of(found, found.present, changed=False)
        else:
            refuse_unready(instance, found, plan_digest)
            with writing() as session:
                unmoved(session, None if found.present is None else found.present.generation)
                heard(session, instance.clock(), found.verified.fresh_until)
                answer = taken_in(session, instance, found)
        found.verified.keep()
        pairs.remember(found.made.release_digest, found.base)
        return answer


@contextmanager
def prospect(instance: Instance, bundle: Bundle) -> Iterator[Prospect]:
    """A bundle verified and planned, while no other release is taken in."""
    with uncollected(), verified(instance, bundle) as checked:
        release, today = checked.release, instance.today()
        db.session.rollback()  # what was read before the lock was had may be old
        refuse_older(release)
        data = {**release.catalogue_data, "version": release.version}
        stored = Stored(OFFICE, digest(written(checked, data)))
        base = pairs.remembered.get(stored.digest) or catalogue_from(data)
        present = pairs.pair_in_force()
        overlay = overlay_over(instance, base, present)
        made = replace(
            made_of(base, overlay, stored, today, data),
            notes=release.notes,
            effective_from=release.effective_from,
            urgent=release.urgent,
        )
        planned = plan(
            None if present is None else present.base,
            base,
            overlay,
            today,
            installed_digest=None if present is None else present.stored.digest,
            new_digest=stored.digest,
        )
        day = first_day(release.effective_from, release.urgent, instance.region, today)
        yield Prospect(checked, base, present, made, planned, day)


def written(checked: Verified, data: Mapping[str, Any]) -> bytes:
    """The canonical bytes of a release's catalogue, `data`: those that came, where they say the same."""
    if data == checked.release.catalogue_data:
        return catalogue_bytes(checked.release, checked.content)
    return canonical(data)


def refuse_older(release: ReleaseBody) -> None:
    """Refuse what is older than a release that the database has: `var/trust` may have been lost."""
    versions = db.session.scalars(select(Release.version).filter_by(source=OFFICE)).all()
    if any(order(version) > order(release.version) for version in versions):
        raise reasons.refusal("rollback")


def refuse_unready(instance: Instance, found: Prospect, plan_digest: str | None) -> None:
    """Raise `StalePlan` or FrozenError where the release may not be taken in now."""
    if plan_digest is not None and plan_digest != found.plan.digest:
        raise StalePlan
    today = instance.today()
    freeze = instance.region.frozen(today)
    later = found.release.effective_from is not None and found.release.effective_from > today
    if freeze is not None and not found.release.urgent and not later:
        raise FrozenError(freeze.since, freeze.until, freeze.reason)


def taken_in(session: Session, instance: Instance, found: Prospect) -> ApplyAnswer:
    """Store the release and put it in force, or let it wait."""
    now = instance.clock()
    if found.day > instance.today():
        release = release_of(session, found.made, now)
        waited = session.get(Waiting, release.id) is not None
        wait(session, release)
        return answer_of(found, found.present, changed=not waited, waiting_until=found.day)
    end_waiting(session, found.release.version)
    generation = put_in_force(session, found.made, now, "release")
    return ApplyAnswer(found.release.version, generation, True, len(found.plan.conflicts))


def answer_of(
    found: Prospect, present: pairs.Pair | None, *, changed: bool, waiting_until: date | None = None
) -> ApplyAnswer:
    """The answer where what is in force stays."""
    generation = 0 if present is None else present.generation
    version, conflicts = found.release.version, len(found.plan.conflicts)
    return ApplyAnswer(version, generation, changed, conflicts, waiting_until)


def is_new(made: Candidate) -> bool:
    """Whether the database has never had this release."""
    key = {"source": made.source, "digest": made.release_digest}
    return db.session.scalar(select(Release.id).filter_by(**key)) is None


def lines_of(found: Plan) -> tuple[Line, ...]:
    """The lines of a plan for the office, conflicts first."""
    ordered = sorted(found.items, key=lambda item: item.verdict != "conflict")
    return tuple(Line(item.permit_id, item.verdict, item.field) for item in ordered[:LISTED])
