"""The region's own changes: read at the first start, laid over every release, gone on their day."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from flask import Flask

import tlkit.reference
from tests.site.folders import close
from tlkit.errors import InputError
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.releases import live
from tlkit.site.releases.stored import in_force, read
from tlkit.site.watch import Watch

OVERLAY = """\
revision: 0
permits:
  {permit}:
    fee:
      value: {{kind: free}}
      expires: 2026-06-30
    decree:
      value: {{number: "1/2026", date: 2026-01-05}}
    offered: {{value: false, reason: "Diurus provinsi"}}
"""


def some_permit() -> str:
    """A permit of the reference that can be applied for here, with or without a fee."""
    return next(id_ for id_, one in tlkit.reference.load().permits.items() if one.channel == "here")


@pytest.fixture
def changed(folder: Path) -> str:
    """`folder` with an overlay over one permit; its id."""
    (folder / "catalogue").mkdir()
    permit = some_permit()
    (folder / "catalogue" / "overlay.yaml").write_text(OVERLAY.format(permit=permit))
    return permit


def test_the_first_start_reads_the_overlay(folder: Path, changed: str) -> None:
    app = create_app(folder, clock=lambda: datetime(2026, 6, 30, 15, 59, tzinfo=timezone.utc))
    prepare_app(app)
    with app.app_context():
        found = live().permits[changed]
    assert found.permit.decree is not None
    assert found.permit.decree.number == "1/2026"
    assert found.permit.fee is not None
    assert found.permit.fee.kind == "free"
    assert (found.origin["decree"], found.origin["fee"]) == ("region", "region")
    assert "name" not in found.origin
    assert not found.offered
    assert not found.opens_here
    close(app)


def test_a_later_change_of_the_file_is_not_read(folder: Path, changed: str) -> None:
    app = create_app(folder)
    prepare_app(app)
    (folder / "catalogue" / "overlay.yaml").write_text("permits: {}\n")
    assert prepare_app(app) == 1
    with app.app_context():
        assert live().permits[changed].permit.decree is not None
    close(app)


def test_a_change_ends_on_its_day_in_the_regions_own_zone(folder: Path, changed: str) -> None:
    now = [datetime(2026, 6, 30, 15, 59, tzinfo=timezone.utc)]
    app = create_app(folder, clock=lambda: now[0])
    prepare_app(app)
    watch = Watch(app)
    watch.look()
    assert generation(app) == 1
    now[0] = datetime(2026, 6, 30, 16, 1, tzinfo=timezone.utc)
    watch.look()
    assert generation(app) == 2
    after = read(app, 2, demo=False).permits[changed]
    assert "fee" not in after.origin
    assert after.origin["decree"] == "region"
    close(app)


def generation(app: Flask) -> int | None:
    with app.app_context():
        found = in_force()
    return None if found is None else found.generation


def test_a_mistake_in_the_overlay_names_its_line(folder: Path) -> None:
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / "overlay.yaml").write_text("permits:\n  x:\n    nope: {value: 1}\n")
    app = create_app(folder)
    with pytest.raises(InputError) as caught:
        prepare_app(app)
    assert [problem.line for problem in caught.value.problems] == [3]
    assert app.test_client().get("/readyz").status_code == 503
    close(app)
