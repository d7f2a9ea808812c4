"""The phone number or e-mail of an account: read, and found again although it is kept sealed."""

from __future__ import annotations

from typing import NamedTuple

from tlkit.site.shared.cases.words import contact_of
from tlkit.site.shared.vault import Kind, vault


class Contact(NamedTuple):
    """`phone` and +62…, or `email` and its address in lower case."""

    kind: Kind
    value: str

    @property
    def key(self) -> str:
        """By what the database finds it."""
        return vault().index(self.kind, self.value)

    @property
    def name(self) -> str:
        """Under what failures are counted, apart from the officers'."""
        return f"resident {self.value}"


def contact_in(text: str) -> Contact | None:
    """The contact that somebody wrote; None for what is neither phone number nor e-mail."""
    found = contact_of(text)
    return kept_contact(found[1]) if found else None


def kept_contact(value: str) -> Contact:
    """A contact as an account keeps it."""
    return Contact("email" if "@" in value else "phone", value)
