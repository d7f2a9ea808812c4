"""The example region's site, made once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.sites import make_site


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The example region's site; change nothing in it."""
    return make_site(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def reader(shared_site: Flask) -> FlaskClient:
    """Someone who reads the example region's site."""
    return shared_site.test_client()


@pytest.fixture
def site(tmp_path: Path) -> Flask:
    """A site of one's own, to change."""
    return make_site(tmp_path)
