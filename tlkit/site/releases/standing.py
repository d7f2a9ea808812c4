"""How the site stands, for the office: versions and counts, never a person or an application."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import select

from tlkit import __version__
from tlkit.catalogue.messages import StatusAnswer
from tlkit.catalogue.overlay import OFFERED, Effective, effective
from tlkit.catalogue.plan import pending
from tlkit.catalogue.policy import POLICIES, REGIONAL
from tlkit.errors import Text
from tlkit.site.releases.contact import alarm, last_contact
from tlkit.site.releases.models import Activation
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.proposals import count_waiting
from tlkit.site.releases.trust import channel_of, office_of
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance


def standing(instance: Instance) -> StatusAnswer:
    """The answer to the office's question how this site is."""
    return standing_and_trouble(instance)[0]


def standing_and_trouble(instance: Instance) -> tuple[StatusAnswer, Text | None]:
    """The same, and its alarm in both languages: the answer itself has it in Indonesian."""
    trouble = trouble_of(instance)
    return counted(instance, trouble), trouble


def counted(instance: Instance, trouble: Text | None) -> StatusAnswer:
    """What is in force, counted."""
    today, contact = instance.today(), last_contact()
    freeze = instance.region.frozen(today)
    bare = StatusAnswer(
        __version__,
        None,
        channel=channel_of(instance),
        last_contact=None if contact is None else contact.heard_at,
        frozen=None if freeze is None else freeze.reason,
        health="ok" if trouble is None else "degraded",
        alarm=None if trouble is None else trouble.id,
    )
    present = pair_in_force()
    if present is None:
        return bare
    waiting = Counter(item.verdict for item in pending(present.base, present.overlay, today))
    now = effective(present.base, present.overlay, today)
    return replace(
        bare,
        version=present.version,
        generation=present.generation,
        applied_at=db.session.scalar(select(Activation.activated_at).filter_by(id=present.generation)),
        conflicts=waiting["conflict"],
        orphaned=waiting["orphaned_override"],
        not_offered=len(now.not_offered),
        own_permits=len(present.overlay.added),
        unsupplied=unsupplied(now),
        overridden=overridden(now),
        proposals=count_waiting(),
    )


def trouble_of(instance: Instance) -> Text | None:
    """The alarm of a site that asks the office by itself; one that is only sent to has none."""
    if not office_of(instance).get("url") or not (instance.path / "trust" / "root.json").exists():
        return None
    return alarm(last_contact(), instance.clock())


def overridden(now: Effective) -> tuple[str, ...]:
    """`PERMIT/FIELD` for each field in which the region's value stands in place of the base's."""
    return tuple(
        f"{id_}/{name}"
        for id_, entry in now.permits.items()
        for name in (() if entry.own else entry.patches)
        if name != OFFERED and POLICIES[name] == "overridable"
    )


def unsupplied(now: Effective) -> int:
    """How many facts that only the region knows are empty, over the permits that it has."""
    return sum(
        not getattr(entry.permit, name)
        for entry in now.permits.values()
        if entry.offered and entry.permit.status != "retired"
        for name in REGIONAL
    )
