"""The list of permits by how they stand: what waits first, then what the region must still supply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tlkit.catalogue.lint import LOCAL
from tlkit.catalogue.policy import REGIONAL
from tlkit.errors import Text
from tlkit.site.releases import Live

NEEDED = ("decree", "fee")
"""Regional fields without which a permit's page says that the region has yet to supply them."""


@dataclass(frozen=True)
class Stands:
    """One permit: what waits, which regional fields are empty, which fields are the region's.

    `local` marks a permit that the region added itself: all of it is the region's. One that opens here
    without a decree is a demonstration's.
    """

    permit_id: str
    name: str
    offered: bool
    status: str
    conflicts: tuple[str, ...]
    empty: tuple[str, ...]
    own: tuple[str, ...]
    local: bool = False
    opens_here: bool = False


def listed(now: Live, waiting: Iterable[tuple[str, str]], lang: str) -> list[Stands]:
    """Every permit: conflicts first, then by name; also one that only the overlay still names."""
    conflicts: dict[str, list[str]] = {}
    for permit_id, field in waiting:
        conflicts.setdefault(permit_id, []).append(field)
    found = [
        Stands(
            id_,
            entry.permit.name.in_(lang),
            entry.offered,
            entry.permit.status,
            tuple(conflicts.get(id_, ())),
            tuple(name for name in REGIONAL if not getattr(entry.permit, name)),
            () if id_.startswith(LOCAL) else tuple(entry.origin),
            id_.startswith(LOCAL),
            entry.opens_here,
        )
        for id_, entry in now.permits.items()
    ]
    gone = [
        Stands(id_, id_, False, "retired", tuple(fields), (), ())
        for id_, fields in conflicts.items()
        if id_ not in now.permits
    ]
    return sorted([*gone, *found], key=lambda one: (not one.conflicts, one.name.casefold()))


FILTERS: Mapping[str, Text] = {
    "semua": Text("All", "Semua"),
    "menunggu": Text("To decide", "Menunggu keputusan"),
    "kosong": Text("Decree or fee missing", "Keputusan atau biaya belum diisi"),
    "daerah": Text("Set by the region", "Diubah daerah"),
    "tidak": Text("Not offered", "Tidak dilayani"),
}


def chosen(found: Iterable[Stands], which: str, query: str) -> list[Stands]:
    """Those that a filter and a search leave."""
    words = query.casefold().split()
    return [
        one
        for one in found
        if fits(one, which) and all(word in f"{one.name} {one.permit_id}".casefold() for word in words)
    ]


def fits(one: Stands, which: str) -> bool:
    """Whether a filter keeps a permit."""
    return {
        "menunggu": bool(one.conflicts),
        "kosong": one.offered and any(name in one.empty for name in NEEDED),
        "daerah": bool(one.own) or one.local,
        "tidak": not one.offered,
    }.get(which, True)
