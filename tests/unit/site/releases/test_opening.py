"""Which permits take new applications on the site: one rule, every part of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.catalogue.catalogues import permit
from tlkit.catalogue.model import Decree
from tlkit.site.releases.live import opens_here

DECREE = Decree("503/12/2026", date(2026, 2, 3))


def test_a_decree_opens_a_permit_and_so_does_trying_the_site_out() -> None:
    assert opens_here(permit(decree=DECREE), offered=True, demo=False)
    assert opens_here(permit(), offered=True, demo=True)
    assert not opens_here(permit(), offered=True, demo=False)


@pytest.mark.parametrize(
    "change",
    [{"status": "deprecated"}, {"status": "retired"}, {"channel": "counter"}, {"channel": "national"}],
)
def test_what_runs_out_or_is_had_elsewhere_does_not_open(change: dict[str, Any]) -> None:
    assert not opens_here(permit(decree=DECREE, **change), offered=True, demo=True)


def test_what_is_not_offered_does_not_open() -> None:
    assert not opens_here(permit(decree=DECREE), offered=False, demo=True)
