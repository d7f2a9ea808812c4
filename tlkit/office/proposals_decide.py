"""A region's proposal accepted into the working catalogue, or declined with a note.

One that is accepted stands in the catalogue first, and then the region is told. Whoever is
cut off in between runs the same again: the catalogue says it already, and a region notes a
decision once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tlkit.catalogue.diff import Change, diff
from tlkit.catalogue.mapping import nowhere
from tlkit.catalogue.messages import ProposalDecision, ProposalMessage
from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.overlay import overlay_from
from tlkit.catalogue.proposal import accepted
from tlkit.errors import ConflictError, ExitCode, Text, TlkitError
from tlkit.office import landing
from tlkit.office.fleet import Member
from tlkit.office.folder import Office, write_catalogue
from tlkit.office.linting import findings
from tlkit.office.past import former
from tlkit.office.push_call import Failed, Patience
from tlkit.office.push_client import Client
from tlkit.office.push_outcome import WORDS
from tlkit.office.repository import read
from tlkit.office.tokens import secret

Answer = TypeVar("Answer")

UNKNOWN = Text("{slug} has no proposal {id}.", "{slug} tidak punya usulan {id}.")
LIST = Text("See the list: tlkit catalogue proposals", "Lihat daftarnya: tlkit catalogue proposals")
OTHERWISE = {
    "accepted": Text("{slug}:{id} was accepted before.", "{slug}:{id} sudah diterima."),
    "declined": Text("{slug}:{id} was declined before.", "{slug}:{id} sudah ditolak."),
}
ANEW = Text("Ask the region to propose it anew.", "Minta daerah mengusulkannya lagi.")
SILENT = Text("{slug}: {state}.", "{slug}: {state}.")
AGAIN = Text("Run the same again later; nothing is done twice.", "Jalankan lagi nanti; tidak ada yang ganda.")
BROKEN = Text(
    "Accepting it would break the catalogue: {found}", "Bila diterima, katalog menjadi keliru: {found}"
)
BY_HAND = Text("Put it in by hand, or decline it.", "Isi sendiri, atau tolak usulannya.")


class NoSuchProposal(TlkitError):
    """The region has no proposal of that number."""

    exit_code = ExitCode.INPUT


class Unanswered(TlkitError):
    """The region could not be asked, or not be told."""

    exit_code = ExitCode.PARTIAL


class Unfit(TlkitError):
    """The proposal would break the catalogue."""

    exit_code = ExitCode.INPUT


@dataclass(frozen=True)
class Decision:
    """What was decided, and what it changed in the working catalogue."""

    proposal: ProposalMessage
    changes: tuple[Change, ...] = ()


def accept(office: Office, member: Member, id_: str, patience: Patience | None = None) -> Decision:
    """Put a proposal into the working catalogue, then tell the region.

    Raises `Unanswered`, `NoSuchProposal`, ConflictError where it was declined before or the
    catalogue has moved on, `Unfit` where lint would find errors that it does not find now,
    InputError for a proposal or a catalogue that cannot be read, TokenMissing and AddressMissing.
    """
    found = _sought(office, member, id_, "accepted", patience)
    overlay = overlay_from(found.overlay, nowhere(f"{member.slug}:{id_}"))
    with landing.alone(office.path):
        before = office.catalogue()
        after = accepted(before, overlay)
        changes = diff(before, after)
        if changes:
            _refuse_broken(office, member.channel, before, after)
            write_catalogue(office, after)
    return Decision(_told(office, member, id_, ProposalDecision("accepted"), patience), changes)


def decline(
    office: Office, member: Member, id_: str, note: str, patience: Patience | None = None
) -> Decision:
    """Tell a region why its proposal is not taken; the catalogue stays as it is. Raises as `accept`."""
    _sought(office, member, id_, "declined", patience)
    return Decision(_told(office, member, id_, ProposalDecision("declined", note), patience))


def _sought(
    office: Office, member: Member, id_: str, wish: str, patience: Patience | None
) -> ProposalMessage:
    """The proposal, as long as it was not decided otherwise."""
    listed = _spoken(office, member, lambda client: client.proposals(member), patience)
    found = next((one for one in listed if one.id == id_), None)
    if found is None:
        raise NoSuchProposal(_filled(UNKNOWN, slug=member.slug, id=id_), LIST)
    if found.state not in ("proposed", wish):
        raise ConflictError(_filled(OTHERWISE[found.state], slug=member.slug, id=id_), ANEW)
    return found


def _refuse_broken(office: Office, channel: str, before: Catalogue, after: Catalogue) -> None:
    released = former(office, read(office.repository), channel)
    known = set(findings(before, released))
    new = [one for one in findings(after, released) if one.level == "error" and one not in known]
    if new:
        listed = (
            (f"{one.about}: {one.text.en}" for one in new),
            (f"{one.about}: {one.text.id}" for one in new),
        )
        en, id_ = (" ".join(lines) for lines in listed)
        raise Unfit(Text(BROKEN.en.format(found=en), BROKEN.id.format(found=id_)), BY_HAND)


def _told(
    office: Office, member: Member, id_: str, decision: ProposalDecision, patience: Patience | None
) -> ProposalMessage:
    return _spoken(office, member, lambda client: client.decide(member, id_, decision), patience)


def _spoken(
    office: Office,
    member: Member,
    ask: Callable[[Client], Awaitable[Answer]],
    patience: Patience | None,
) -> Answer:
    """The answer of one region."""
    token = secret(office, member)

    async def asked() -> Answer:
        async with Client({member.slug: token}, patience) as client:
            return await ask(client)

    try:
        return asyncio.run(asked())
    except Failed as failed:
        word = failed.said or WORDS[failed.state]
        message = Text(
            SILENT.en.format(slug=member.slug, state=word.en),
            SILENT.id.format(slug=member.slug, state=word.id),
        )
        raise Unanswered(message, AGAIN) from None


def _filled(text: Text, **facts: str) -> Text:
    return Text(text.en.format(**facts), text.id.format(**facts))
