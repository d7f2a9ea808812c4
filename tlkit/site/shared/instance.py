"""The instance folder that an application serves, and the region it describes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import current_app

from tlkit.region.model import Region
from tlkit.site.shared.clock import Clock
from tlkit.site.shared.service import Service


@dataclass(frozen=True)
class Instance:
    """One generated folder: its region, its services that are on, its clock."""

    path: Path
    region: Region
    services: tuple[Service, ...]
    clock: Clock

    @property
    def var(self) -> Path:
        """Database, uploads, secrets, logs, published pages; created at first start."""
        return self.path / "var"


def current_instance() -> Instance:
    """The instance of the application that answers the present request."""
    return cast(Instance, current_app.extensions["tlkit"])
