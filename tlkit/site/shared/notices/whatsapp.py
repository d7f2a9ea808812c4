"""WhatsApp through a gateway over HTTP (`WHATSAPP_URL`, `WHATSAPP_TOKEN`).

One POST for each message: JSON with `to` (+62…), `text` and `id`, the token as bearer, the id as
`Idempotency-Key` too, so that a gateway that knows it sends no message twice. Any 2xx is taken
as accepted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tlkit.errors import Text
from tlkit.site.shared.notices.carrying import BadAddress, Later, Parcel, Refused, Unreachable

TIMEOUT = 20.0
"""Seconds for an answer of the gateway."""
NO_WAY_IN = (401, 403, 404)
"""Codes that say that the settings are wrong, whatever the message."""
LATER = (408, 425, 429)


class Straight(HTTPRedirectHandler):
    """Follows no redirection: the token is for one address."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class WhatsApp:
    """A gateway."""

    url: str
    token: str

    @classmethod
    def of(cls, url: str, token: str) -> WhatsApp:
        """From the settings. Raises `BadAddress`."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadAddress(
                Text("WHATSAPP_URL is no address of a gateway.", "WHATSAPP_URL bukan alamat gerbang pesan."),
                Text("Write it as https://host/path.", "Tulis sebagai https://host/alamat."),
            )
        return cls(url, token)

    @contextmanager
    def line(self) -> Iterator[WhatsApp]:
        """Each message has a connection of its own."""
        yield self

    def deliver(self, parcel: Parcel) -> None:
        """Hand over one message; the gateway has it when this returns."""
        body = json.dumps({"to": parcel.recipient, "text": parcel.body, "id": parcel.message_id})
        headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.message_id}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with build_opener(Straight).open(
                Request(self.url, body.encode(), headers, method="POST"), timeout=TIMEOUT
            ) as answer:
                answer.read(4096)
        except HTTPError as error:
            raise refusal(error.code) from error
        except (OSError, HTTPException, ValueError) as error:
            raise Unreachable(type(error).__name__) from error


def refusal(code: int) -> Exception:
    """What a gateway's code means."""
    said = f"http {code}"
    if code in NO_WAY_IN or code >= 500 or code < 400:
        return Unreachable(said)
    return Later(said) if code in LATER else Refused(said)
