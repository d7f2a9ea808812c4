"""The pages say where a value comes from: centre or region, since when, on what ground."""

from __future__ import annotations

from datetime import date, timedelta

from tests.office_simulator import NOW, OfficeSimulator
from tests.site.releases.conftest import Clock, Enrolled
from tests.site.releases.test_overlays import FIRST, OVERLAY, bring, with_days
from tlkit.site.releases.live import Ground, Grounds
from tlkit.site.releases.overlays import exported
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.releases.stored import read


def grounds(site: Enrolled, generation: int) -> Grounds:
    found = read(site.app, generation, demo=False).grounds
    assert found is not None
    return found


def test_each_value_has_its_ground(enrolled: Enrolled, office: OfficeSimulator, clock: Clock) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", with_days(5)))
    clock.now = NOW + timedelta(days=1)
    bring(enrolled, OVERLAY)
    clock.now = NOW + timedelta(days=2)
    done = bring(enrolled, exported().replace("1/2026\n        date", "2/2026\n        date"))
    found = grounds(enrolled, done.generation)
    assert found.base == Ground(date(2026, 3, 2))
    assert found.region[FIRST]["processing"] == Ground(date(2026, 3, 3), "Perwal 1/2026")
    assert found.region[FIRST]["decree"].since == date(2026, 3, 4)
    assert "name" not in found.region[FIRST]


def test_the_centres_value_counts_from_its_release(
    enrolled: Enrolled, office: OfficeSimulator, clock: Clock
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    clock.now = NOW + timedelta(days=1)
    done = apply_bundle(enrolled.instance, office.release("2026.3.2"))
    assert grounds(enrolled, done.generation) == Grounds(Ground(date(2026, 3, 3)), {})


def test_the_page_says_so(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", with_days(5)))
    bring(enrolled, OVERLAY.replace("    offered: {value: false, reason: Diurus provinsi}\n", ""))
    client = enrolled.app.test_client()
    page = client.get(f"/izin/{FIRST}").text
    assert "Rilis 2026.3.1 dari kantor pusat, berlaku sejak 2 Maret 2026." in page
    assert "Waktu: ditetapkan daerah, 2 Maret 2026. Perwal 1/2026." in page
    assert "Time: set by the region, 2 March 2026. Perwal 1/2026." in client.get(f"/en/izin/{FIRST}").text
