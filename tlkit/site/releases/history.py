"""What was in force when, and the way back to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.site.releases.activate import noted, put_in_force, unmoved
from tlkit.site.releases.candidate import made_of
from tlkit.site.releases.models import Activation, OverlayRevision, Pointer, Release
from tlkit.site.releases.pairs import Pair, pair, pair_in_force
from tlkit.site.releases.room import enough_room
from tlkit.site.releases.trust import alone, place_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import Instance


class NoSuchPast(TlkitError):
    """There is nothing to go back to."""

    exit_code = ExitCode.INPUT

    def __init__(self, to: int | None) -> None:
        message = Text(f"There is no generation {to}.", f"Tidak ada generasi {to}.")
        if to is None:
            message = Text("Nothing was in force before this.", "Tidak ada yang berlaku sebelum ini.")
        super().__init__(
            message,
            Text(
                "See what there is: tlkit site INSTANCE catalogue history",
                "Lihat daftarnya: tlkit site INSTANSI catalogue history",
            ),
        )


@dataclass(frozen=True)
class Past:
    """One line of the history. `cause` is one of `CAUSES` in `tlkit.site.releases.activate`."""

    generation: int
    version: str
    source: str
    overlay: int
    activated_at: datetime
    cause: str
    notes: str | None
    in_force: bool

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {**vars(self), "activated_at": self.activated_at.isoformat()}


def history() -> list[Past]:
    """Everything that was in force, the newest first."""
    present = db.session.scalar(select(Pointer.activation_id))
    rows = db.session.execute(
        select(
            Activation.id,
            Release.version,
            Release.source,
            OverlayRevision.body["revision"].as_integer().label("revision"),
            Activation.activated_at,
            Activation.cause,
            Release.notes,
        )
        .join(Release, Activation.release_id == Release.id)
        .join(OverlayRevision, Activation.overlay_id == OverlayRevision.id)
        .order_by(Activation.id.desc())
    )
    return [
        Past(
            row.id,
            row.version,
            row.source,
            row.revision,
            row.activated_at,
            row.cause,
            row.notes,
            row.id == present,
        )
        for row in rows
    ]


def rollback(instance: Instance, to: int | None = None, by: str = "cli") -> int:
    """Put the pair of generation `to`, or the pair before the present one, in force again, all at once.

    It holds as it would today: what has expired since stays expired. `by` is who did it, as
    the audit names one. Returns the new generation. Raises `NoSuchPast`, `Busy`, `StalePlan`
    and `NoRoom`; nothing has changed then.
    """
    with enough_room(), alone(place_of(instance)):
        db.session.rollback()  # what was read before the lock was had may be old
        present = pair_in_force()
        chosen = past_pair(present, to)
        made = made_of(chosen.base, chosen.overlay, chosen.stored, instance.today())
        with writing() as session:
            unmoved(session, None if present is None else present.generation)
            generation = put_in_force(session, made, instance.clock(), "rollback")
            noted(session, by, generation, "rollback", instance.clock())
            return generation


def past_pair(present: Pair | None, to: int | None) -> Pair:
    """The pair to go back to."""
    generation = to if to is not None or present is None else before(present.generation)
    found = None if generation is None else pair(generation)
    if found is None:
        raise NoSuchPast(to)
    return found


def before(generation: int) -> int | None:
    """The last generation before the pair of `generation` came in force for the first time."""
    same = select(Activation.release_id, Activation.overlay_id).where(Activation.id == generation).subquery()
    first = (
        select(func.min(Activation.id))
        .join(
            same,
            (Activation.release_id == same.c.release_id) & (Activation.overlay_id == same.c.overlay_id),
        )
        .scalar_subquery()
    )
    return db.session.scalar(select(func.max(Activation.id)).where(Activation.id < first))
