"""What the regions would change in the base, asked of all of them at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tlkit.catalogue.message_schema import message_to_data
from tlkit.catalogue.messages import ProposalMessage
from tlkit.catalogue.overlay import Overlay, overlay_from
from tlkit.errors import InputError, Text
from tlkit.office.fleet import Member
from tlkit.office.folder import Office
from tlkit.office.push_call import Failed, Patience
from tlkit.office.push_client import Client, each
from tlkit.office.push_outcome import State
from tlkit.office.tokens import AddressMissing, TokenMissing, secret

WAITING = "proposed"


@dataclass(frozen=True)
class Heard:
    """What one region said, decided proposals included; `failed` is why it said nothing."""

    member: Member
    proposals: tuple[ProposalMessage, ...] = ()
    failed: State | None = None
    said: Text | None = None

    @property
    def waiting(self) -> tuple[ProposalMessage, ...]:
        """Those that the office has yet to decide."""
        return tuple(one for one in self.proposals if one.state == WAITING)

    def as_data(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for JSON; only what waits."""
        return {
            "region": self.member.slug,
            "failed": self.failed,
            "said": self.said and self.said.in_(lang),
            "proposals": [message_to_data(one) for one in self.waiting],
        }


def gathered(office: Office, members: Sequence[Member], patience: Patience | None = None) -> list[Heard]:
    """What every region proposes, in their order; those that are silent raise nothing."""
    return asyncio.run(_asked(office, members, patience))


def overlay_of(proposal: ProposalMessage) -> Overlay | None:
    """The text of a proposal; None where this kit cannot read it."""
    try:
        return overlay_from(proposal.overlay)
    except InputError:
        return None


async def _asked(office: Office, members: Sequence[Member], patience: Patience | None) -> list[Heard]:
    tokens: dict[str, str] = {}

    async def step(member: Member) -> Heard:
        try:
            tokens[member.slug] = secret(office, member)
            return Heard(member, await client.proposals(member))
        except TokenMissing as missing:
            return Heard(member, failed="token", said=missing.hint)
        except AddressMissing as missing:
            return Heard(member, failed="no-address", said=missing.hint)
        except Failed as failed:
            return Heard(member, failed=failed.state, said=failed.said)

    async with Client(tokens, patience) as client:
        return await each(members, step)
