"""What a push carries: a channel's newest release, as the bytes that every instance receives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tlkit.catalogue.bundle import bundle_to_bytes
from tlkit.office.carry import carried
from tlkit.office.folder import Office


@dataclass(frozen=True)
class Cargo:
    """One release and its metadata, packed."""

    channel: str
    version: str
    data: bytes


def cargo(office: Office, channel: str, now: datetime) -> Cargo:
    """A channel's newest release.

    Raises NothingToRelease where there is none, UntrustedError where sites would refuse it
    as expired.
    """
    made, bundle, _ = carried(office, channel, now)
    return Cargo(channel, made.version, bundle_to_bytes(bundle))


def cargoes(office: Office, channels: Iterable[str], now: datetime) -> dict[str, Cargo]:
    """The same for several channels, by channel."""
    return {channel: cargo(office, channel, now) for channel in sorted(set(channels))}
