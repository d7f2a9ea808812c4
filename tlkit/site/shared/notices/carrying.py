"""How a notice leaves the site: what every provider can do, and the ways in which it may not."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from tlkit.errors import ExitCode, TlkitError


class BadAddress(TlkitError):
    """A setting that names a provider cannot be used."""

    exit_code = ExitCode.INPUT


@dataclass(frozen=True)
class Parcel:
    """One notice as a provider gets it. `message_id` is the same at every try."""

    message_id: str
    recipient: str
    subject: str
    body: str


class Later(Exception):
    """This notice cannot be taken now; another try may go better."""


class Refused(Exception):
    """This notice will never be taken: its recipient does not exist, or the provider says no."""


class Unreachable(Exception):
    """The provider itself is away: no other notice would go better now."""


class Line(Protocol):
    """An open connection to a provider."""

    def deliver(self, parcel: Parcel) -> None:
        """Hand over one notice. Raises `Later`, `Refused` or `Unreachable`."""


class Provider(Protocol):
    """Something that carries notices of one channel."""

    def line(self) -> AbstractContextManager[Line]:
        """Open a connection. Raises `Unreachable`."""
