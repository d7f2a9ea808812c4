"""How every instance stands, as it says itself, and what was last heard of those that are silent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tlkit.catalogue.message_schema import message_from, message_to_data
from tlkit.catalogue.messages import StatusAnswer
from tlkit.catalogue.versions import order
from tlkit.errors import InputError, Text
from tlkit.office.fleet import Member
from tlkit.office.folder import Office
from tlkit.office.journal import FOLDER
from tlkit.office.past import history
from tlkit.office.push_call import Failed, Patience
from tlkit.office.push_client import Client, each
from tlkit.office.push_outcome import State
from tlkit.office.tokens import AddressMissing, TokenMissing, secret

SEEN = "seen.json"
"""The last answer of every instance, beside the journals; it may be deleted."""


@dataclass(frozen=True)
class Standing:
    """One instance. `answer` is what it said last, at `heard`; `failed` is why it did not answer now.

    `behind` counts the channel's releases after the one in force there; None where that is
    not known.
    """

    member: Member
    answer: StatusAnswer | None
    heard: datetime | None
    failed: State | None = None
    said: Text | None = None
    behind: int | None = None

    def as_data(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "slug": self.member.slug,
            "url": self.member.url,
            "channel": self.member.channel,
            "cohort": self.member.cohort,
            "answers": self.failed is None,
            "failed": self.failed,
            "said": self.said and self.said.in_(lang),
            "heard": self.heard and self.heard.isoformat(),
            "behind": self.behind,
            "status": self.answer and message_to_data(self.answer),
        }


def standings(
    office: Office, members: Sequence[Member], now: datetime, patience: Patience | None = None
) -> list[Standing]:
    """How the instances stand, in their order; those that are silent raise nothing."""
    known = _recall(office)
    releases = [(one.channel, order(one.version)) for one in history(office)]
    heard = asyncio.run(_asked(office, members, patience))
    for member, answer in zip(members, heard, strict=True):
        if isinstance(answer, StatusAnswer):
            known[member.slug] = (now, answer)
    _remember(office, known)
    found = []
    for member, answer in zip(members, heard, strict=True):
        at, last = known.get(member.slug, (None, None))
        failed = answer if isinstance(answer, Failed) else None
        state, said = (failed.state, failed.said) if failed else (None, None)
        found.append(Standing(member, last, at, state, said, _behind(releases, member, last)))
    return found


async def _asked(
    office: Office, members: Sequence[Member], patience: Patience | None
) -> list[StatusAnswer | Failed]:
    tokens: dict[str, str] = {}

    async def step(member: Member) -> StatusAnswer | Failed:
        try:
            tokens[member.slug] = secret(office, member)
            return await client.status(member)
        except TokenMissing as missing:
            return Failed("token", missing.hint, sure=True, again=False)
        except AddressMissing as missing:
            return Failed("no-address", missing.hint, sure=True, again=False)
        except Failed as failed:
            return failed

    async with Client(tokens, patience) as client:
        return await each(members, step)


def _behind(
    releases: list[tuple[str, tuple[int, ...]]], member: Member, answer: StatusAnswer | None
) -> int | None:
    if answer is None:
        return None
    installed = order(answer.version or "")
    return sum(channel == member.channel and version > installed for channel, version in releases)


def _recall(office: Office) -> dict[str, tuple[datetime, StatusAnswer]]:
    """What was heard before; nothing where the file is missing or damaged."""
    try:
        data = json.loads((office.path / FOLDER / SEEN).read_bytes())
        return {
            slug: (datetime.fromisoformat(one["at"]), message_from(StatusAnswer, one["status"]))
            for slug, one in data.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InputError):
        return {}


def _remember(office: Office, known: dict[str, tuple[datetime, StatusAnswer]]) -> None:
    """Keep it for the next time; where that fails, a silent instance is only known less well."""
    data = {
        slug: {"at": at.isoformat(), "status": message_to_data(answer)}
        for slug, (at, answer) in known.items()
    }
    file = office.path / FOLDER / SEEN
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(exist_ok=True)
        fresh.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
