"""One request over HTTP in a thread, which can be cut off from outside.

Plain `http.client`: a push makes two requests to each address, so a pool of connections costs
more than it saves (measured: four times the processor time). Redirects are not followed,
because the token goes to nobody else.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from tlkit.errors import Text
from tlkit.office.push_outcome import State
from tlkit.reasons import reason

ANSWER_LIMIT = 1_000_000
"""Bytes of an answer; five hundred lines of a plan take a twentieth of it."""


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


class Call:
    """A request that is made once. `secure` is the TLS context for https."""

    def __init__(self, url: str, patience: Patience, secure: ssl.SSLContext | None) -> None:
        parts = urlsplit(url)
        self.path, self.patience = parts.path, patience
        host = str(parts.hostname)
        self.connection: http.client.HTTPConnection
        if parts.scheme == "https":
            self.connection = http.client.HTTPSConnection(
                host, parts.port, timeout=patience.connect, context=secure
            )
        else:
            self.connection = http.client.HTTPConnection(host, parts.port, timeout=patience.connect)

    def made(self, method: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        """The status code and the content of the answer. Raises Failed."""
        try:
            self._connected()
            return self._answered(method, headers, body)
        except TimeoutError:
            raise Failed("hangs", sure=False, again=True) from None
        except (OSError, http.client.IncompleteRead) as error:
            raise Failed("unreachable", reason(error), sure=False, again=True) from None
        except (http.client.HTTPException, ValueError):
            raise Failed("garbage", sure=False, again=False) from None
        finally:
            self.connection.close()

    def cut(self) -> None:
        """End it, whatever it is waiting for; its thread comes back at once."""
        held = self.connection.sock
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def _connected(self) -> None:
        try:
            self.connection.connect()
        except (OSError, ValueError) as error:
            raise Failed("unreachable", reason(error), sure=True, again=True) from None
        self.connection.sock.settimeout(self.patience.silence)

    def _answered(self, method: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
        # A server may refuse before it has read the whole body; its answer says why.
        with suppress(BrokenPipeError):
            self.connection.request(method, self.path, body, dict(headers))
        response = self.connection.getresponse()
        content = response.read(ANSWER_LIMIT + 1)
        if len(content) > ANSWER_LIMIT:
            raise Failed("garbage", sure=False, again=False)
        return response.status, content
