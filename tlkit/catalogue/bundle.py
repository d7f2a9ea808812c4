"""A release and its metadata as bytes: what a push, a pull and a file all carry or lead to.

A *release body* is the target that the office signs, canonical JSON:

    {"format": 1, "version": "2026.3.1", "channel": "stable", "notes": "…",
     "effective_from": "2026-04-01", "urgent": false, "catalogue": {…}}

`effective_from` is null where the release is in force at once. A *bundle* holds release
bodies and the metadata that vouches for them; `tlkit.catalogue.envelope` has its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from marshmallow import fields

from tlkit.catalogue.envelope import COMPRESSED_LIMIT, PLAIN_LIMIT, pack, unpack
from tlkit.catalogue.mapping import nowhere
from tlkit.catalogue.message_values import Plain
from tlkit.catalogue.permit_schema import Entry
from tlkit.catalogue.schema import load
from tlkit.catalogue.values import Day, Key, Words
from tlkit.catalogue.versions import Version
from tlkit.catalogue.wire import canonical
from tlkit.errors import InputError, Text

__all__ = [
    "COMPRESSED_LIMIT",
    "PLAIN_LIMIT",
    "Bundle",
    "ReleaseBody",
    "bundle_from_bytes",
    "bundle_to_bytes",
    "catalogue_bytes",
    "release_from_bytes",
    "release_to_bytes",
]

FORMAT = 1
"""Of the release body."""
BEFORE = b'{"catalogue":'


@dataclass(frozen=True)
class ReleaseBody:
    """One release of the base catalogue, as the office signs it.

    `catalogue_data` is what `catalogue_to_data` gave. Until the day `effective_from` the
    release waits. An `urgent` one passes a region's freeze.
    """

    version: str
    channel: str
    notes: str
    effective_from: date | None
    urgent: bool
    catalogue_data: Mapping[str, Any]


@dataclass(frozen=True)
class Bundle:
    """Files by name: the metadata of The Update Framework, and the targets that it vouches for."""

    metadata: Mapping[str, bytes]
    targets: Mapping[str, bytes]


class ReleaseEntry(Entry):
    makes = ReleaseBody
    version = Version(required=True)
    channel = Key(required=True)
    notes = Words(required=True)
    effective_from = Day(required=True, allow_none=True)
    urgent = fields.Boolean(truthy={True}, falsy={False}, required=True)
    catalogue_data = Plain(required=True, data_key="catalogue")


RELEASE = ReleaseEntry()
IN_RELEASE = nowhere("catalogue.json")


def release_to_bytes(body: ReleaseBody) -> bytes:
    """The bytes that are signed, the same for equal releases on every host."""
    return BEFORE + canonical(body.catalogue_data) + _after(body)


def _after(body: ReleaseBody) -> bytes:
    """What follows on the catalogue, whose name is the first in the order of names."""
    rest = {
        "format": FORMAT,
        "version": body.version,
        "channel": body.channel,
        "notes": body.notes,
        "effective_from": body.effective_from and body.effective_from.isoformat(),
        "urgent": body.urgent,
    }
    return b"," + canonical(rest).removeprefix(b"{")


def catalogue_bytes(body: ReleaseBody, content: bytes) -> bytes:
    """The catalogue's own bytes in `content`, which are those of a release.

    They are canonical where the office wrote them, and not written anew then: in a large
    catalogue that takes as long as reading it.
    """
    after = _after(body)
    if content.startswith(BEFORE) and content.endswith(after):
        return content[len(BEFORE) : -len(after)]
    return canonical(body.catalogue_data)


def release_from_bytes(data: bytes) -> ReleaseBody:
    """The release in bytes that were verified before.

    Raises InputError with every mistake around the catalogue; the catalogue itself is
    for `catalogue_from` to judge.
    """
    try:
        frame = json.loads(data)
    except (ValueError, RecursionError):
        frame = None
    if not isinstance(frame, dict):
        wrong = Text("This is not a release.", "Ini bukan rilis katalog.")
        raise InputError([IN_RELEASE((), wrong, Text("Ask for another one.", "Minta berkas lain."))])
    number = frame.pop("format", None)
    if type(number) is not int or number != FORMAT:
        wrong = Text("Its format is not known here.", "Formatnya tidak dikenal di sini.")
        raise InputError([IN_RELEASE(("format",), wrong, Text("Update the kit.", "Perbarui kit."))])
    return cast(ReleaseBody, load(RELEASE, frame, IN_RELEASE))


def bundle_to_bytes(bundle: Bundle) -> bytes:
    """The bundle as bytes, the same for equal bundles.

    Raises ValueError for what no site would read: a name that is not plain, more than 256
    files of either kind, more than `COMPRESSED_LIMIT` or `PLAIN_LIMIT` bytes.
    """
    return pack({"metadata": bundle.metadata, "targets": bundle.targets})


def bundle_from_bytes(data: bytes, limit: int = PLAIN_LIMIT) -> Bundle:
    """The bundle in bytes from anywhere; nothing in it is verified yet.

    `limit` is how many bytes it may unpack to; memory stays within a few times that.
    Raises UntrustedError, whose reason is `too-large`, `damaged` or `unknown-format`.
    """
    return Bundle(**unpack(data, limit))
