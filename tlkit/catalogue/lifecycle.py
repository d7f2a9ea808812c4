"""What one release may change after another, so that no permit vanishes or turns into another.

A permit runs out in steps, one in a release: active, deprecated (no new applications),
retired (no longer shown), gone. It may come back from any of them. An id keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from tlkit.catalogue.lint import Finding
from tlkit.catalogue.model import Catalogue, Permit, Status
from tlkit.catalogue.versions import order
from tlkit.errors import Text

STATUSES: tuple[Status, ...] = get_args(Status)
"""In the order in which a permit runs out."""


def faults(former: Catalogue, new: Catalogue) -> list[Finding]:
    """Why `new` may not be released after `former`; empty where it may. All are errors."""
    return [*_versions(former, new), *_vanished(former, new), *_changed(former, new)]


def may_become(before: Status, after: Status) -> bool:
    """Whether one release may take a permit from one status to the other."""
    return STATUSES.index(after) <= STATUSES.index(before) + 1


def same_meaning(before: Permit, after: Permit) -> bool:
    """Whether two permits of one id are one service.

    A new name alone, or a new sector or agency alone, is a correction; both at once are
    another service under an old number, which applications and overlays would mistake.
    """
    moved = before.sector != after.sector or before.agency != after.agency
    return not moved or before.name == after.name


def _versions(former: Catalogue, new: Catalogue) -> Iterator[Finding]:
    if order(new.version) <= order(former.version) and order(former.version):
        yield _error(
            "version", new.version,
            f"It does not come after {former.version}.",
            f"Nomor ini tidak lebih baru dari {former.version}.",
        )  # fmt: skip


def _vanished(former: Catalogue, new: Catalogue) -> Iterator[Finding]:
    for permit in former.permits.values():
        if permit.id not in new.permits and permit.status != "retired":
            following = STATUSES[STATUSES.index(permit.status) + 1]
            yield _error(
                "vanished", permit.id,
                f"It is {permit.status} in the former release and cannot vanish yet. "
                f"Put it back with `status: {following}`.",
                f"Pada rilis sebelumnya statusnya {permit.status}, jadi belum boleh hilang. "
                f"Kembalikan dengan `status: {following}`.",
            )  # fmt: skip


def _changed(former: Catalogue, new: Catalogue) -> Iterator[Finding]:
    for permit in new.permits.values():
        before = former.permits.get(permit.id)
        if before is None:
            continue
        if not may_become(before.status, permit.status):
            yield _error(
                "status", permit.id,
                f"It goes from {before.status} to {permit.status} at once. Let it be deprecated first.",
                f"Statusnya melompat dari {before.status} ke {permit.status}. Jadikan deprecated dahulu.",
            )  # fmt: skip
        if not same_meaning(before, permit):
            yield _error(
                "changed-meaning", permit.id,
                f"Under this id there was another service: {before.name.en}. Give this one its own id.",
                f"Id ini dulu untuk layanan lain: {before.name.id}. Beri id baru untuk layanan ini.",
            )  # fmt: skip


def _error(rule: str, about: str, en: str, id_: str) -> Finding:
    return Finding(rule, "error", about, Text(en=en, id=id_))
