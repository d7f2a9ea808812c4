"""The instance folder that an application serves, and the region it describes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from flask import current_app

from tlkit.region.model import Region
from tlkit.site.shared.clock import Clock, local_date
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

    def today(self) -> date:
        """The calendar day in the region's zone."""
        return local_date(self.clock(), self.region.zone)


def current_instance() -> Instance:
    """The instance of the application that answers the present request."""
    return cast(Instance, current_app.extensions["tlkit"])
