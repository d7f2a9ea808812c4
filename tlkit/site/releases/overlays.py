"""The region's overlay as a file: checked with line numbers, taken in, written out.

The database is the truth. A file names in its header the revision that it was made from,
and is refused once another one is in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select

import tlkit.reference
from tlkit.catalogue.diff import Change, diff
from tlkit.catalogue.overlay import Overlay, effective, overlay_to_data
from tlkit.catalogue.plan import Item, pending
from tlkit.catalogue.settle import stamped
from tlkit.errors import ConflictError, Text
from tlkit.site.releases.activate import noted, put_in_force, unmoved
from tlkit.site.releases.candidate import made_of
from tlkit.site.releases.models import OverlayRevision
from tlkit.site.releases.overlay_file import read
from tlkit.site.releases.pairs import Pair, pair_in_force
from tlkit.site.releases.room import enough_room
from tlkit.site.releases.stored import NotReady
from tlkit.site.releases.telling import detail_of, told
from tlkit.site.releases.trust import alone, place_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import Instance

HEADER = """\
# Perubahan daerah atas katalog izin, revisi {revision} / the region's changes, revision {revision}.
# Ubah, periksa: tlkit site DIR overlay lint FILE, lalu terapkan: tlkit site DIR overlay import FILE
# Change it, check it with `overlay lint`, put it in force with `overlay import`.
#
# permits:
#   sip-bidan:                       # id izin / the permit's id
#     processing:                    # isian yang diubah / the field that is changed
#       value: {{days: 5, unit: working-days}}
#       reason: Perwal 12/2026       # alasan / why; not needed for regional fields
#       owner: DPMPTSP               # penanggung jawab / who answers for it
#       expires: 2027-12-31          # hari terakhir berlaku / the last day on which it holds
#     offered: {{value: false, reason: Diurus provinsi}}
#
# base: sidik isian pusat ketika nilai ini ditulis. Hapus baris itu agar nilai daerah dianggap
#   diputuskan terhadap isi pusat yang sekarang.
# base: what the centre said when the value was written. Remove the line to settle a conflict:
#   your value then stands over what the centre says now.
# Jangan ubah nomor revisi / leave the revision as it is.
"""


@dataclass(frozen=True)
class Imported:
    """What taking an overlay in does: the changes to the catalogue, and what waits for an officer."""

    generation: int
    revision: int
    changes: tuple[Change, ...]
    waiting: tuple[Item, ...]

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {
            "generation": self.generation,
            "revision": self.revision,
            "changes": [change.as_data() for change in self.changes],
            "waiting": [item.as_data() for item in self.waiting],
        }


def lint(path: Path) -> Overlay:
    """The overlay in a file, checked against the catalogue in force.

    Raises InputError with every mistake at its line: what no overlay may hold, and permits
    and rules of silence that the catalogue does not have.
    """
    present = pair_in_force()
    return read(path, tlkit.reference.load() if present is None else present.base)


def take_in(instance: Instance, path: Path, *, dry_run: bool = False) -> Imported:
    """Put the overlay in a file in force over the release that is; a dry run only says what it would do.

    Raises InputError for mistakes, ConflictError when the file was not made from the revision
    in force, `Busy` and `NoRoom`; nothing has changed then.
    """
    with enough_room(), alone(place_of(instance)):
        db.session.rollback()  # what was read before the lock was had may be old
        present = pair_in_force()
        if present is None:
            raise NotReady
        given = read(path, present.base)
        refuse_old(given, present)
        return settled(instance, present, stamped(given, present.base), dry_run)


def settled(instance: Instance, present: Pair, given: Overlay, dry_run: bool, by: str = "cli") -> Imported:
    """The overlay under its new revision, in force unless it is a dry run or changes nothing.

    `by` is who did it, as the audit names one.
    """
    today = instance.today()
    before = effective(present.base, present.overlay, today).catalogue
    after = effective(present.base, given, today).catalogue
    waiting = pending(present.base, given, today)
    changes = diff(before, after)
    if given == present.overlay or dry_run:
        return Imported(present.generation, present.overlay.revision, changes, waiting)
    overlay = replace(given, revision=newest_revision() + 1)
    made = made_of(present.base, overlay, present.stored, today)
    with writing() as session:
        unmoved(session, present.generation)
        generation = put_in_force(session, made, instance.clock(), "overlay")
        changed = detail_of(told(present.overlay, overlay, present.base))
        noted(session, by, generation, "overlay", instance.clock(), changed)
    return Imported(generation, overlay.revision, changes, waiting)


def refuse_old(given: Overlay, present: Pair) -> None:
    """Refuse a file that was made from another revision than the one in force."""
    live = present.overlay.revision
    if given.revision != live:
        raise ConflictError(
            Text(
                f"The file was made from revision {given.revision}; {live} is in force.",
                f"Berkas ini dibuat dari revisi {given.revision}; yang berlaku revisi {live}.",
            ),
            Text(
                "Export again, repeat your changes there, and import that.",
                "Ekspor ulang, ulangi perubahan di berkas itu, lalu impor.",
            ),
        )


def newest_revision() -> int:
    """The highest number that any revision has: one that was rolled back keeps its own."""
    return db.session.scalar(select(func.max(OverlayRevision.body["revision"].as_integer()))) or 0


def exported() -> str:
    """The overlay in force as a file that can be changed and taken in. Raises `NotReady` without one."""
    present = pair_in_force()
    if present is None:
        raise NotReady
    data: dict[str, Any] = overlay_to_data(present.overlay)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    return HEADER.format(revision=present.overlay.revision) + text
