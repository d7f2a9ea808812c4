"""The pages can say where a value comes from: centre or region, since when, on what ground."""

from __future__ import annotations

from datetime import date, timedelta

from tests.office_simulator import NOW, OfficeSimulator
from tests.site.releases.conftest import Clock, Enrolled
from tests.site.releases.test_overlays import FIRST, OVERLAY, bring, with_days
from tlkit.site.releases.grounds import Ground, grounds_of
from tlkit.site.releases.overlays import exported
from tlkit.site.releases.receive import apply_bundle


def test_each_value_has_its_ground(enrolled: Enrolled, office: OfficeSimulator, clock: Clock) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", with_days(5)))
    clock.now = NOW + timedelta(days=1)
    bring(enrolled, OVERLAY)
    clock.now = NOW + timedelta(days=2)
    done = bring(enrolled, exported().replace("1/2026\n        date", "2/2026\n        date"))
    found = grounds_of(enrolled.instance, done.generation, FIRST)
    assert found[""] == Ground("base", date(2026, 3, 2))
    assert found["processing"] == Ground("region", date(2026, 3, 3), "Perwal 1/2026")
    assert found["decree"].since == date(2026, 3, 4)
    assert "name" not in found


def test_the_centres_value_counts_from_its_release(
    enrolled: Enrolled, office: OfficeSimulator, clock: Clock
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    clock.now = NOW + timedelta(days=1)
    done = apply_bundle(enrolled.instance, office.release("2026.3.2"))
    assert grounds_of(enrolled.instance, done.generation, FIRST) == {"": Ground("base", date(2026, 3, 3))}
