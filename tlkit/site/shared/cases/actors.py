"""Who does something to a case."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Actor(NamedTuple):
    """An officer by account and name; a resident or the site itself, who have neither."""

    kind: Literal["officer", "resident", "system"]
    account_id: int | None = None
    name: str = ""

    @property
    def audited(self) -> str:
        """How the audit names them: `officer:7`, `resident`, `system`."""
        return f"officer:{self.account_id}" if self.kind == "officer" else self.kind


RESIDENT = Actor("resident")
SYSTEM = Actor("system")
