"""What a new base would do to a region: a verdict for every field, before anything is done.

The region's values stay in force whatever the plan says; see `tlkit.catalogue.verdicts`.
A patch that has expired counts as if it were not there. A region's own permits
(`local-…`) are not the base's business and do not occur.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tlkit.catalogue.diff import FIELDS, outline
from tlkit.catalogue.mapping import catalogue_to_data, to_data
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.overlay_schema import overlay_to_data
from tlkit.catalogue.patches import Overlay, Patch
from tlkit.catalogue.policy import POLICIES
from tlkit.catalogue.verdicts import VERDICTS, Verdict, judged
from tlkit.catalogue.wire import canonical, digest

Patches = Mapping[str, Patch]


@dataclass(frozen=True, slots=True)
class Item:
    """The verdict on one field of one permit.

    `before`, `after` and `local` are the installed base's value, the new one's and the
    region's as plain data; `local` is None where the region has none. `field` is empty
    for a permit that is added or removed; its name and status are then given.
    """

    permit_id: str
    field: str
    verdict: Verdict
    before: Any
    after: Any
    local: Any = None

    def as_data(self) -> dict[str, Any]:
        """The item as plain data for JSON."""
        return {
            "permit": self.permit_id,
            "field": self.field,
            "verdict": self.verdict,
            "before": self.before,
            "after": self.after,
            "local": self.local,
        }


@dataclass(frozen=True)
class Plan:
    """What a new base would do. `installed` and `version` are versions; None before the first.

    `items` leaves out what is unchanged; `counts` has every verdict, by fields. Two plans
    with one `digest` do the same to the same.
    """

    installed: str | None
    version: str
    items: tuple[Item, ...]
    counts: Mapping[Verdict, int]
    digest: str

    @cached_property
    def conflicts(self) -> tuple[Item, ...]:
        """What an officer should look at because the base has moved on below the region's value."""
        return tuple(item for item in self.items if item.verdict == "conflict")

    def as_data(self) -> dict[str, Any]:
        """The plan as plain data for JSON."""
        return {
            "installed": self.installed,
            "version": self.version,
            "digest": self.digest,
            "counts": dict(self.counts),
            "items": [item.as_data() for item in self.items],
        }


def plan(
    installed: Catalogue | None,
    new: Catalogue,
    overlay: Overlay,
    today: date,
    *,
    installed_digest: str | None = None,
    new_digest: str | None = None,
) -> Plan:
    """What `new` would do where `installed` is in force under `overlay`.

    Callers that keep the digests of catalogues give them: making one costs as much as the
    rest tenfold. They must then give the same whenever they plan. Time is linear in permits.
    """
    counts: Counter[Verdict] = Counter(dict.fromkeys(VERDICTS, 0))
    items = tuple(_items(installed.permits if installed else {}, new.permits, overlay, today, counts))
    identity = [
        installed_digest or (installed and catalogue_digest(installed)),
        new_digest or catalogue_digest(new),
        digest(canonical(overlay_to_data(overlay))),
        [item.as_data() for item in items],
    ]
    return Plan(
        installed.version if installed else None, new.version, items, counts, digest(canonical(identity))
    )


def pending(base: Catalogue, overlay: Overlay, today: date) -> tuple[Item, ...]:
    """The conflicts and orphaned overrides that wait for an officer while `base` is in force."""
    return tuple(_items(base.permits, base.permits, overlay, today, Counter()))


def catalogue_digest(catalogue: Catalogue) -> str:
    """The digest of a whole catalogue, version included."""
    return digest(canonical(catalogue_to_data(catalogue)))


def _items(
    old: Mapping[str, Permit],
    new: Mapping[str, Permit],
    overlay: Overlay,
    today: date,
    counts: Counter[Verdict],
) -> Iterator[Item]:
    """Every item but the unchanged, each counted as it is given."""
    for item in _found(old, new, overlay, today, counts):
        counts[item.verdict] += 1
        yield item


def _found(
    old: Mapping[str, Permit],
    new: Mapping[str, Permit],
    overlay: Overlay,
    today: date,
    counts: Counter[Verdict],
) -> Iterator[Item]:
    for id_, after in new.items():
        before = old.get(id_)
        patches = _holding(overlay.permits.get(id_), today)
        if before is None:
            yield Item(id_, "", "added", None, outline(after))
            yield from _of_fields(after, after, patches, Counter())
        elif before == after and not patches:
            counts["unchanged"] += len(FIELDS)
        else:
            yield from _of_fields(before, after, patches, counts)
    for id_, before in old.items():
        if id_ not in new:
            yield Item(id_, "", "removed", outline(before), None)
    own = {permit.id for permit in overlay.added}
    for id_ in overlay.permits:
        if id_ not in new and id_ not in own:
            yield from _orphans(id_, old.get(id_), _holding(overlay.permits[id_], today))


def _of_fields(before: Permit, after: Permit, patches: Patches, counts: Counter[Verdict]) -> Iterator[Item]:
    for name in FIELDS:
        patch = patches.get(name)
        old, new = getattr(before, name), getattr(after, name)
        verdict = judged(name, old, new, patch)
        if name == "status" and verdict == "take_base" and new == "deprecated":
            verdict = "deprecated"
        if verdict == "unchanged":
            counts[verdict] += 1
        else:
            yield Item(after.id, name, verdict, to_data(old), to_data(new), _local(patch))


def _orphans(id_: str, before: Permit | None, patches: Patches) -> Iterator[Item]:
    for name, patch in patches.items():
        if POLICIES.get(name) != "regional":
            old = to_data(getattr(before, name, None))
            yield Item(id_, name, "orphaned_override", old, None, _local(patch))


def _holding(patches: Patches | None, today: date) -> Patches:
    return {name: patch for name, patch in patches.items() if patch.holds(today)} if patches else {}


def _local(patch: Patch | None) -> Any:
    return None if patch is None else to_data(patch.value)
