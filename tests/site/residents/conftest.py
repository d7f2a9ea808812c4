"""A site with a clock that tests set and a mail server in its settings, for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.site.backoffice.conftest import Time
from tests.site.folders import close, make_instance
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app


@pytest.fixture(scope="module")
def time() -> Time:
    return Time()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, time: Time) -> Iterator[Flask]:
    folder = make_instance(tmp_path_factory.mktemp("residents"))
    made = create_app(folder, clock=time, config={"SMTP_URL": "smtp://127.0.0.1:9"})
    prepare_app(made)
    yield made
    close(made)


@pytest.fixture(autouse=True)
def fresh_counts(request: pytest.FixtureRequest) -> None:
    """What an earlier test asked for counts no more."""
    if "site" in request.fixturenames:
        made: Flask = request.getfixturevalue("site")
        made.extensions["tlkit.limits"].clear()
