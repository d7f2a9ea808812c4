"""Sends the newest release to the instances of a fleet, and says truthfully what became of it.

Every instance is asked for its plan first. Then the canaries apply it, and the others only
once every canary has it. What was done is noted in the journal before going on, so that a
push that was cut off goes on where it stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tlkit.errors import ExitCode
from tlkit.office.fleet import CANARY, Member
from tlkit.office.folder import Office
from tlkit.office.journal import Journal, Past, journal
from tlkit.office.push_call import Patience
from tlkit.office.push_cargo import Cargo, cargoes
from tlkit.office.push_client import Client, each
from tlkit.office.push_outcome import DONE, Outcome, State
from tlkit.office.push_region import Backoff, Planned, Visit
from tlkit.office.tokens import AddressMissing, TokenMissing, secret

Report = Callable[[str, "State | str"], None]
"""Told the slug of an instance, and `planning`, `applying` or the state that it came to."""


@dataclass(frozen=True)
class Manner:
    """How a push is done."""

    dry_run: bool = False
    report: Report = lambda slug, state: None
    patience: Patience = field(default_factory=Patience)
    backoff: Backoff = field(default_factory=Backoff)


@dataclass(frozen=True)
class Pushed:
    """A push as it ended. `outcomes` are in the order of the fleet; `releases` are by channel."""

    releases: Mapping[str, str]
    outcomes: tuple[Outcome, ...]
    began: datetime
    dry_run: bool = False

    @property
    def failed(self) -> int:
        """How many instances do not have the release."""
        return sum(not one.done for one in self.outcomes)

    @property
    def exit_code(self) -> ExitCode:
        """0, 5 where some failed, and 4 for a dry run that met conflicts."""
        if self.failed:
            return ExitCode.PARTIAL
        conflicts = self.dry_run and any(one.pending for one in self.outcomes)
        return ExitCode.CONFLICT if conflicts else ExitCode.DONE

    def as_data(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "releases": dict(self.releases),
            "began": self.began.isoformat(),
            "dry_run": self.dry_run,
            "failed": self.failed,
            "regions": [one.as_data(lang) for one in self.outcomes],
        }


def push(office: Office, members: Sequence[Member], now: datetime, manner: Manner | None = None) -> Pushed:
    """Send each instance the newest release of its channel.

    Raises NothingToRelease, UntrustedError where the metadata has expired, ConflictError
    while another push goes on, and JournalFull; instances that fail raise nothing.
    """
    manner = manner or Manner()
    loads = cargoes(office, (one.channel for one in members), now)
    releases = {channel: load.version for channel, load in loads.items()}
    run = _Run(office, loads, manner)
    if manner.dry_run:
        outcomes = asyncio.run(run.rehearsed(members))
    else:
        with journal(office.path, releases, now) as log:
            outcomes = asyncio.run(run.done(members, log))
            log.end()
    return Pushed(releases, tuple(outcomes), now, manner.dry_run)


class _Run:
    """One push; `plans` and `outcomes` are by slug."""

    def __init__(self, office: Office, loads: Mapping[str, Cargo], manner: Manner) -> None:
        self.office, self.loads, self.manner = office, loads, manner
        self.plans: dict[str, Planned] = {}
        self.outcomes: dict[str, Outcome] = {}

    async def rehearsed(self, members: Sequence[Member]) -> list[Outcome]:
        """Ask for the plans, and leave it at that."""
        tokens = self._tokens(members)
        async with Client(tokens, self.manner.patience) as client:
            await self._plan(client, members, Past())
        for planned in self.plans.values():
            self._came_to(planned.outcome)
        return [self.outcomes[one.slug] for one in members]

    async def done(self, members: Sequence[Member], log: Journal) -> list[Outcome]:
        """Plan, canaries, the others."""
        self._recall(log.past)
        tokens = self._tokens(members)
        async with Client(tokens, self.manner.patience) as client:
            await self._plan(client, members, log.past)
            await self._end(log, [one.outcome for one in self.plans.values() if not one.digest])
            canaries = [one for one in members if one.cohort == CANARY]
            await self._apply(client, canaries, log)
            others = [one for one in members if one.cohort != CANARY]
            if all(self.outcomes[one.slug].done for one in canaries):
                await self._apply(client, others, log)
            else:
                await self._hold(others, log)
        return [self.outcomes[one.slug] for one in members]

    def _recall(self, past: Past) -> None:
        """Take over what a push that was cut off has done."""
        for record in past.outcomes.values():
            if record["state"] in DONE:
                outcome = Outcome.from_data({**record, "recovered": True})
                self._came_to(outcome)

    def _tokens(self, members: Sequence[Member]) -> dict[str, str]:
        """The tokens of those that have one; the others are done with."""
        tokens = {}
        for member in members:
            try:
                tokens[member.slug] = secret(self.office, member)
            except (TokenMissing, AddressMissing) as missing:
                state: State = "token" if isinstance(missing, TokenMissing) else "no-address"
                version = self.loads[member.channel].version
                self._came_to(Outcome(member.slug, state, version, said=missing.hint))
        return tokens

    async def _plan(self, client: Client, members: Sequence[Member], past: Past) -> None:
        async def step(member: Member) -> None:
            self.manner.report(member.slug, "planning")
            visit = self._visit(client, member, open_=member.slug in past.open)
            self.plans[member.slug] = planned = await visit.planned()
            if planned.digest:
                self.manner.report(member.slug, "planned")

        await each((one for one in members if one.slug not in self.outcomes), step)

    async def _apply(self, client: Client, members: Sequence[Member], log: Journal) -> None:
        async def step(member: Member) -> None:
            self.manner.report(member.slug, "applying")
            visit = self._visit(client, member)
            self._came_to(await visit.applied(self.plans[member.slug], log))

        await each((one for one in members if one.slug not in self.outcomes), step)

    async def _hold(self, members: Sequence[Member], log: Journal) -> None:
        left = [self.plans[one.slug].outcome for one in members if one.slug not in self.outcomes]
        await self._end(log, [replace(outcome, state="held") for outcome in left])

    async def _end(self, log: Journal, outcomes: Sequence[Outcome]) -> None:
        """Note how it ended for some that nothing was sent to now."""
        await asyncio.gather(*(log.note("outcome", **one.as_record()) for one in outcomes))
        for outcome in outcomes:
            self._came_to(outcome)

    def _came_to(self, outcome: Outcome) -> None:
        self.outcomes[outcome.slug] = outcome
        self.manner.report(outcome.slug, outcome.state)

    def _visit(self, client: Client, member: Member, open_: bool = False) -> Visit:
        return Visit(client, member, self.loads[member.channel], self.manner.backoff, open_)
