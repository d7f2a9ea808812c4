"""The token that an instance expects with a push: read where the fleet says that it lies."""

from __future__ import annotations

import os
import re

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.office.fleet import Member
from tlkit.office.folder import Office

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,200}")
NO_TOKEN = Text("The token of {slug} is not at {place}.", "Token {slug} tidak ada di {place}.")
BRING = Text(
    "Restore it from the backup, or set the variable.", "Pulihkan dari cadangan, atau isi variabelnya."
)
NO_ADDRESS = Text("Its address is not known.", "Alamat situsnya belum diketahui.")
FILL_IN = Text("Fill in its `url` in fleet.yaml.", "Isi `url`-nya di fleet.yaml.")


class AddressMissing(TlkitError):
    """Nobody has filled in yet where an instance answers."""

    exit_code = ExitCode.INPUT


class TokenMissing(TlkitError):
    """The token that an instance expects is not where the fleet says."""

    exit_code = ExitCode.INPUT


def secret(office: Office, member: Member) -> str:
    """The token of an instance that can be reached.

    Raises TokenMissing where it cannot be read, AddressMissing where nobody knows whom to give it to.
    """
    if member.url is None:
        raise AddressMissing(NO_ADDRESS, FILL_IN)
    token = ""
    if member.token.startswith("env:"):
        token = os.environ.get(member.token.removeprefix("env:"), "")
    else:
        try:
            token = (office.path / member.token).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            token = ""
    if not TOKEN.fullmatch(token):
        raise TokenMissing(
            Text(*(text.format(slug=member.slug, place=member.token) for text in NO_TOKEN)), BRING
        )
    return token
