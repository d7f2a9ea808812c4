"""A site with a clock that tests set, for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask

from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app


class Time:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 2, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_instance(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def time() -> Time:
    return Time()


@pytest.fixture(scope="module")
def app(folder: Path, time: Time) -> Iterator[Flask]:
    made = create_app(folder, clock=time)
    prepare_app(made)
    yield made
    close(made)
