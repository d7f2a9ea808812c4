"""Speaks to instances: one request, one answer of a bearable size, within a bearable time.

Whatever an instance does, the outcome is a message or a `Failed`. A server at the other end
may hang, send one byte a second, answer with a page of its provider, or be somebody else's.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

from tlkit import __version__
from tlkit.catalogue.message_schema import message_from, message_to_data
from tlkit.catalogue.messages import (
    ApplyAnswer,
    PlanAnswer,
    ProposalDecision,
    ProposalMessage,
    Refusal,
    StatusAnswer,
)
from tlkit.errors import InputError, Text
from tlkit.office.fleet import Member
from tlkit.office.push_call import Call, Failed, Patience
from tlkit.office.push_outcome import State

Message = TypeVar("Message")
Found = TypeVar("Found")

WIDTH = 32
"""Instances spoken to at a time."""
REFUSALS: dict[int, State] = {
    401: "token",
    403: "untrusted",
    404: "old-kit",
    405: "old-kit",
    409: "stale",
    423: "frozen",
    507: "no-room",
}
"""What a status code means; other 5xx and `LATER` are worth another attempt, any other is refused."""
LATER: dict[str, State] = {"busy": "busy", "strangers": "busy"}
"""Reasons of a refusal that pass by themselves within seconds."""


class Client:
    """The office's voice. `tokens` are by slug. Use it within `async with`."""

    def __init__(self, tokens: dict[str, str], patience: Patience | None = None) -> None:
        self.tokens = tokens
        self.patience = patience or Patience()
        self.secure = ssl.create_default_context()
        self.threads = ThreadPoolExecutor(WIDTH, "push")

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *error: object) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)

    async def plan(self, member: Member, bundle: bytes) -> PlanAnswer:
        """What the bundle would do there. Raises Failed."""
        return read(PlanAnswer, await self._ask(member, "plan", bundle))

    async def apply(self, member: Member, bundle: bytes, plan: str) -> ApplyAnswer:
        """Put the bundle in force as the plan said. Raises Failed."""
        return read(ApplyAnswer, await self._ask(member, "apply", bundle, {"X-Tlkit-Plan": plan}))

    async def status(self, member: Member) -> StatusAnswer:
        """How the instance stands. Raises Failed."""
        return read(StatusAnswer, await self._ask(member, "status"))

    async def proposals(self, member: Member) -> tuple[ProposalMessage, ...]:
        """What the region would change in the base. Raises Failed."""
        found = await self._ask(member, "proposals")
        if not isinstance(found, list):
            raise garbage()
        return tuple(read(ProposalMessage, one) for one in found)

    async def decide(self, member: Member, id_: str, decision: ProposalDecision) -> ProposalMessage:
        """Tell the region what became of a proposal; the same again changes nothing. Raises Failed."""
        body = json.dumps(message_to_data(decision), ensure_ascii=False).encode()
        return read(ProposalMessage, await self._ask(member, f"proposals/{id_}", body))

    async def _ask(
        self, member: Member, verb: str, body: bytes | None = None, further: Mapping[str, str] | None = None
    ) -> Any:
        """The answer as plain data."""
        headers = {
            "Authorization": f"Bearer {self.tokens[member.slug]}",
            "User-Agent": f"tlkit/{__version__}",
            "Accept": "application/json",
            "Connection": "close",
            **(further or {}),
        }
        if body is not None:
            headers["Content-Type"] = "application/octet-stream"
        status, content = await self._sent(f"{member.url}/office/v1/{verb}", headers, body)
        if status != HTTPStatus.OK:
            raise _refused(status, content)
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise garbage() from None

    async def _sent(self, url: str, headers: dict[str, str], body: bytes | None) -> tuple[int, bytes]:
        call = Call(url, self.patience, self.secure)
        method = "GET" if body is None else "POST"
        loop = asyncio.get_running_loop()
        made = loop.run_in_executor(self.threads, call.made, method, headers, body)
        try:
            return await asyncio.wait_for(made, self.patience.whole)
        except asyncio.TimeoutError:
            raise Failed("hangs", sure=False, again=True) from None
        finally:
            call.cut()


def read(kind: type[Message], data: Any) -> Message:
    """A message in plain data from the other side. Raises Failed where it is something else."""
    try:
        return message_from(kind, data)
    except (InputError, ValueError, RecursionError):
        raise garbage() from None


def garbage() -> Failed:
    """What answered is no instance of ours."""
    return Failed("garbage", sure=False, again=False)


def _refused(status: int, content: bytes) -> Failed:
    """What an answer other than 200 means."""
    refusal = _refusal(content)
    said = refusal.message if refusal else Text(f"HTTP {status}", f"HTTP {status}")
    if refusal and refusal.reason in LATER:
        return Failed(LATER[refusal.reason], said, sure=True, again=True)
    if status >= 500 and status not in REFUSALS:
        return Failed("server-error", said, sure=False, again=True)
    return Failed(REFUSALS.get(status, "refused"), said, sure=True, again=False)


def _refusal(content: bytes) -> Refusal | None:
    try:
        data: Any = json.loads(content)
        return message_from(Refusal, data)
    except (InputError, ValueError, RecursionError):
        return None


async def each(members: Iterable[Member], step: Callable[[Member], Awaitable[Found]]) -> list[Found]:
    """What a step gives for every instance, in their order, `WIDTH` of them at a time."""
    room = asyncio.Semaphore(WIDTH)

    async def one(member: Member) -> Found:
        async with room:
            return await step(member)

    return await asyncio.gather(*(one(member) for member in members))
