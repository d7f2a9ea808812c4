"""Changes to the base that this region proposes to the central office, and what the office said.

    proposed → accepted | declined

The text of a proposal is the region's overlay, of which only what could hold in every
region is left: nothing that is the region's alone to say, and nobody's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from tlkit.catalogue.message_schema import message_from, message_to_data
from tlkit.catalogue.messages import ProposalDecision, ProposalMessage, ProposalState
from tlkit.catalogue.overlay import OFFERED, Overlay
from tlkit.catalogue.overlay_schema import overlay_to_data
from tlkit.catalogue.patches import Patch
from tlkit.catalogue.policy import POLICIES
from tlkit.errors import ConflictError, ExitCode, Text, TlkitError
from tlkit.mistakes import nearest
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.proposals_model import Proposal
from tlkit.site.releases.stored import NotReady
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import Instance

WAITING: ProposalState = "proposed"
ANSWERED = 40
"""Proposals in one answer, at most: those that wait come first, so deciding lets the next ones through."""


class NothingToPropose(TlkitError):
    """The overlay in force holds nothing of the kind, or nothing that is the base's to say."""

    exit_code = ExitCode.INPUT


class NoSuchProposal(TlkitError):
    """The region has no proposal of that number."""

    exit_code = ExitCode.INPUT

    def __init__(self, id_: int) -> None:
        super().__init__(
            Text(f"There is no proposal {id_}.", f"Tidak ada usulan {id_}."),
            Text("Ask for the list again.", "Minta lagi daftarnya."),
        )


class Decided(ConflictError):
    """The proposal was decided before, and otherwise."""

    def __init__(self, id_: int, state: str) -> None:
        word = {"accepted": "diterima", "declined": "ditolak"}[state]
        super().__init__(
            Text(f"Proposal {id_} was {state} before.", f"Usulan {id_} sudah {word}."),
            Text("Ask the region to propose it anew.", "Minta daerah mengusulkannya lagi."),
        )


def propose(instance: Instance, permit_id: str, field: str | None, reason: str) -> ProposalMessage:
    """Store a proposal for the office: a permit of the overlay in force, or one field of it.

    The same while it still waits is not stored twice. Raises `NothingToPropose`, `NotReady`, and
    InputError for a reason that says nothing or is too long.
    """
    present = pair_in_force()
    if present is None:
        raise NotReady
    overlay = overlay_to_data(part(present.overlay, permit_id, field))
    with writing() as session:
        waiting = session.scalars(select(Proposal).filter_by(permit_id=permit_id, state=WAITING))
        found = next((one for one in waiting if one.field == field and one.overlay == overlay), None)
        if found is None:
            found = Proposal(
                permit_id=permit_id,
                field=field,
                overlay=overlay,
                reason=reason,
                state=WAITING,
                proposed_at=instance.clock(),
            )
            session.add(found)
            session.flush()
        # What the office could not read would hide the other proposals from it too.
        return message_from(ProposalMessage, message_to_data(told(instance, found)))


def part(overlay: Overlay, permit_id: str, field: str | None) -> Overlay:
    """What of an overlay a proposal tells the office. Raises `NothingToPropose`."""
    own = [permit for permit in overlay.added if permit.id == permit_id]
    patches = overlay.permits.get(permit_id, {})
    if own and field is None:
        since = {name: patch.value for name, patch in patches.items() if is_for_all(name)}
        return Overlay(overlay.revision, added=(replace(own[0], **since),))
    kept = {
        name: anybodys(patch) for name, patch in patches.items() if field in (None, name) and is_for_all(name)
    }
    if not kept:
        raise nothing(overlay, permit_id, field)
    return Overlay(overlay.revision, {permit_id: kept})


def anybodys(patch: Patch) -> Patch:
    """A change without who answers for it in the region and until when it holds there."""
    return replace(patch, owner=None, expires=None)


def is_for_all(name: str) -> bool:
    """Whether a field could say the same in every region."""
    return name != OFFERED and POLICIES[name] != "regional"


def nothing(overlay: Overlay, permit_id: str, field: str | None) -> NothingToPropose:
    """Why there is nothing to propose, and what may have been meant."""
    if field is not None and field in overlay.permits.get(permit_id, {}):
        return NothingToPropose(
            Text(f"`{field}` is the region's own to say.", f"`{field}` memang diisi daerah sendiri."),
            Text("It needs no proposal.", "Tidak perlu diusulkan."),
        )
    place = permit_id if field is None else f"{permit_id}, {field}"
    known = [*overlay.permits, *(permit.id for permit in overlay.added)]
    if field is not None and permit_id in overlay.permits:
        close = nearest(field, overlay.permits[permit_id])
    else:
        close = nearest(permit_id, known) if permit_id not in known else None
    hint = Text(
        "Change it first: tlkit site INSTANCE overlay import FILE",
        "Ubah dahulu: tlkit site INSTANSI overlay import BERKAS",
    )
    if close:
        hint = Text(f"Did you mean {close}?", f"Maksudnya {close}?")
    return NothingToPropose(
        Text(
            f"The region's changes hold nothing to propose for {place}.",
            f"Perubahan daerah tidak memuat apa pun yang dapat diusulkan untuk {place}.",
        ),
        hint,
    )


def proposals(instance: Instance) -> Sequence[ProposalMessage]:
    """The proposals, those that wait first and the oldest of them on top; `ANSWERED` at most."""
    waiting = select(Proposal).filter_by(state=WAITING).order_by(Proposal.id).limit(ANSWERED)
    found = list(db.session.scalars(waiting))
    past = select(Proposal).where(Proposal.state != WAITING).order_by(Proposal.id.desc())
    found += db.session.scalars(past.limit(ANSWERED - len(found)))
    return [told(instance, one) for one in found]


def decide(instance: Instance, id_: int, decision: ProposalDecision) -> ProposalMessage:
    """Note the office's decision; the same again changes nothing. Raises `NoSuchProposal`, `Decided`."""
    with writing() as session:
        found = session.get(Proposal, id_, with_for_update=True)
        if found is None:
            raise NoSuchProposal(id_)
        if found.state not in (WAITING, decision.state):
            raise Decided(id_, found.state)
        if found.state == WAITING:
            found.state, found.note, found.decided_at = decision.state, decision.note, instance.clock()
        return told(instance, found)


def count_waiting() -> int:
    """How many proposals the office has not decided."""
    waiting = select(func.count()).select_from(Proposal).filter_by(state=WAITING)
    return db.session.scalar(waiting) or 0


def told(instance: Instance, proposal: Proposal) -> ProposalMessage:
    """A proposal as the office hears of it."""
    day = local_date(proposal.proposed_at, instance.region.zone)
    state: ProposalState = proposal.state  # type: ignore[assignment]
    return ProposalMessage(str(proposal.id), day, proposal.reason, proposal.overlay, state, proposal.note)
