"""Speaks to instances: one request, one answer of a bearable size, within a bearable time.

Whatever an instance does, the outcome is a message or a `Failed`. A server at the other end
may hang, send one byte a second, answer with a page of its provider, or be somebody else's.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from tlkit import __version__
from tlkit.catalogue.message_schema import message_from
from tlkit.catalogue.messages import ApplyAnswer, PlanAnswer, Refusal, StatusAnswer
from tlkit.errors import InputError, Text
from tlkit.office.fleet import Member
from tlkit.office.push_outcome import State

Message = TypeVar("Message")
Found = TypeVar("Found")

WIDTH = 32
"""Instances spoken to at a time."""
ANSWER_LIMIT = 1_000_000
"""Bytes of an answer; five hundred lines of a plan take a twentieth of it."""

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


@dataclass(frozen=True)
class Patience:
    """Seconds: to connect, between two signs of life, and for a whole request."""

    connect: float = 10.0
    silence: float = 20.0
    whole: float = 120.0


class Failed(Exception):
    """No usable answer. `sure` tells that the instance cannot have done what was asked.

    `again` tells that another attempt may help.
    """

    def __init__(self, state: State, said: Text | None = None, *, sure: bool, again: bool) -> None:
        super().__init__(state)
        self.state, self.said, self.sure, self.again = state, said, sure, again


class Client:
    """The office's voice. `tokens` are by slug. Use it within `async with`."""

    def __init__(self, tokens: dict[str, str], patience: Patience | None = None) -> None:
        self.tokens = tokens
        self.patience = patience or Patience()
        limits = httpx.Limits(max_connections=WIDTH, max_keepalive_connections=WIDTH, keepalive_expiry=5.0)
        timeout = httpx.Timeout(self.patience.silence, connect=self.patience.connect, pool=None)
        agent = {"User-Agent": f"tlkit/{__version__}", "Accept": "application/json"}
        self.http = httpx.AsyncClient(limits=limits, timeout=timeout, headers=agent, follow_redirects=False)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.http.aclose()

    async def plan(self, member: Member, bundle: bytes) -> PlanAnswer:
        """What the bundle would do there. Raises Failed."""
        return await self._ask(PlanAnswer, member, "plan", bundle)

    async def apply(self, member: Member, bundle: bytes, plan: str) -> ApplyAnswer:
        """Put the bundle in force as the plan said. Raises Failed."""
        return await self._ask(ApplyAnswer, member, "apply", bundle, plan)

    async def status(self, member: Member) -> StatusAnswer:
        """How the instance stands. Raises Failed."""
        return await self._ask(StatusAnswer, member, "status")

    async def _ask(
        self,
        kind: type[Message],
        member: Member,
        verb: str,
        body: bytes | None = None,
        plan: str | None = None,
    ) -> Message:
        headers = {"Authorization": f"Bearer {self.tokens[member.slug]}"}
        if plan is not None:
            headers["X-Tlkit-Plan"] = plan
        if body is not None:
            headers["Content-Type"] = "application/octet-stream"
        request = self.http.build_request(
            "GET" if body is None else "POST", f"{member.url}/office/v1/{verb}", content=body, headers=headers
        )
        status, content = await self._sent(request)
        if status != httpx.codes.OK:
            raise _refused(status, content)
        try:
            return message_from(kind, json.loads(content))
        except (InputError, ValueError, RecursionError):
            raise Failed("garbage", sure=False, again=False) from None

    async def _sent(self, request: httpx.Request) -> tuple[int, bytes]:
        try:
            return await asyncio.wait_for(self._exchanged(request), self.patience.whole)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise Failed("unreachable", _words(error), sure=True, again=True) from None
        except (httpx.TimeoutException, asyncio.TimeoutError):
            raise Failed("hangs", sure=False, again=True) from None
        except httpx.TransportError as error:
            raise Failed("unreachable", _words(error), sure=False, again=True) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Failed("garbage", _words(error), sure=False, again=False) from None

    async def _exchanged(self, request: httpx.Request) -> tuple[int, bytes]:
        response = await self.http.send(request, stream=True)
        try:
            content = bytearray()
            async for piece in response.aiter_bytes():
                content += piece
                if len(content) > ANSWER_LIMIT:
                    raise Failed("garbage", sure=False, again=False)
            return response.status_code, bytes(content)
        finally:
            await response.aclose()


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


def _words(error: Exception) -> Text:
    said = str(error) or type(error).__name__
    return Text(said, said)


async def each(members: Iterable[Member], step: Callable[[Member], Awaitable[Found]]) -> list[Found]:
    """What a step gives for every instance, in their order, `WIDTH` of them at a time."""
    room = asyncio.Semaphore(WIDTH)

    async def one(member: Member) -> Found:
        async with room:
            return await step(member)

    return await asyncio.gather(*(one(member) for member in members))
