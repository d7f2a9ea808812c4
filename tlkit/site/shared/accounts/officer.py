"""What the rest of the site knows of an officer: a value, apart from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tlkit.errors import Text

Acting = Literal["Plt.", "Plh."]
"""Pelaksana tugas, where the post is vacant; pelaksana harian, where its holder is away."""

ROLES: dict[str, Text] = {
    "administrator": Text("Administrator", "Administrator"),
    "front-desk": Text("Front desk", "Petugas loket"),
    "verifier": Text("Verifier", "Verifikator"),
    "technical": Text("Technical team", "Tim teknis"),
    "reviewer": Text("Reviewer (paraf)", "Pemaraf"),
    "signer": Text("Signer", "Penanda tangan"),
    "treasurer": Text("Treasurer", "Bendahara"),
    "auditor": Text("Auditor (reads only)", "Auditor (hanya melihat)"),
}
"""Every role, as it is called to a reader."""


@dataclass(frozen=True)
class Officer:
    """The officer who asks for this page.

    `agency` is the id of the region's agency, None for one of the permit office itself.
    `substitutes_for` are the accounts whose work is this officer's too, today.
    """

    id: int
    name: str
    email: str
    roles: frozenset[str]
    agency: str | None = None
    title: str | None = None
    nip: str | None = None
    acting: Acting | None = None
    substitutes_for: tuple[int, ...] = ()

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is the officer's."""
        return not self.roles.isdisjoint(roles)

    @property
    def reads_only(self) -> bool:
        """Whether the officer may look and nothing else."""
        return self.roles == {"auditor"}
