"""A push to one instance, step by step, so that what is said of it afterwards is true.

An attempt whose answer was lost is settled by asking the instance how it stands. Trying
again is safe: an instance applies a release once, however often it is sent.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from tlkit.catalogue.messages import ApplyAnswer, PlanAnswer
from tlkit.errors import Text
from tlkit.office.fleet import Member
from tlkit.office.journal import Journal
from tlkit.office.push_call import Failed
from tlkit.office.push_cargo import Cargo
from tlkit.office.push_client import Client
from tlkit.office.push_outcome import Outcome

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Backoff:
    """How often to try, and how long to wait in between: at most `first` seconds, then twice that, …

    Each wait is a random part of that, so that many instances of one provider are not all
    asked again at the same moment.
    """

    attempts: int = 3
    first: float = 1.0
    longest: float = 20.0

    def worth_it(self, failed: Failed, number: int) -> bool:
        """Whether another attempt follows attempt `number`, counted from 0."""
        return failed.again and number + 1 < self.attempts

    async def wait(self, number: int) -> None:
        """Wait after attempt `number`."""
        await asyncio.sleep(random.uniform(0, min(self.longest, self.first * 2**number)))


class _Stale(Exception):
    """Something changed there since the plan."""

    def __init__(self, said: Text | None) -> None:
        super().__init__("stale")
        self.said = said


@dataclass(frozen=True)
class Planned:
    """A plan in short, and its digest, which applying it has to name; without one there is no plan."""

    outcome: Outcome
    digest: str = ""


@dataclass(frozen=True)
class Visit:
    """One instance, what it is sent, and the means to send it."""

    client: Client
    member: Member
    cargo: Cargo
    backoff: Backoff
    open: bool = False
    """Whether an earlier push was cut off while the instance was applying this release."""

    async def planned(self) -> Planned:
        """What the release would do there: state `planned`, or why there is no plan."""
        try:
            if self.open and await self._persist(self._has_it):
                return Planned(Outcome(self.member.slug, "applied", self.cargo.version, recovered=True))
            return self._planned(await self._persist(self._plan))
        except Failed as failed:
            # What was sent and never answered is not known to have failed.
            state = "unknown" if self.open else failed.state
            return Planned(Outcome(self.member.slug, state, self.cargo.version, said=failed.said))

    async def applied(self, planned: Planned, journal: Journal) -> Outcome:
        """Apply what was planned; noted before it is sent and when it is over. Raises JournalFull."""
        await journal.note("applying", slug=self.member.slug)
        try:
            outcome = await self._applied(planned)
        except _Stale:
            outcome = await self._applied_anew(planned)
        await journal.note("outcome", **outcome.as_record())
        return outcome

    async def _applied_anew(self, planned: Planned) -> Outcome:
        """The same after something changed there between plan and apply: once, not for ever."""
        try:
            planned = self._planned(await self._persist(self._plan))
            return await self._applied(planned)
        except _Stale as stale:
            return replace(planned.outcome, state="stale", said=stale.said)
        except Failed as failed:
            return replace(planned.outcome, state=failed.state, said=failed.said)

    async def _applied(self, planned: Planned) -> Outcome:
        for number in range(self.backoff.attempts):
            try:
                return self._after(planned.outcome, await self._apply(planned.digest))
            except Failed as failed:
                if failed.state == "stale":
                    raise _Stale(failed.said) from None
                settled = await self._settled(planned.outcome, failed)
                if settled.done or not self.backoff.worth_it(failed, number):
                    return settled
                await self.backoff.wait(number)
        raise AssertionError("no attempt was made")

    async def _settled(self, outcome: Outcome, failed: Failed) -> Outcome:
        """What an attempt without a usable answer came to, as far as anybody can tell."""
        lost = replace(outcome, state=failed.state, said=failed.said)
        if failed.sure:
            return lost
        try:
            if await self._has_it():
                return replace(outcome, state="applied")
        except Failed:
            return replace(lost, state="unknown")
        # A request that was cut off may still be at work there; one that was answered is not.
        return lost if failed.state in ("server-error", "garbage") else replace(lost, state="unknown")

    async def _has_it(self) -> bool:
        return (await self.client.status(self.member)).version == self.cargo.version

    async def _plan(self) -> PlanAnswer:
        return self._fits(await self.client.plan(self.member, self.cargo.data))

    async def _apply(self, digest: str) -> ApplyAnswer:
        return self._fits(await self.client.apply(self.member, self.cargo.data, digest))

    def _fits(self, answer: Answer) -> Answer:
        """Refuse what speaks of another release than the one sent."""
        if getattr(answer, "version", None) != self.cargo.version:
            raise Failed("garbage", sure=False, again=False)
        return answer

    async def _persist(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """Ask until there is an answer or it is not worth it any more. Raises Failed."""
        number = 0
        while True:
            try:
                return await ask()
            except Failed as failed:
                if not self.backoff.worth_it(failed, number):
                    raise
            await self.backoff.wait(number)
            number += 1

    def _planned(self, answer: PlanAnswer) -> Planned:
        conflicts = (f"{line.permit_id}/{line.field}" for line in answer.lines if line.verdict == "conflict")
        outcome = Outcome(
            self.member.slug,
            "planned",
            self.cargo.version,
            answer.installed,
            dict(answer.counts),
            tuple(conflicts),
            answer.frozen,
        )
        return Planned(outcome, answer.digest)

    def _after(self, outcome: Outcome, answer: ApplyAnswer) -> Outcome:
        if answer.waiting_until is not None:
            return replace(outcome, state="waiting", waiting_until=answer.waiting_until)
        # It may have been an attempt of ours, whose answer was lost, that changed it.
        new = answer.changed or outcome.installed != self.cargo.version
        return replace(outcome, state="applied" if new else "already")
