"""The day begins at midnight of the region's own zone."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from tlkit.region.model import Zone
from tlkit.site.shared.clock import local_date, system_clock


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 17), ("WITA", 16), ("WIT", 15)])
def test_midnight_falls_where_the_region_lies(zone: Zone, hour: int) -> None:
    before = datetime(2026, 1, 1, hour - 1, 59, 59, tzinfo=timezone.utc)
    after = datetime(2026, 1, 1, hour, tzinfo=timezone.utc)
    assert (local_date(before, zone), local_date(after, zone)) == (date(2026, 1, 1), date(2026, 1, 2))


def test_the_system_clock_knows_its_zone() -> None:
    assert system_clock().utcoffset() is not None
