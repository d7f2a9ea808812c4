"""An instance that follows an office in memory, its clock in the test's hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.office_simulator import NOW, OfficeSimulator
from tests.site.conftest import cluster, folder, lose_database  # noqa: F401
from tests.site.folders import close
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.instance import Instance

TOKEN = "a-token-of-the-office"
LONG = os.environ.get("TLKIT_SOAK") == "1"


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Enrolled:
    """A site that an office looks after. `instance` is the application's."""

    folder: Path
    app: Flask
    instance: Instance
    clock: Clock


@pytest.fixture
def office() -> OfficeSimulator:
    return OfficeSimulator()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def enrolled(folder: Path, office: OfficeSimulator, clock: Clock) -> Iterator[Enrolled]:  # noqa: F811
    """A prepared site with the office's root, and no release yet; its application's context is open."""
    enrol(folder, office)
    app = create_app(folder, clock=clock)
    prepare_app(app)
    with app.app_context():
        yield Enrolled(folder, app, app.extensions["tlkit"], clock)
    close(app)


def enrol(folder: Path, office: OfficeSimulator) -> None:  # noqa: F811
    """What enrolling writes into an instance, as far as the site reads it."""
    import hashlib

    trust = folder / "trust"
    trust.mkdir(exist_ok=True)
    (trust / "root.json").write_bytes(office.first_root)
    (trust / "push-token.sha256").write_text(hashlib.sha256(TOKEN.encode()).hexdigest() + "\n")
